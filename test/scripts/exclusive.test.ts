import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'izin-exclusive-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** In a process of its own, under the lock: reads a number, lets others run, writes it back one higher. */
function increment() {
  const scripts = new URL('../../scripts/exclusive.mjs', import.meta.url).href;
  const source = `
    import { readFile, writeFile } from 'node:fs/promises';
    import { exclusively } from ${JSON.stringify(scripts)};
    await exclusively('lock', () => console.log('waited'), async () => {
      const number = Number(await readFile('number', 'utf8'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      await writeFile('number', String(number + 1));
    });`;
  return promisify(execFile)(process.execPath, ['--input-type=module', '-e', source], { cwd: folder });
}

test('processes take turns, and the lock is gone afterwards', async () => {
  await writeFile(join(folder, 'number'), '0');
  await Promise.all(Array.from({ length: 4 }, increment));
  expect(await readFile(join(folder, 'number'), 'utf8')).toBe('4');
  expect(await readdir(folder)).toEqual(['number']);
});

test.each([
  ['a process that has ended', JSON.stringify({ pid: 2 ** 22 + 1, host: hostname() })],
  ['a writer that broke off', '{"pid":'],
])('a lock left by %s is taken over at once', async (_, left) => {
  await writeFile(join(folder, 'number'), '0');
  await writeFile(join(folder, 'lock'), left);
  const { stdout } = await increment();
  expect(stdout).toBe('');
  expect(await readFile(join(folder, 'number'), 'utf8')).toBe('1');
});
