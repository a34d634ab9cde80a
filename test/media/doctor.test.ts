import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Store } from '../../src/store/index.js';
import { FakeClamd } from '../setup/clamd.js';
import { ROOT } from '../setup/izin.js';

interface Finding {
  ok: boolean;
  what: string;
}

let dir: string;
let clamd: FakeClamd;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'izin-doctor-'));
  await (await Store.open(join(dir, 'sandbox.db'))).close();
  clamd = await new FakeClamd().start();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

const findings = () =>
  new Promise<Finding[]>((resolve, reject) => {
    const env = {
      PATH: process.env['PATH'] ?? '',
      IZIN_DATA_DIR: dir,
      IZIN_CLAMD: `127.0.0.1:${clamd.port}`,
    };
    execFile(process.execPath, [join(ROOT, 'dist/main.js'), 'doctor', '--json'], { env }, (_error, out) => {
      try {
        resolve((JSON.parse(out) as { findings: Finding[] }).findings);
      } catch (error) {
        reject(error);
      }
    });
  });

test('izin doctor says when clamd does not answer, and only then', async () => {
  const about = (all: Finding[]) => all.filter(({ what }) => what.startsWith('clamd does not answer'));
  const well = await findings();
  expect(well.some(({ what }) => what.startsWith('0 files that people sent wait'))).toBe(true);
  expect(about(well)).toEqual([]);
  const { port } = clamd;
  await clamd.stop();
  Object.defineProperty(clamd, 'port', { value: port });
  expect(about(await findings())).toMatchObject([{ ok: false }]);
}, 30_000);
