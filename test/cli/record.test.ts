import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ROOT } from '../setup/izin.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'izin-record-'));
  for (const name of ['flows', 'locales']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function izin(input: string, ...args: string[]) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const env = {
      PATH: process.env['PATH'] ?? '',
      IZIN_DATA_DIR: join(folder, 'data'),
      IZIN_FLOWS_DIR: join(folder, 'flows'),
      IZIN_LOCALES_DIR: join(folder, 'locales'),
    };
    const child = spawn(process.execPath, [join(ROOT, 'dist/main.js'), ...args], { cwd: folder, env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(input);
  });
}

test('a conversation is recorded, guards the words, and is taken anew', async () => {
  const file = join(folder, 'flows/recordings/mine.yaml');
  const { code, out } = await izin('DAFTAR\n1\n', 'chat', '--record', file);
  expect(code).toBe(0);
  expect(out).toContain('[1] Ya, setuju');
  const recorded = readFileSync(file, 'utf8');
  expect(recorded).toMatch(/- say: DAFTAR\n- bot: [\s\S]*- tap: Ya, setuju\n- bot: [\s\S]*Terima kasih/);
  expect(await izin('', 'chat', '--record', file)).toMatchObject({
    code: 2,
    err: expect.stringContaining(file),
  });

  const words = join(folder, 'locales/id/consent.json');
  writeFileSync(words, readFileSync(words, 'utf8').replace('Terima kasih. Mulai', 'Baik. Mulai'));
  const broken = await izin('', 'check', '--lang', 'en');
  expect(broken.code).toBe(1);
  expect(broken.out).toMatch(
    /flows\/recordings\/mine\.yaml:\d+:\d+ recording\n[\s\S]*now: "Baik\. Mulai sekarang/,
  );
  expect((await izin('', 'check', '--accept')).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toBe(recorded.replace('Terima kasih. Mulai', 'Baik. Mulai'));
}, 120_000);
