import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { type FromReader, partByPart } from '../../../src/consent/import/part-by-part.js';
import { xlsx } from '../../setup/xlsx.js';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'izin-parts-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Somebody who reads this file, and hears what is said. */
function reading(bytes: Buffer | string | undefined, path = join(folder, 'file')) {
  if (bytes !== undefined) writeFileSync(path, bytes);
  const said: FromReader[] = [];
  let closed = 0;
  const answer = partByPart(
    {
      path,
      scratch: join(folder, 'scratch'),
      sheet: null,
      columns: {},
      defaults: {},
      topics: [['info zakat', 'info-zakat']],
      country: 'ID',
      today: '2026-01-05',
      skip: 0,
    },
    (message) => said.push(message),
    () => {
      closed += 1;
    },
  );
  return { said, answer, closed: () => closed };
}

const LINE = '081234567890,Siti,info-zakat\n';

test('one part is read for each that is asked for, then the end is told', async () => {
  const { said, answer, closed } = reading(`phone,name,topic\n${LINE.repeat(300)}`);
  expect(said).toEqual([]);
  await answer('next');
  expect(said.map(({ type }) => type)).toEqual(['header']);
  await answer('next');
  await answer('next');
  expect(said.map((part) => (part.type === 'rows' ? part.rows.length : part.type))).toEqual([
    'header',
    256,
    44,
  ]);
  expect(closed()).toBe(0);
  await answer('next');
  expect([said.at(-1), closed()]).toEqual([{ type: 'end' }, 1]);
});

test.each<[string, string | undefined, string]>([
  ['no header', 'a,b\n', 'no_header'],
  ['nothing there', undefined, 'file_missing'],
])('%s is told as a fault, and that is all', async (_, bytes, fault) => {
  const { said, answer, closed } = reading(bytes);
  await answer('next');
  expect([said, closed()]).toEqual([[{ type: 'fault', fault }], 1]);
});

test('what comes before the damage is told before the fault', async () => {
  const { said, answer } = reading(`phone,name,topic\n${LINE}"0812,Ali`);
  for (let i = 0; i < 3; i += 1) await answer('next');
  expect(said.map(({ type }) => type)).toEqual(['header', 'rows', 'fault']);
});

test('a fault that is none of the file’s is no secret: it is told like a broken file', async () => {
  const { said, answer, closed } = reading(undefined, folder);
  await answer('next');
  expect([said, closed()]).toEqual([[{ type: 'fault', fault: 'broken_file' }], 1]);
});

test('told to stop, it leaves nothing behind', async () => {
  const rows = Array.from({ length: 9000 }, (_, i) => [6281200000000 + i, `Orang ${i}`]);
  const { said, answer, closed } = reading(
    xlsx({ sheets: [{ name: 'x', rows: [['HP', 'Nama'], ...rows] }] }),
  );
  await answer('next');
  await answer('next');
  await answer('stop');
  expect(said.map(({ type }) => type)).toEqual(['header', 'rows', 'end']);
  expect([closed(), readdirSync(folder)]).toEqual([1, ['file']]);
});
