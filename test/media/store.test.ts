import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { FileTooLargeError, MediaFiles } from '../../src/media/store.js';

const MB = 1024 * 1024;
let dir: string;
let files: MediaFiles;

beforeEach(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'media-')), 'media');
  files = new MediaFiles(dir);
});
afterEach(() => rm(join(dir, '..'), { recursive: true, force: true }));

async function* pieces(...texts: string[]): AsyncGenerator<Buffer> {
  for (const text of texts) yield Buffer.from(text);
}
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const text = async (stream: Readable) => Buffer.concat(await stream.toArray()).toString();
const nothing = async () => undefined;
const kept = async (...texts: string[]) => {
  const draft = await files.receive(pieces(...texts), MB);
  await draft.keep(nothing);
  return draft.sha256;
};
const everyFile = async () =>
  (await readdir(dir, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);

describe('a file', () => {
  test('is told by its bytes before it is kept', async () => {
    const draft = await files.receive(pieces('%PDF', '-1.7 x'), MB);
    expect(draft).toMatchObject({ sha256: sha256('%PDF-1.7 x'), size: 10 });
    expect(draft.head.toString()).toBe('%PDF-1.7 x');
    expect(await text(draft.read())).toBe('%PDF-1.7 x');
    expect(await files.open(draft.sha256)).toBeUndefined();
  });

  test('is read back once it is kept, and nobody else on the machine may read it', async () => {
    const hash = await kept('receipt');
    const file = await files.open(hash);
    expect(file?.size).toBe(7);
    expect(file && (await text(file.stream))).toBe('receipt');
    expect((await stat(join(dir, hash.slice(0, 2), hash))).mode & 0o077).toBe(0);
    expect((await stat(dir)).mode & 0o077).toBe(0);
  });

  test('with the same bytes is there once', async () => {
    await kept('the same');
    await kept('the ', 'same');
    expect(await everyFile()).toEqual([sha256('the same')]);
  });

  test('without bytes is a file too', async () => {
    const file = await files.open(await kept());
    expect(file?.size).toBe(0);
    file?.stream.destroy();
  });

  test('that is discarded leaves nothing', async () => {
    await (await files.receive(pieces('no'), MB)).discard();
    expect(await everyFile()).toEqual([]);
  });

  test.each(['../secret', `${'a'.repeat(63)}/`, 'A'.repeat(64), ''])(
    'named %j is never looked for',
    async (name) => {
      await expect(files.open(name)).rejects.toThrow(TypeError);
      await expect(files.removeUnless(name, async () => false)).rejects.toThrow(TypeError);
    },
  );
});

describe('what comes from outside', () => {
  test('is cut off at the first byte too many, and leaves nothing', async () => {
    let asked = 0;
    async function* endless() {
      for (;;) {
        asked += 1;
        yield Buffer.alloc(1000);
      }
    }
    await expect(files.receive(endless(), 2500)).rejects.toThrow(FileTooLargeError);
    expect(asked).toBe(3);
    expect(await everyFile()).toEqual([]);
  });

  test('may have exactly as many bytes as allowed', async () => {
    expect((await files.receive(pieces('12', '345'), 5)).size).toBe(5);
  });

  test('may break off, and leaves nothing', async () => {
    async function* breaking() {
      yield Buffer.from('half');
      throw new Error('reset');
    }
    await expect(files.receive(breaking(), MB)).rejects.toThrow('reset');
    expect(await everyFile()).toEqual([]);
  });

  test('passes through without filling the memory: 100 MB', async () => {
    setFlagsFromString('--expose-gc');
    const collect = runInNewContext('gc') as () => void;
    const held = () => {
      // Buffers are let go beside the main thread; the second collection begins when that is done.
      collect();
      collect();
      return process.memoryUsage().arrayBuffers;
    };
    const before = held();
    let most = 0;
    async function* large() {
      for (let i = 0; i < 1600; i += 1) {
        if (i % 100 === 99) most = Math.max(most, held() - before);
        yield Buffer.alloc(MB / 16, i);
      }
    }
    const draft = await files.receive(large(), 100 * MB);
    expect(draft.size).toBe(100 * MB);
    expect(draft.head.length).toBe(4096);
    expect(most).toBeLessThan(8 * MB);
  }, 60_000);
});

describe('removal', () => {
  test('leaves a file that somebody needs', async () => {
    const hash = await kept('shared');
    expect(await files.removeUnless(hash, async () => true)).toBe(false);
    expect(await everyFile()).toEqual([hash]);
    expect(await files.removeUnless(hash, async () => false)).toBe(true);
    expect(await everyFile()).toEqual([]);
    expect(await files.open(hash)).toBeUndefined();
  });

  test('waits while the same content is being kept, and sees its row', async () => {
    const rows = new Set<string>();
    const hash = await kept('twice');
    const draft = await files.receive(pieces('twice'), MB);
    let recorded = () => {};
    const recording = new Promise<void>((resolve) => {
      recorded = resolve;
    });
    const keeping = draft.keep(async () => {
      await recording;
      rows.add('second message');
    });
    const removing = files.removeUnless(hash, async () => rows.size > 0);
    recorded();
    await keeping;
    expect(await removing).toBe(false);
    expect(await everyFile()).toEqual([hash]);
  });

  test('goes on after a record that failed', async () => {
    const draft = await files.receive(pieces('x'), MB);
    const failed = draft.keep(async () => {
      throw new Error('the database is away');
    });
    await expect(failed).rejects.toThrow('away');
    expect(await files.removeUnless(draft.sha256, async () => false)).toBe(true);
  });
});

test('drafts of a writer that crashed go after a day, younger ones stay', async () => {
  const now = Date.now();
  await files.receive(pieces('young'), MB);
  const old = join(dir, 'drafts', 'old');
  await writeFile(old, 'half');
  await utimes(old, new Date(now - 25 * 60 * 60 * 1000), new Date(now - 25 * 60 * 60 * 1000));
  await files.sweepDrafts(now);
  const left = await everyFile();
  expect(left).toHaveLength(1);
  expect(left).not.toContain('old');
});

test('drafts are swept where no file has come yet', async () => {
  await expect(files.sweepDrafts(0)).resolves.toBeUndefined();
});
