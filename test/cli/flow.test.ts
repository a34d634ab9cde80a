import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createActor, createMachine } from 'xstate';
import { Child, freePort, MAIN } from '../setup/child.js';
import { ROOT } from '../setup/izin.js';

let folder = '';
let env: Record<string, string>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'izin-flow-'));
  for (const name of ['flows', 'locales']) cpSync(join(ROOT, name), join(folder, name), { recursive: true });
  env = {
    IZIN_DATA_DIR: join(folder, 'data'),
    IZIN_FLOWS_DIR: join(folder, 'flows'),
    IZIN_LOCALES_DIR: join(folder, 'locales'),
  };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function izin(...args: string[]) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '', ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end();
  });
}
const listed = async () => JSON.parse((await izin('flow', 'list', '--json')).out);
const edit = (file: string, replace: string, by: string) => {
  const path = join(folder, file);
  writeFileSync(
    path,
    readFileSync(path, 'utf8').replace(replace, () => by),
  );
};

describe('releases', () => {
  const ids: string[] = [];

  test('before the first start there is none, and the flows are listed', async () => {
    expect(await listed()).toMatchObject({
      releases: [],
      flows: expect.arrayContaining(['opt-in', 'welcome']),
    });
    const { code, err } = await izin('flow', 'rollback');
    expect(code).toBe(1);
    expect(err).toContain('start Izin once');
  });

  test('publish, diff, publish, roll back: with who, where no server runs', async () => {
    const first = JSON.parse((await izin('flow', 'publish', '--json')).out);
    edit('locales/id/welcome.json', 'Tanya zakat', 'Tanya infak');
    const { out, code } = await izin('flow', 'diff');
    expect(code).toBe(0);
    expect(out).toContain('--- a/locales/id/welcome.json\n+++ b/locales/id/welcome.json\n@@ -1,6 +1,6 @@');
    expect(out).toContain('-  "ask": "Tanya zakat",\n+  "ask": "Tanya infak",');
    const second = JSON.parse((await izin('flow', 'publish', '--json')).out);
    expect((await izin('flow', 'diff')).out).toContain('no difference');
    expect((await izin('flow', 'diff', first.id.slice(0, 6), second.id)).out).toContain(
      '+  "ask": "Tanya infak"',
    );
    expect((await izin('flow', 'rollback')).out).toContain(first.id);
    const { releases } = await listed();
    const actor = userInfo().username;
    expect(releases).toMatchObject([
      { id: first.id, way: 'rollback', actor, current: true },
      { id: second.id, way: 'publish', actor, current: false },
      { id: first.id, way: 'publish', actor, current: false },
    ]);
    ids.push(first.id, second.id);
  }, 90_000);

  test('faults are shown with their places, and nothing is published', async () => {
    edit('locales/id/welcome.json', 'Tanya infak', 'Tanya infak sampai sekarang juga');
    const { code, out } = await izin('flow', 'publish', '--lang', 'en');
    expect(code).toBe(1);
    expect(out).toMatch(/^locales\/id\/welcome\.json:4:\d+ button-title\n[\s\S]+\n {2}-> /);
    expect((await listed()).releases).toHaveLength(3);
    edit('locales/id/welcome.json', ' sampai sekarang juga', '');
  });

  test('what is no release says where to look', async () => {
    for (const args of [
      ['rollback', 'ffff'],
      ['diff', 'ffff'],
    ]) {
      const { code, err } = await izin('flow', ...args);
      expect(code).toBe(1);
      expect(err).toContain('izin flow list');
    }
  });

  test('a running server is told, and speaks so at once', async () => {
    const child = new Child(await freePort(), 'http://127.0.0.1:9', join(folder, 'data'), {
      IZIN_FLOWS_DIR: join(folder, 'flows'),
      IZIN_LOCALES_DIR: join(folder, 'locales'),
      DATABASE_URL: `sqlite:${join(folder, 'data', 'sandbox.db')}`,
    });
    child.start();
    try {
      await child.ready();
      const inUse = async () => {
        const response = await fetch(`http://127.0.0.1:${child.port}/api/v1/releases?limit=1`, {
          headers: { authorization: 'Bearer test-api-key' },
        });
        return ((await response.json()) as { items: object[] }).items[0];
      };
      expect(await inUse()).toMatchObject({ id: ids[0], way: 'rollback' });
      expect((await izin('flow', 'publish')).out).toContain(ids[1]);
      expect(await inUse()).toMatchObject({ id: ids[1], way: 'publish', actor: userInfo().username });
      expect((await izin('flow', 'rollback', ids[0]?.slice(0, 8) ?? '')).code).toBe(0);
      expect(await inUse()).toMatchObject({ id: ids[0], way: 'rollback' });
    } finally {
      await child.end();
    }
  }, 90_000);
});

describe('exchange with Stately’s tools', () => {
  test('a flow is exported as XState that XState itself runs, and taken back', async () => {
    const { out, code } = await izin('flow', 'export', 'opt-in');
    expect(code).toBe(0);
    const machine = createMachine(JSON.parse(out));
    expect(machine.id).toBe('opt-in');
    expect(() => createActor(machine)).not.toThrow();
    const json = join(folder, 'opt-in.json');
    writeFileSync(json, out);
    const refused = await izin('flow', 'import', json);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('--force')]);
    expect((await izin('flow', 'import', json, '--force')).code).toBe(0);
    expect((await izin('flow', 'export', 'opt-in')).out).toBe(out);
    writeFileSync(json, out.replace('"subscribed"', '"nowhere"'));
    const broken = await izin('flow', 'import', json, '--force', '--lang', 'en');
    expect([broken.code, broken.out]).toEqual([
      1,
      expect.stringMatching(/flows\/opt-in\.yaml:\d+:\d+ unknown-state/),
    ]);
    expect((await izin('flow', 'export', 'opt-in')).out).toBe(out);
  }, 90_000);
});
