import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { environment, Izin, ROOT } from '../setup/izin.js';

let running: Izin;
afterEach(() => running.stop());

function token(izin: Izin, ...args: string[]) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH ?? '', ...environment(izin.graph.url, izin.dataDir) };
    const child = spawn(process.execPath, [join(ROOT, 'dist/main.js'), 'token', ...args], { env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => resolve({ code, out, err }));
  });
}
const isGood = async (izin: Izin, key: string) =>
  (
    await fetch(`http://127.0.0.1:${izin.app.port}/api/v1/topics`, {
      headers: { authorization: `Bearer ${key}` },
    })
  ).ok;

test('keys are made, listed and ended through the server while it runs, and without it', async () => {
  running = await Izin.start();
  const made = JSON.parse((await token(running, 'add', 'crm', '--json')).out) as { id: string; key: string };
  expect(made).toMatchObject({ id: expect.stringMatching(/^key_/), key: expect.stringMatching(/^izin_/) });
  expect(await isGood(running, made.key)).toBe(true);
  await running.app.stop();
  const alone = await token(running, 'add', 'situs');
  const [id = '', key = ''] = alone.out.trim().split('\n');
  expect((await token(running, 'list')).out).toBe(`${made.id}  crm\n${id}  situs\n`);
  expect((await token(running, 'revoke', made.id)).code).toBe(0);
  await running.boot();
  expect([await isGood(running, made.key), await isGood(running, key)]).toEqual([false, true]);
  expect((await token(running, 'revoke', id)).code).toBe(0);
  expect(await isGood(running, key)).toBe(false);
  expect(await token(running, 'revoke', id)).toMatchObject({
    code: 1,
    err: expect.stringContaining('izin token list'),
  });
  expect((await token(running, 'list')).out).toContain('crm  (revoked)');
}, 60_000);
