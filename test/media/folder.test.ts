import { mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { faultsInFolder } from '../../src/media/folder.js';
import { Library } from '../../src/media/library.js';
import { readRegister } from '../../src/media/register-file.js';
import { MediaFiles } from '../../src/media/store.js';
import { FolderMedia } from '../../src/media/take-in.js';
import { openRig } from '../store/rig.js';
import { jpegOf, pngBomb } from './pictures.js';
import { webp } from './webp.js';

const NOW = Date.UTC(2026, 0, 5, 3);
const RIGHTS = 'owner: Kami, licence: own, proof: Foto Rina, people: none';

let dir: string;
let rig: Awaited<ReturnType<typeof openRig>>;
let library: Library;
let folder: FolderMedia;
let errors: unknown[];
let changes: number;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'izin-media-'));
  rig = await openRig();
  changes = 0;
  errors = [];
  library = new Library({
    store: rig.store,
    files: new MediaFiles(join(rig.folder, 'media')),
    now: () => NOW,
    onChange: () => {
      changes += 1;
    },
  });
  folder = openFolder();
  writeFileSync(join(dir, 'denah.jpg'), await jpegOf(60, 40));
});
afterEach(async () => {
  await rig.close();
  rmSync(dir, { recursive: true, force: true });
});

const openFolder = () =>
  new FolderMedia({
    ...{ store: rig.store, library, dir, timezone: 'Asia/Jakarta' },
    onError: (error) => errors.push(error),
  });
const list = (...lines: string[]) => writeFileSync(join(dir, 'rights.yaml'), lines.join('\n'));
const DENAH = `- { id: denah, file: denah.jpg, ${RIGHTS} }`;

describe('the folder of staff', () => {
  test('is taken in, and again only when something in it has changed', async () => {
    list(`- { id: denah, file: denah.jpg, ${RIGHTS}, expires: 2026-12-31 }`);
    await folder.takeIn();
    expect(await library.find('denah')).toMatchObject({
      name: 'denah.jpg',
      origin: 'file',
      licence: 'own',
      enteredBy: 'flows/media/rights.yaml',
      // The end of that day in Jakarta.
      expiresAt: Date.UTC(2026, 11, 31, 17),
    });
    await openFolder().takeIn();
    expect(changes).toBe(1);
    list(DENAH);
    await folder.takeIn();
    expect(await library.find('denah')).toMatchObject({ expiresAt: null });
    const before = await library.find('denah');
    writeFileSync(join(dir, 'denah.jpg'), await jpegOf(61, 40));
    await folder.takeIn();
    expect((await library.find('denah'))?.sha256).not.toBe(before?.sha256);
    expect(changes).toBe(3);
    expect(errors).toEqual([]);
  });

  test('withdraws what left the list, but not while the list may only be misspelt', async () => {
    list(DENAH);
    await folder.takeIn();
    list('- { id: denah, fiel: denah.jpg }');
    await folder.takeIn();
    expect((await library.find('denah'))?.withdrawnAt).toBeNull();
    list('- [');
    await folder.takeIn();
    expect((await library.find('denah'))?.withdrawnAt).toBeNull();
    list('');
    await folder.takeIn();
    expect(await library.find('denah')).toMatchObject({
      withdrawnAt: NOW,
      withdrawnBy: 'flows/media/rights.yaml',
    });
    list(DENAH);
    await folder.takeIn();
    expect((await library.find('denah'))?.withdrawnAt).toBeNull();
  });

  test('does not bring back what somebody withdrew, until the list says something new', async () => {
    list(DENAH);
    await folder.takeIn();
    await library.withdraw('denah', 'Rina tidak mau lagi', 'budi');
    await openFolder().takeIn();
    expect((await library.find('denah'))?.withdrawnBy).toBe('budi');
    list(`- { id: denah, file: denah.jpg, ${RIGHTS}, expires: 2027-12-31 }`);
    await folder.takeIn();
    expect((await library.find('denah'))?.withdrawnAt).toBeNull();
  });

  test('takes the others in where one cannot be, and complains of that once', async () => {
    writeFileSync(join(dir, 'palsu.jpg'), '%PDF-1.7 ini bukan gambar');
    list(
      `- { id: palsu, file: palsu.jpg, ${RIGHTS} }`,
      `- { id: hilang, file: hilang.jpg, ${RIGHTS} }`,
      DENAH,
    );
    await folder.takeIn();
    await folder.takeIn();
    expect(await library.find('palsu')).toBeUndefined();
    expect(await library.find('denah')).toBeDefined();
    expect(errors).toHaveLength(1);
    const soon = new Date(Date.now() + 5000);
    writeFileSync(join(dir, 'palsu.jpg'), readFileSync(join(dir, 'denah.jpg')));
    utimesSync(join(dir, 'palsu.jpg'), soon, soon);
    await folder.takeIn();
    expect(await library.find('palsu')).toBeDefined();
  });

  test('without a list is nothing', async () => {
    await folder.takeIn();
    expect(await library.list('', 10)).toEqual([]);
  });

  test('is checked file by file', async () => {
    writeFileSync(join(dir, 'palsu.png'), '%PDF-1.7');
    writeFileSync(join(dir, 'bom.png'), pngBomb(50_000, 50_000, 100));
    writeFileSync(join(dir, 'besar.webp'), Buffer.alloc(600 * 1024));
    writeFileSync(join(dir, 'lebar.webp'), webp('VP8L', 800, 512));
    const source = ['palsu.png', 'bom.png', 'besar.webp', 'lebar.webp', 'hilang.pdf', 'denah.jpg']
      .map((file, i) => `- { id: m-${i}, file: ${file} }`)
      .join('\n');
    const found = await faultsInFolder(dir, source);
    expect(found.map(({ path, message }) => [path, message.en])).toEqual([
      [[0, 'file'], 'This file is not what its name says.'],
      [[1, 'file'], 'This picture is damaged, or has more than 20 megapixels.'],
      [[2, 'file'], 'This file is too large: WhatsApp takes at most 500 KB.'],
      [[3, 'file'], 'WhatsApp takes a WebP only as a sticker: 512 x 512, a still one of at most 100 KB.'],
      [[4, 'file'], 'This file is not in flows/media.'],
    ]);
  });
});

test('the shipped list is sound, and its example would be one', () => {
  const shipped = readFileSync(join(import.meta.dirname, '../../flows/media/rights.yaml'), 'utf8');
  expect(readRegister(parse(shipped))).toEqual({ entries: [], faults: [] });
  const example = shipped
    .split('\n')
    .filter((line) => /^# {3,}/.test(line))
    .map((line) => line.slice(4))
    .join('\n');
  const { entries, faults } = readRegister(parse(example));
  expect(faults).toEqual([]);
  expect(entries).toMatchObject([{ id: 'denah-kantor', people: 'consented' }]);
});
