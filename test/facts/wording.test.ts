import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { checkOutgoing } from '../../src/facts/check.js';
import { createRegistry } from '../../src/facts/registry.js';
import { shipped } from '../faq/shipped.js';
import { sources } from '../flows/shipped.js';

const NOW = Date.UTC(2026, 0, 5, 3);
const site = { id: 'situs', kind: 'domain', value: 'amanah.example', source: 's', owner: 'o' } as const;
const ours = createRegistry([site], {
  timezone: 'Asia/Jakarta',
  ownNames: ['Yayasan Amanah Contoh'],
});
const lines = (name: string) => readFileSync(`test/facts/data/${name}`, 'utf8').trimEnd().split('\n');
const codes = (text: string) => [...new Set(checkOutgoing(text, ours, NOW).map(({ code }) => code))];
const WORDING = new Set(['asks_secret', 'impersonation', 'abuse', 'incitement']);

describe('what nobody may say in our name', () => {
  const refused = lines('refused.tsv').map((line) => line.split('\t') as [string, string]);
  test('there are enough of either', () => {
    expect(refused.length).toBeGreaterThanOrEqual(60);
    expect(lines('allowed.txt').length).toBeGreaterThanOrEqual(120);
  });
  test.each(refused)('%s: %s', (code, text) => {
    expect(codes(text)).toContain(code);
  });
});

describe('what may be said', () => {
  test.each(lines('allowed.txt'))('%s', (text) => {
    expect(codes(text)).toEqual([]);
  });

  test('the whole FAQ that is shipped', () => {
    const texts = shipped.entries.flatMap(({ question, answer }) => [
      question.id,
      question.en,
      answer.id,
      answer.en,
    ]);
    expect(texts.length).toBe(240);
    expect(texts.filter((text) => codes(text).some((code) => WORDING.has(code)))).toEqual([]);
  });

  test('all words that are shipped', () => {
    const texts = sources.words.flatMap(({ source }) =>
      Object.values(JSON.parse(source) as Record<string, string>),
    );
    expect(texts.length).toBeGreaterThan(250);
    expect(texts.filter((text) => codes(text).some((code) => WORDING.has(code)))).toEqual([]);
  });
});
