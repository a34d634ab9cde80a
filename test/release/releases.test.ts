import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  listPublications,
  ReleaseConflictError,
  ReleaseError,
  type ReleaseFiles,
  Releases,
  releaseFiles,
  releaseId,
} from '../../src/release/index.js';
import { Store } from '../../src/store/index.js';
import { edited, shippedFiles } from './files.js';

const folder = mkdtempSync(join(tmpdir(), 'izin-release-'));
const stores: Store[] = [];
afterAll(async () => {
  for (const store of stores) await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const WELCOME = 'locales/id/welcome.json';
const first = shippedFiles;
const second = edited(WELCOME, 'Tanya zakat', 'Tanya infak');
const third = edited(WELCOME, 'Tanya zakat', 'Tanya apa saja');
const broken = edited(WELCOME, 'Tanya zakat', 'Tanya apa saja tentang zakat Anda');
const unreadable = edited('flows/welcome.yaml', 'initial: first', 'initial: [');

let store: Store;
let disk: ReleaseFiles;
let changes: string[];
let refused: ReleaseError[];
let clock = 0;
beforeEach(async () => {
  store = await Store.open(join(folder, `${stores.length}.db`));
  stores.push(store);
  disk = first;
  changes = [];
  refused = [];
});

const open = () =>
  Releases.open({
    store,
    now: () => ++clock,
    readFiles: async () => disk,
    onChange: (id) => changes.push(id),
    onRefused: (error) => refused.push(error),
  });
const log = async () =>
  (await listPublications(store.read, Number.MAX_SAFE_INTEGER, 100)).map(({ release, way, actor }) => [
    release,
    way,
    actor,
  ]);
const button = ({ current }: Releases) => current.release.words.say('welcome:ask', 'id').text;
const by = (actor: string) => ({ actor });

describe('at start', () => {
  test('the files are taken in the first time', async () => {
    const releases = await open();
    expect(button(releases)).toBe('Tanya zakat');
    expect(await log()).toEqual([[releaseId(first), 'files', 'files']]);
    expect(await releaseFiles(store.read, releaseId(first))).toEqual(first);
  });

  test('the files win only when they have changed since they were last taken in', async () => {
    await (await open()).publish(second, by('rina'));
    expect(button(await open())).toBe('Tanya infak');
    disk = third;
    expect(button(await open())).toBe('Tanya apa saja');
    expect((await log()).map(([, way]) => way)).toEqual(['files', 'publish', 'files']);
  });

  test('files that were published by hand are not taken in again over a rollback', async () => {
    const releases = await open();
    disk = second;
    await releases.publish(second, by('rina'));
    await releases.rollback(releaseId(first), 'rina');
    expect(button(await open())).toBe('Tanya zakat');
  });

  test.each<[string, ReleaseFiles]>([
    ['broken', broken],
    ['unreadable', unreadable],
  ])('%s files leave what was in use, and say why', async (_, files) => {
    await open();
    disk = files;
    expect(button(await open())).toBe('Tanya zakat');
    expect(refused[0]?.faults[0]).toMatchObject({ level: 'fault', file: expect.stringContaining('welcome') });
    disk = second;
    expect(button(await open())).toBe('Tanya infak');
  });

  test('broken files with nothing to fall back on do not start', async () => {
    disk = broken;
    const failed = await open().catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(ReleaseError);
    expect(String(failed)).toContain('locales/id/welcome.json:');
    expect(String(failed)).toContain('izin check');
    expect(await log()).toEqual([]);
  });

  test('a stored release that this version cannot run gives way to the files', async () => {
    const releases = await open();
    await releases.publish(second, by('rina'));
    const { files } = await store.read
      .selectFrom('release')
      .select('files')
      .where('id', '=', releaseId(second))
      .executeTakeFirstOrThrow();
    await store.write((tx) =>
      tx
        .updateTable('release_file')
        .set({ source: 'version: 0' })
        .where('hash', '=', JSON.parse(files)['flows/opt-out.yaml'])
        .execute(),
    );
    expect(button(await open())).toBe('Tanya zakat');
  });
});

describe('publishing', () => {
  test('counts at once, and who and when stand in the log', async () => {
    const releases = await open();
    const id = await releases.publish(second, by('rina'));
    expect(button(releases)).toBe('Tanya infak');
    expect(changes).toEqual([id]);
    expect((await listPublications(store.read, Number.MAX_SAFE_INTEGER, 1))[0]).toMatchObject({
      release: id,
      way: 'publish',
      actor: 'rina',
      at: clock,
    });
  });

  test('the same again changes nothing', async () => {
    const releases = await open();
    await releases.publish(second, by('rina'));
    await releases.publish([...second].reverse(), by('budi'));
    expect(await log()).toHaveLength(2);
    expect(changes).toHaveLength(1);
  });

  test('is refused with every fault, and nothing is kept', async () => {
    const releases = await open();
    const failed = (await releases
      .publish(broken, by('rina'))
      .catch((error: unknown) => error)) as ReleaseError;
    expect(failed.faults.map(({ code, file, line }) => ({ code, file, line }))).toEqual([
      { code: 'button-title', file: WELCOME, line: 4 },
    ]);
    expect(button(releases)).toBe('Tanya zakat');
    expect(await log()).toHaveLength(1);
  });

  test('over the work of somebody else is refused', async () => {
    const releases = await open();
    await releases.publish(second, by('rina'));
    const late = releases.publish(third, { actor: 'budi', base: releaseId(first) });
    await expect(late).rejects.toBeInstanceOf(ReleaseConflictError);
    expect(button(releases)).toBe('Tanya infak');
    await releases.publish(third, { actor: 'budi', base: releaseId(second) });
    expect(button(releases)).toBe('Tanya apa saja');
  });

  test('a text is stored once for all releases that hold it', async () => {
    const releases = await open();
    await releases.publish(second, by('rina'));
    const { n } = await store.read
      .selectFrom('release_file')
      .select((select) => select.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    expect(n).toBe(first.length + 1);
  });
});

describe('rolling back', () => {
  test('takes any earlier release, and back again', async () => {
    const releases = await open();
    await releases.publish(second, by('rina'));
    await releases.publish(third, by('rina'));
    expect(await releases.rollback(releaseId(first), 'budi')).toBe(releaseId(first));
    expect(button(releases)).toBe('Tanya zakat');
    await releases.rollback(releaseId(third), 'budi');
    expect(button(releases)).toBe('Tanya apa saja');
    expect(button(await open())).toBe('Tanya apa saja');
    expect((await log()).map(([, way, actor]) => `${way} ${actor}`)).toEqual([
      'rollback budi',
      'rollback budi',
      'publish rina',
      'publish rina',
      'files files',
    ]);
  });

  test('to what never was is nothing', async () => {
    expect(await (await open()).rollback('0123456789abcdef', 'rina')).toBeUndefined();
    expect(await log()).toHaveLength(1);
  });
});

describe('older releases', () => {
  test('are found again, also after a start, and share the index of the FAQ', async () => {
    await (await open()).publish(second, by('rina'));
    const releases = await open();
    const old = await releases.find(store.read, releaseId(first));
    expect(old?.release.words.say('welcome:ask', 'id').text).toBe('Tanya zakat');
    expect(old?.faq).toBe(releases.current.faq);
    expect(await releases.find(store.read, releaseId(first))).toBe(old);
    expect(await releases.find(store.read, 'x')).toBeUndefined();
  });
});

describe('files that change while the program runs', () => {
  test('are taken in; broken ones leave what is in use', async () => {
    const releases = await open();
    expect(await releases.takeIn()).toBe('same');
    disk = second;
    expect(await releases.takeIn()).toBe('taken');
    expect(button(releases)).toBe('Tanya infak');
    disk = broken;
    expect(await releases.takeIn()).toMatchObject({ faults: [{ code: 'button-title' }] });
    expect(button(releases)).toBe('Tanya infak');
    disk = second;
    expect(await releases.takeIn()).toBe('same');
    expect(changes).toEqual([releaseId(second)]);
  });
});
