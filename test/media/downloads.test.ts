import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ClamdAddress } from '../../src/media/clamd.js';
import { Downloads } from '../../src/media/downloads.js';
import { orderMedia, readMedia, releaseMedia } from '../../src/media/inbound.js';
import { removeFiles } from '../../src/media/removal.js';
import { MediaFiles } from '../../src/media/store.js';
import { Store } from '../../src/store/index.js';
import { GraphError } from '../../src/whatsapp/graph-error.js';
import type { InboundMessage } from '../../src/whatsapp/inbound.js';
import { MediaError } from '../../src/whatsapp/media.js';
import { EICAR, FakeClamd } from '../setup/clamd.js';
import { jpeg, pdf, sha256 } from '../setup/files.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const START = Date.UTC(2026, 5, 1);

let dir: string;
let store: Store;
let files: MediaFiles;
let now: number;
let opened: string[];
let states: string[];
/** What Meta has: bytes, or what it answers. */
let atMeta: Map<string, { bytes: Buffer; sha256?: string } | Error>;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'izin-downloads-'));
  store = await Store.open(join(dir, 'izin.db'));
  files = new MediaFiles(join(dir, 'media'));
  now = START;
  opened = [];
  states = [];
  atMeta = new Map();
});
afterEach(async () => {
  await store.close();
  rmSync(dir, { recursive: true, force: true });
});

const workers = (
  clamd: ClamdAddress | null = null,
  more: Partial<ConstructorParameters<typeof Downloads>[0]> = {},
) =>
  new Downloads({
    store,
    files,
    now: () => now,
    open: async (id, { maxBytes }) => {
      opened.push(id);
      const file = atMeta.get(id);
      if (file === undefined) throw new GraphError({ code: 100 }, 400);
      if (file instanceof Error) throw file;
      if (file.bytes.length > maxBytes) throw new MediaError('too_large');
      const bytes = (async function* () {
        yield file.bytes;
      })();
      return { url: 'https://lookaside.fbsbx.com/x', sha256: file.sha256 ?? sha256(file.bytes), bytes };
    },
    clamd,
    isBusy: () => false,
    dir,
    onState: (state, reason) => states.push(reason === null ? state : `${state} ${reason}`),
    onError: (error) => {
      throw error;
    },
    ...more,
  });

interface Sent {
  kind?: string;
  mimeType?: string;
  filename?: string;
  contactId?: string;
}

async function sent(eventId: number, id: string | undefined, more: Sent = {}): Promise<void> {
  const { kind = 'image', mimeType = 'image/jpeg', filename, contactId = 'ct_1' } = more;
  const media = {
    kind,
    voice: false,
    mimeType,
    ...(id !== undefined && { id }),
    ...(filename && { filename }),
  };
  const message = { at: now, media } as InboundMessage;
  await store.write((tx) => orderMedia(tx, { eventId, contactId, message }, now));
}
const round = async (downloads = workers()) => {
  await downloads.due();
  await downloads.settled();
};
const stands = async (eventId = 1) => {
  const media = (await readMedia(store.read, [eventId])).get(eventId);
  return media && `${media.state}${media.reason ? ` ${media.reason}` : ''}`;
};
const onDisk = () =>
  !existsSync(join(dir, 'media'))
    ? []
    : readdirSync(join(dir, 'media'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name }) => name);

describe('a file', () => {
  test('is fetched, checked and kept under its own bytes', async () => {
    atMeta.set('m1', { bytes: jpeg('a') });
    await sent(1, 'm1');
    await round();
    expect((await readMedia(store.read, [1])).get(1)).toMatchObject({
      state: 'fetched',
      reason: null,
      type: 'image/jpeg',
      size: jpeg('a').length,
      sha256: sha256(jpeg('a')),
      fetchedAt: START,
    });
    expect(onDisk()).toEqual([sha256(jpeg('a'))]);
    await round();
    expect(opened).toEqual(['m1']);
  });

  test('that two people sent lies there once, until the last one is erased', async () => {
    atMeta.set('m1', { bytes: jpeg('same') });
    atMeta.set('m2', { bytes: jpeg('same') });
    await sent(1, 'm1', { contactId: 'ct_1' });
    await sent(2, 'm2', { contactId: 'ct_2' });
    await round();
    expect([await stands(1), await stands(2)]).toEqual(['fetched', 'fetched']);
    expect(onDisk()).toHaveLength(1);
    await store.write((tx) => releaseMedia(tx, 'ct_1', now));
    expect(await removeFiles(store, files)).toBe(0);
    expect(onDisk()).toHaveLength(1);
    expect(await stands(1)).toBe('gone erased');
    await store.write((tx) => releaseMedia(tx, 'ct_2', now));
    expect(await removeFiles(store, files)).toBe(1);
    expect(onDisk()).toEqual([]);
  });

  test('that Meta could not take is said to be gone, and never asked for', async () => {
    await sent(1, undefined);
    await round();
    expect(await stands()).toBe('gone not_delivered');
    expect(opened).toEqual([]);
  });

  test('is ordered once, also when its turn is taken again', async () => {
    atMeta.set('m1', { bytes: jpeg() });
    await sent(1, 'm1');
    await round();
    await sent(1, 'm1');
    expect(await stands()).toBe('fetched');
  });

  test('waits while webhooks come in a flood', async () => {
    atMeta.set('m1', { bytes: jpeg() });
    await sent(1, 'm1');
    await round(workers(null, { isBusy: () => true }));
    expect(opened).toEqual([]);
  });

  test('one after the other, without waiting for the next look: an album', async () => {
    for (let i = 1; i <= 10; i += 1) {
      atMeta.set(`m${i}`, { bytes: jpeg(`${i}`) });
      await sent(i, `m${i}`);
    }
    await round();
    expect(states).toEqual(Array.from({ length: 10 }, () => 'fetched'));
  });

  test('that is ordered is told of, so that nobody waits for the next look', async () => {
    const heard: string[] = [];
    store.announceTo({ publish: ({ type }) => heard.push(type) });
    await sent(1, 'm1');
    expect(heard).toEqual(['file']);
  });

  test('waits for a free place also when it is older than those on their way', async () => {
    let begun = 0;
    const release: (() => void)[] = [];
    const downloads = workers(null, {
      open: async () => {
        begun += 1;
        await new Promise<void>((resolve) => release.push(resolve));
        throw new GraphError({}, 500);
      },
    });
    for (let i = 1; i <= 2; i += 1) await sent(i, `m${i}`);
    await downloads.due();
    while (begun < 2) await new Promise(setImmediate);
    // The clock goes back: those on their way are no longer among what is due.
    now -= MINUTE;
    for (let i = 3; i <= 5; i += 1) await sent(i, `m${i}`);
    await downloads.due();
    while (begun < 3) await new Promise(setImmediate);
    for (let i = 0; i < 20; i += 1) await new Promise(setImmediate);
    expect(begun).toBe(3);
    const ended = downloads.stop();
    for (const one of release) one();
    await ended;
  });

  test('never more than three at a time', async () => {
    let [begun, open, most] = [0, 0, 0];
    const release: (() => void)[] = [];
    const downloads = workers(null, {
      open: async () => {
        begun += 1;
        open += 1;
        most = Math.max(most, open);
        await new Promise<void>((resolve) => release.push(resolve));
        open -= 1;
        throw new GraphError({}, 500);
      },
    });
    for (let i = 1; i <= 10; i += 1) await sent(i, `m${i}`);
    await Promise.all([downloads.due(), downloads.due()]);
    while (release.length < 3) await new Promise(setImmediate);
    expect(most).toBe(3);
    const ended = downloads.settled();
    while (begun < 10 || open > 0) {
      release.shift()?.();
      await new Promise(setImmediate);
    }
    await ended;
    expect({ begun, most }).toEqual({ begun: 10, most: 3 });
  });
});

describe('is refused', () => {
  test.each<[string, Buffer, Sent, string]>([
    ['a page that says photo', Buffer.from('<script>'), {}, 'refused type_mismatch'],
    ['a program', Buffer.from('MZ'), { kind: 'document', mimeType: 'application/pdf' }, 'refused executable'],
    ['a photo over 5 MB', Buffer.concat([jpeg(), Buffer.alloc(5 * 1024 * 1024)]), {}, 'refused too_large'],
  ])('%s', async (_name, bytes, more, state) => {
    atMeta.set('m1', { bytes });
    await sent(1, 'm1', more);
    await round();
    expect(await stands()).toBe(state);
    expect(states).toEqual([state]);
    expect(onDisk()).toEqual([]);
    now += DAY;
    await round();
    expect(opened).toHaveLength(1);
  });

  test('what twice is not what Meta announced', async () => {
    atMeta.set('m1', { bytes: jpeg(), sha256: '0'.repeat(64) });
    await sent(1, 'm1');
    await round();
    expect(await stands()).toBe('waiting digest');
    now += MINUTE;
    await round();
    expect(await stands()).toBe('refused digest');
    expect(onDisk()).toEqual([]);
  });
});

describe('is tried again', () => {
  test('later and later while Meta cannot be reached, and given up after 30 days', async () => {
    atMeta.set('m1', new GraphError({}, 500));
    await sent(1, 'm1');
    const waits: number[] = [];
    for (let last = now; (await stands())?.startsWith('waiting'); last = now) {
      await round();
      const { next_at } = await store.read
        .selectFrom('inbound_media')
        .select('next_at')
        .executeTakeFirstOrThrow();
      now = next_at;
      waits.push((now - last) / 1000);
    }
    expect(waits.slice(0, 7)).toEqual([10, 60, 300, 1800, 7200, 21_600, 21_600]);
    expect(await stands()).toBe('failed meta_unreachable');
    expect(now - START).toBeGreaterThan(30 * DAY);
    expect(opened.length).toBeLessThan(130);
  });

  test('as late as Meta asks', async () => {
    atMeta.set('m1', new GraphError({ code: 4 }, 400, 45 * MINUTE));
    await sent(1, 'm1');
    await round();
    now += 44 * MINUTE;
    await round();
    expect(opened).toHaveLength(1);
    now += MINUTE;
    atMeta.set('m1', { bytes: jpeg() });
    await round();
    expect(await stands()).toBe('fetched');
  });

  test('at once, at a new address, when the address is over', async () => {
    let asked = 0;
    const downloads = workers(null, {
      open: async () => {
        asked += 1;
        if (asked === 1) throw new MediaError('expired');
        const bytes = (async function* () {
          yield jpeg();
        })();
        return { url: '', bytes };
      },
    });
    await sent(1, 'm1');
    await round(downloads);
    expect([asked, await stands()]).toEqual([2, 'fetched']);
  });

  test('and never again when Meta has no such file', async () => {
    await sent(1, 'unknown');
    await round();
    expect(await stands()).toBe('gone not_at_meta');
    now += DAY;
    await round();
    expect(opened).toHaveLength(1);
  });

  test('when the file breaks off half-way; nothing of it stays', async () => {
    const downloads = workers(null, {
      open: async () => {
        const bytes = (async function* () {
          yield jpeg();
          throw new MediaError('failed');
        })();
        return { url: '', bytes };
      },
    });
    await sent(1, 'm1');
    await round(downloads);
    expect(await stands()).toBe('waiting meta_unreachable');
    expect(onDisk()).toEqual([]);
  });
});

describe('with clamd', () => {
  let clamd: FakeClamd;
  beforeEach(async () => {
    clamd = await new FakeClamd().start();
  });
  afterEach(() => clamd.stop());
  const guarded = () => workers({ host: '127.0.0.1', port: clamd.port });
  const paper = { kind: 'document', mimeType: 'application/pdf', filename: 'bukti.pdf' };

  test('a clean file is kept, and every byte was looked at', async () => {
    atMeta.set('m1', { bytes: pdf() });
    await sent(1, 'm1', paper);
    await round(guarded());
    expect(await stands()).toBe('fetched');
    expect(clamd.seen).toEqual([pdf().length]);
  });

  test('a virus is not kept', async () => {
    atMeta.set('m1', { bytes: pdf(EICAR) });
    await sent(1, 'm1', paper);
    await round(guarded());
    expect(await stands()).toBe('refused virus');
    expect(onDisk()).toEqual([]);
  });

  test('what clamd finds too large is not kept', async () => {
    clamd.most = 10;
    atMeta.set('m1', { bytes: pdf() });
    await sent(1, 'm1', paper);
    await round(guarded());
    expect(await stands()).toBe('refused too_large_to_scan');
  });

  test('that is away, a file waits as it is, without being asked for, until clamd is back', async () => {
    const { port } = clamd;
    await clamd.stop();
    atMeta.set('m1', { bytes: pdf() });
    await sent(1, 'm1', paper);
    const downloads = workers({ host: '127.0.0.1', port });
    await round(downloads);
    expect([await stands(), opened, onDisk()]).toEqual(['waiting clamd_unreachable', [], []]);
    clamd = await new FakeClamd().start(port);
    now += MINUTE;
    await round(downloads);
    expect(await stands()).toBe('fetched');
  });

  test('that hangs up in the middle, a file is not taken for clean', async () => {
    const address = { host: '127.0.0.1', port: clamd.port };
    const downloads = workers(address, {
      open: async () => {
        clamd.instead = '';
        const bytes = (async function* () {
          yield pdf();
        })();
        return { url: '', bytes };
      },
    });
    await sent(1, 'm1', paper);
    await round(downloads);
    expect(await stands()).toBe('waiting clamd_unreachable');
    expect(onDisk()).toEqual([]);
  });
});

describe('an erasure in the middle', () => {
  test('of the fetching: nothing is kept', async () => {
    const downloads = workers(null, {
      open: async () => {
        await store.write((tx) => releaseMedia(tx, 'ct_1', now));
        const bytes = (async function* () {
          yield jpeg();
        })();
        return { url: '', bytes };
      },
    });
    await sent(1, 'm1');
    await round(downloads);
    await removeFiles(store, files);
    expect([await stands(), onDisk()]).toEqual(['gone erased', []]);
  });

  test('of the keeping: what was just moved in goes again', async () => {
    atMeta.set('m1', { bytes: jpeg() });
    await sent(1, 'm1');
    const downloads = workers();
    const write = store.write.bind(store);
    let writes = 0;
    store.write = async (run) => {
      writes += 1;
      const result = await write(run);
      // Between the naming and the keeping.
      if (writes === 1) {
        await write((tx) => releaseMedia(tx, 'ct_1', now));
        await removeFiles({ read: store.read, write } as Store, files);
      }
      return result;
    };
    await round(downloads);
    store.write = write;
    expect(await removeFiles(store, files)).toBe(1);
    expect([await stands(), onDisk()]).toEqual(['gone erased', []]);
  });
});

describe('a crash', () => {
  /** The program ends with this write: neither it nor anything after it happens. */
  async function crashAt(n: number): Promise<void> {
    atMeta.set('m1', { bytes: jpeg() });
    await sent(1, 'm1');
    const write = store.write.bind(store);
    let writes = 0;
    store.write = async (run) => {
      writes += 1;
      if (writes >= n) throw new Error('power loss');
      return write(run);
    };
    await round(workers(null, { onError: () => undefined }));
    store.write = write;
    expect((await stands())?.startsWith('waiting')).toBe(true);
  }

  test.each([1, 2])('before write %d: the file is fetched after the next start', async (n) => {
    await crashAt(n);
    now += DAY;
    await round();
    expect(await stands()).toBe('fetched');
    expect(onDisk()).toEqual([sha256(jpeg())]);
  });

  test('before the last write, and then Meta has it no more: what was moved in goes', async () => {
    await crashAt(2);
    expect(onDisk()).toEqual([sha256(jpeg())]);
    atMeta.delete('m1');
    now += DAY;
    await round();
    await removeFiles(store, files);
    expect([await stands(), onDisk()]).toEqual(['gone not_at_meta', []]);
  });

  test('before the last write, and then Meta has other bytes: only those stay', async () => {
    await crashAt(2);
    atMeta.set('m1', { bytes: jpeg('other') });
    now += DAY;
    await round();
    await removeFiles(store, files);
    expect(onDisk()).toEqual([sha256(jpeg('other'))]);
  });

  test('before the last write, and then they are erased: what was moved in goes', async () => {
    await crashAt(2);
    await store.write((tx) => releaseMedia(tx, 'ct_1', now));
    await removeFiles(store, files);
    expect(onDisk()).toEqual([]);
  });

  test('after the erasure and before the removal: the next round removes', async () => {
    atMeta.set('m1', { bytes: jpeg() });
    await sent(1, 'm1');
    await round();
    await store.write((tx) => releaseMedia(tx, 'ct_1', now));
    await store.close();
    store = await Store.open(join(dir, 'izin.db'));
    expect(await removeFiles(store, files)).toBe(1);
    expect(onDisk()).toEqual([]);
  });
});

test('a program that ends breaks off what is on its way, and the try does not count', async () => {
  let begun = () => {};
  const beginning = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const downloads = workers(null, {
    open: (_id, { signal }) =>
      new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new MediaError('failed')));
        begun();
      }),
  });
  await sent(1, 'm1');
  await downloads.due();
  await beginning;
  await downloads.stop();
  expect(await stands()).toBe('waiting');
  atMeta.set('m1', { bytes: jpeg() });
  await round();
  expect(await stands()).toBe('fetched');
});
