import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { type ImportRequest, Imports } from '../../../src/consent/import/imports.js';
import type { ImportsOptions } from '../../../src/consent/import/options.js';
import { readImport } from '../../../src/consent/import/reading.js';
import { Uploads } from '../../../src/consent/import/upload.js';
import { Suppression } from '../../../src/contacts/suppression.js';
import { StoreUnavailableError } from '../../../src/store/index.js';
import { NOW, openRig, type Rig, ZAKAT } from '../rig.js';

const ROWS = 500;
const LIST = `phone,name,topic,source,date,wording,reference\n${Array.from(
  { length: ROWS },
  (_, i) => `0812${3_000_000 + i},Orang ${i},${ZAKAT},acara,3/8/2025,Ya kirimi saya,F-${i}\n`,
).join('')}`;
const REQUEST: ImportRequest = {
  name: 'list.csv',
  dryRun: false,
  actor: 'crm',
  sheet: null,
  columns: {},
  defaults: {},
};

let rig: Rig;
let directory = '';
let imports: Imports;
let isBusy = false;
let errors: unknown[] = [];
beforeEach(async () => {
  rig = await openRig();
  directory = join(mkdtempSync(join(tmpdir(), 'izin-imports-')), 'imports');
  isBusy = false;
  errors = [];
  imports = begin();
});
afterEach(async () => {
  isBusy = false;
  await imports.stop();
  await rig.close();
  rmSync(join(directory, '..'), { recursive: true, force: true });
});

function begin(options: Partial<ImportsOptions> = {}): Imports {
  return new Imports({
    store: rig.store,
    suppression: new Suppression('a secret of tests'),
    environment: 'live',
    country: 'ID',
    timezone: 'Asia/Jakarta',
    now: () => NOW,
    directory,
    isBusy: () => isBusy,
    onError: (error) => errors.push(error),
    ...options,
  });
}
async function* bytes(text: string) {
  yield text;
}
const view = async (id: string) => {
  const found = await readImport(rig.store.read, id);
  if (!found) throw new Error('no such import');
  return found;
};
async function until(fact: () => Promise<boolean>): Promise<void> {
  while (!(await fact())) await new Promise((next) => setTimeout(next, 2));
}
/** Takes the list in and rests after its first page, as it does in a flood of webhooks. */
async function cutInTheMiddle(request: Partial<ImportRequest> = {}): Promise<string> {
  isBusy = true;
  const id = await imports.create(bytes(LIST), { ...REQUEST, ...request });
  await until(async () => (await view(id)).rows > 0);
  expect((await view(id)).rows).toBeLessThan(ROWS);
  return id;
}
const ended = async (id: string) => {
  await imports.ended(id, 20_000);
  return view(id);
};
const reported = async (id: string) =>
  (
    await rig.store.read
      .selectFrom('import_row')
      .select(['row', 'outcome'])
      .where('import_id', '=', id)
      .orderBy('row')
      .execute()
  ).map(({ row, outcome }) => [row, outcome]);
const everyRow = (outcome: string) => Array.from({ length: ROWS }, (_, i) => [i + 1, outcome]);
const people = async () => (await rig.store.read.selectFrom('contact').select('id').execute()).length;

describe('cut off in the middle,', () => {
  test.each<[string, boolean, number]>([
    ['an import goes on behind its last page', false, ROWS],
    ['a dry run begins anew, since what it has met is forgotten', true, 0],
  ])('%s', async (_, dryRun, met) => {
    const id = await cutInTheMiddle({ dryRun });
    await imports.stop();
    expect(await view(id)).toMatchObject({ state: 'running', completedAt: null });
    expect(existsSync(join(directory, id))).toBe(true);
    isBusy = false;
    imports = begin();
    await imports.start();
    expect(await ended(id)).toMatchObject({
      state: 'completed',
      rows: ROWS,
      percent: 100,
      counts: { requested: ROWS },
    });
    expect(await reported(id)).toEqual(everyRow('requested'));
    expect(await people()).toBe(met);
    expect(readdirSync(directory)).toEqual([]);
  });

  test('cancelled, it stops with its next page; what was asked for stays', async () => {
    const id = await cutInTheMiddle();
    await imports.cancel(id);
    const { rows } = await view(id);
    isBusy = false;
    const next = await imports.create(bytes(LIST), REQUEST);
    expect(await ended(next)).toMatchObject({ counts: { unchanged: rows, requested: ROWS - rows } });
    expect(await view(id)).toMatchObject({ state: 'cancelled', rows, counts: { requested: rows } });
    expect(readdirSync(directory)).toEqual([]);
    expect(errors).toEqual([]);
    await expect(imports.cancel(id)).rejects.toMatchObject({ why: 'ended' });
  });

  test('without its file it fails and says so', async () => {
    const id = await cutInTheMiddle();
    await imports.stop();
    rmSync(join(directory, id));
    isBusy = false;
    imports = begin();
    await imports.start();
    expect(await ended(id)).toMatchObject({ state: 'failed', fault: 'file_missing' });
  });
});

test('P3 the database goes away for a while: the page is tried again, no row is lost or twice', async () => {
  const id = await cutInTheMiddle();
  const other = new BetterSqlite3(rig.file);
  other.exec('begin immediate');
  isBusy = false;
  // Longer than a statement waits for the lock.
  await expect(rig.store.write(async () => undefined)).rejects.toBeInstanceOf(StoreUnavailableError);
  other.exec('rollback');
  other.close();
  expect(await ended(id)).toMatchObject({ state: 'completed', counts: { requested: ROWS } });
  expect(await reported(id)).toEqual(everyRow('requested'));
  expect(errors).toEqual([]);
});

test('a fault of ours ends the import and is told; the next one runs', async () => {
  const broken = new Suppression('a secret of tests');
  broken.phonesHeld = () => Promise.reject(new Error('ours'));
  imports = begin({ suppression: broken });
  const id = await imports.create(bytes(LIST), REQUEST);
  expect(await ended(id)).toMatchObject({ state: 'failed', fault: 'internal' });
  expect(errors).toEqual([expect.objectContaining({ message: 'ours' })]);
  const empty = await imports.create(bytes('phone,topic\n'), REQUEST);
  expect(await ended(empty)).toMatchObject({ state: 'completed', rows: 0 });
});

test('files that no import needs are removed at the start', async () => {
  mkdirSync(directory, { recursive: true });
  for (const name of ['im_lost', 'im_lost.part', 'im_lost.strings'])
    writeFileSync(join(directory, name), 'x');
  await imports.start();
  expect(readdirSync(directory)).toEqual([]);
});

test('who waits for an import waits no longer than they said, and not for one that nobody knows', async () => {
  const id = await cutInTheMiddle();
  await imports.ended(id, 1);
  expect((await view(id)).completedAt).toBeNull();
  await imports.ended('im_none', 60_000);
});

describe('a file is kept whole or not at all:', () => {
  const failing = (code: string) =>
    async function* () {
      yield 'phone,name\n';
      throw Object.assign(new Error('broken'), { code });
    };

  test.each<[string, () => AsyncIterable<string>, object]>([
    ['no room on the disk', failing('ENOSPC'), { name: 'StoreUnavailableError' }],
    ['no room left to this user', failing('EDQUOT'), { name: 'StoreUnavailableError' }],
    ['whoever sends it hangs up', failing('ECONNRESET'), { code: 'ECONNRESET' }],
    ['no table', () => bytes('%PDF-1.7'), { fault: 'unreadable_format' }],
  ])('%s', async (_, file, error) => {
    await expect(imports.create(file(), REQUEST)).rejects.toMatchObject(error);
    expect(readdirSync(directory)).toEqual([]);
    expect(await rig.store.read.selectFrom('import').select('id').execute()).toEqual([]);
  });

  test('longer than we take', async () => {
    const uploads = new Uploads(directory, 10);
    expect(await uploads.save('im_1', bytes('0123456789'))).toMatchObject({ bytes: 10 });
    await expect(uploads.save('im_2', bytes('01234567890'))).rejects.toMatchObject({ fault: 'too_large' });
    expect(readdirSync(directory)).toEqual(['im_1.part']);
  });
});
