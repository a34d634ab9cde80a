import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { loadToAPerson } from '../../src/handoff/index.js';
import { classify } from '../../src/understanding/index.js';

const shipped = readFileSync('locales/to-a-person.yaml', 'utf8');
const { toAPerson, faults } = loadToAPerson(shipped);

test('the list as shipped has no fault', () => expect(faults).toEqual([]));

test.each([
  ['Kalian PENIPU!!!', 'angry'],
  ['saya sangat   kecewa, dana tidak sampai', 'angry'],
  ['anak saya belum makan dari kemarin', 'vulnerable'],
  ['penipu! anak saya belum makan', 'vulnerable'],
  ['suami saya meninggal kemarin', 'vulnerable'],
  ['berapa zakat fitrah?', undefined],
  ['penipuannya bagaimana', undefined],
  ['apa hukum zakat untuk yang sudah meninggal', undefined],
])('%s: %s', (text, kind) => {
  expect(toAPerson?.(text)).toBe(kind);
});

test('no expression of the list is a stop by itself', () => {
  const all = shipped.split('\n').flatMap((line) => /^ {2}- (.+)$/.exec(line)?.[1] ?? []);
  expect(all.filter((text) => classify(text).intent === 'opt_out')).toEqual([]);
});

test.each([
  ['another heading', 'marah:\n  - penipu\n', 1],
  ['no list', 'angry: penipu\n', 1],
  ['a word too short', 'angry:\n  - penipu\n  - ah\n', 3],
  ['broken YAML', 'angry:\n  - "penipu\n', 3],
])('%s is a fault with its line', (_, source, line) => {
  const answer = loadToAPerson(source);
  expect(answer.toAPerson).toBeNull();
  expect(answer.faults[0]).toMatchObject({ file: 'locales/to-a-person.yaml', line });
});
