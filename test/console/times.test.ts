import { describe, expect, test } from '@jest/globals';
import { en } from '../../console/src/language/en.js';
import { id as words } from '../../console/src/language/id.js';
import { aheadWords, clockTime, clockWords, dayWords } from '../../console/src/sandbox/times.js';

const zone = 'Asia/Jakarta';
const noon = Date.UTC(2026, 4, 4, 5, 0, 0);
const day = 86_400_000;
const shown = { today: 'Hari ini', yesterday: 'Kemarin' };

test('time of day stands in the zone of the organisation', () => {
  expect([clockTime(noon, 'id', zone), clockTime(noon, 'en', zone)]).toEqual(['12.00', '12:00']);
  expect(clockWords(noon, 'id', zone)).toEqual({ day: 'Sen, 4 Mei', time: '12.00.00', zone: 'WIB' });
});

test.each([
  [noon, 'Hari ini'],
  [noon - 12 * 3_600_000, 'Hari ini'],
  [noon - 12 * 3_600_000 - 1, 'Kemarin'],
  [noon - 2 * day, '2 Mei 2026'],
])('a message of %i, seen on 4 May, stands under %s', (at, title) => {
  expect(dayWords(at, noon, 'id', zone, shown)).toBe(title);
});

test.each([
  [0, '', ''],
  [3_600_000, '1 jam', '1 hour'],
  [day + 2 * 3_600_000 + 60_000, '1 hari 2 jam', '1 day 2 hours'],
  [3 * day, '3 hari', '3 days'],
])('%i ms ahead', (offset, inId, inEn) => {
  expect([aheadWords(offset, words.clock.counted), aheadWords(offset, en.clock.counted)]).toEqual([
    inId,
    inEn,
  ]);
});

describe('the dictionary', () => {
  const leaves = (value: object, path = ''): string[] =>
    Object.entries(value).flatMap(([key, child]) =>
      typeof child === 'object' ? leaves(child, `${path}${key}.`) : [`${path}${key}`],
    );
  test('has every word in both languages', () => {
    expect(leaves(en).sort()).toEqual(leaves(words).sort());
  });
  test.each([['id', words] as const, ['en', en] as const])(
    'says nothing empty in %s but where Meta says nothing',
    (_language, all) => {
      const empty = leaves(all).filter((path) => {
        const value = path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], all);
        return value === '';
      });
      expect(empty).toEqual(['phone.inStatus.accepted']);
    },
  );
});
