import { spawn } from 'node:child_process';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Store } from '../../src/store/index.js';
import { openRig } from './rig.js';

let rig: Awaited<ReturnType<typeof openRig>>;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.close());

/** Lets the writer say so many writes, then kills it in the middle of the next ones. */
async function killedAfter(file: string, writes: number): Promise<string[]> {
  const child = spawn(
    process.execPath,
    ['--import', './scripts/source-imports.mjs', 'test/store/writer.ts', file],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let heard = '';
  child.stdout.setEncoding('utf8');
  for await (const chunk of child.stdout) {
    heard += chunk;
    if (!child.killed && heard.split('\n').length > writes) child.kill('SIGKILL');
  }
  return heard.split('\n').slice(0, -1);
}

test.each([1, 40, 400])('P3 killed after %d writes: what was told durable is there', async (writes) => {
  const file = `${rig.folder}/killed-${writes}.db`;
  const told = await killedAfter(file, writes);
  expect(told.length).toBeGreaterThanOrEqual(writes);
  const store = await Store.open(file);
  const kept = new Set(
    (await store.read.selectFrom('setting').select('name').execute()).map(({ name }) => name),
  );
  expect(told.filter((name) => !kept.has(name))).toEqual([]);
  // Groups of eight share a commit: a half one would mean that a commit was not one.
  expect(kept.size % 8).toBe(0);
  await store.close();
});
