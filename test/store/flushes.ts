import { open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';

/** A disk that works only when it is told to: each flush beside the main thread waits for `pass` or `fail`. */
export async function holdFlushes() {
  const path = join(tmpdir(), `izin-flush-${process.pid}-${performance.now()}`);
  const file = await open(path, 'w');
  const prototype = Object.getPrototypeOf(file) as typeof file;
  await file.close();
  await rm(path);
  const asked: { pass: () => void; fail: (error: Error) => void }[] = [];
  const spy = jest
    .spyOn(prototype, 'datasync')
    .mockImplementation(() => new Promise((pass, fail) => asked.push({ pass, fail })));
  return {
    asked,
    /** Resolves when the `n`th flush has been asked for. */
    async asks(n: number): Promise<void> {
      while (asked.length < n) await new Promise((next) => setImmediate(next));
    },
    stop: () => spy.mockRestore(),
  };
}
