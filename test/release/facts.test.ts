import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { factsIn } from '../../src/facts/read.js';
import { createRegistry } from '../../src/facts/registry.js';
import { findingsOf, readReleaseFiles } from '../../src/release/index.js';

const files = await readReleaseFiles('flows', 'locales');
const source = readFileSync('locales/facts.yaml', 'utf8');
const registry = createRegistry(factsIn(source).facts, { timezone: 'Asia/Jakarta' });
const NOW = Date.UTC(2026, 0, 5);
const changed = (from: string, to: string) =>
  files.map((one) =>
    one.file === 'locales/faq.yaml' ? { ...one, source: one.source.replace(from, () => to) } : one,
  );
const codes = (...what: Parameters<typeof findingsOf>) => findingsOf(...what).map(({ code }) => code);

test('the shipped files refer to shipped facts only, and nothing is written out', () => {
  expect(findingsOf(files, { file: { file: 'locales/facts.yaml', source }, now: NOW })).toEqual([]);
});

test('a release is held to the facts in force', () => {
  const other = changed('- Zakat: {{fact.rekening-zakat}}', '- Zakat: 123 456 7890');
  expect(codes(other, { registry, now: NOW })).toEqual(['unlisted-fact']);
  const gone = changed('{{fact.rekening-zakat}}', '{{fact.rekening-x}}');
  expect(codes(gone, { registry, now: NOW })).toEqual(['unknown-fact']);
});

test('and to what nobody may say, also where no facts are known', () => {
  expect(codes(changed('Bisa.', 'Kirim kode OTP Anda.'))).toEqual(['refused-words']);
});
