import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Izin, person, ROOT } from '../setup/izin.js';

/** The program over several starts, with the files that staff edit between them. */
const locales = mkdtempSync(join(tmpdir(), 'izin-locales-'));
const file = join(locales, 'facts.yaml');
let izin: Izin;
beforeAll(async () => {
  cpSync(join(ROOT, 'locales'), locales, { recursive: true });
  izin = await Izin.start({ env: { IZIN_LOCALES_DIR: locales } });
});
afterAll(async () => {
  await izin.stop();
  rmSync(locales, { recursive: true, force: true });
});

const edit = (from: string, to: string) =>
  writeFileSync(
    file,
    readFileSync(file, 'utf8').replace(from, () => to),
  );
const said = async (i: number, text: string) => {
  await izin.from(person(i), text);
  await izin.settled();
  return izin.graph.to(person(i).phone).at(-1)?.text ?? '';
};
const change = async () =>
  (
    await izin.api<{ items: { number: number; state: string; proposed_by: string }[] }>(
      'GET',
      '/facts/changes',
    )
  ).items[0];

test('an account that is changed in the file waits for a person and a day', async () => {
  expect(await said(1, 'nomor rekening')).toContain('Zakat: 000 100 0001');
  edit('"000 100 0001"', '"000 100 7777"');
  await izin.restart();
  expect(await said(2, 'nomor rekening')).toContain('Zakat: 000 100 0001');
  const waiting = await change();
  expect(waiting).toMatchObject({ state: 'proposed', proposed_by: 'locales/facts.yaml' });
  expect(izin.log.some((line) => line.includes('"fact":"rekening-zakat"'))).toBe(true);

  izin.move(1000);
  await izin.api('POST', `/facts/changes/${waiting?.number}/approve`);
  izin.move(24 * 60 * 60 * 1000);
  await izin.restart();
  expect(await said(3, 'nomor rekening')).toContain('Zakat: 000 100 7777');
});

test('a figure whose time is over is not stated: the bot says so and offers a person', async () => {
  edit('expires: 2034-12-31', 'expires: 2020-12-31');
  await izin.restart();
  const answer = await said(4, 'zakat gaji berapa persen');
  expect(answer).not.toContain('85 gram');
  expect(answer).toMatch(/sedang kami perbarui.*\*PETUGAS\*/s);
});

test('a file with a fault changes nothing, and a stop is confirmed all the same', async () => {
  writeFileSync(file, 'ini: [bukan daftar fakta');
  await izin.restart();
  expect(izin.log.some((line) => line.includes('izin check'))).toBe(true);
  expect(await said(5, 'nomor rekening')).toContain('Zakat: 000 100 7777');
  expect(await said(6, 'BERHENTI')).toMatch(/^Baik, sudah berhenti/);
});

test('without any fact a stop is confirmed, and no number is stated', async () => {
  await izin.store.write((tx) => tx.deleteFrom('fact').execute());
  await izin.restart();
  expect(await said(7, 'nomor rekening')).toMatch(/sedang kami perbarui/);
  expect(await said(7, 'BERHENTI')).toMatch(/^Baik, sudah berhenti/);
});
