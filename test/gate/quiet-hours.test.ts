import { describe, expect, jest, test } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { type QuietHours, quietClock } from '../../src/gate/quiet-hours.js';

const at = (text: string, zone: string) => DateTime.fromISO(text, { zone }).toMillis();
const NIGHT: QuietHours = { from: 19 * 60, to: 8 * 60 };
const NOON: QuietHours = { from: 12 * 60, to: 13 * 60 + 30 };

describe('quiet hours', () => {
  test.each<[string, QuietHours, string, string, string | null]>([
    ['evening', NIGHT, '2026-08-03T20:15', 'Asia/Jakarta', '2026-08-04T08:00'],
    ['at its first moment', NIGHT, '2026-08-03T19:00', 'Asia/Jakarta', '2026-08-04T08:00'],
    ['a moment before', NIGHT, '2026-08-03T18:59:59.999', 'Asia/Jakarta', null],
    ['after midnight', NIGHT, '2026-08-04T00:00', 'Asia/Jakarta', '2026-08-04T08:00'],
    ['its last moment', NIGHT, '2026-08-04T07:59:59.999', 'Asia/Jakarta', '2026-08-04T08:00'],
    ['at its end', NIGHT, '2026-08-04T08:00', 'Asia/Jakarta', null],
    ['the same moment is later in Jayapura', NIGHT, '2026-08-03T20:15', 'Asia/Jayapura', '2026-08-04T08:00'],
    ['within a day', NOON, '2026-08-03T12:30', 'Asia/Makassar', '2026-08-03T13:30'],
    ['within a day, at its first moment', NOON, '2026-08-03T12:00', 'Asia/Makassar', '2026-08-03T13:30'],
    ['before it', NOON, '2026-08-03T11:59', 'Asia/Makassar', null],
    ['at its end on the same day', NOON, '2026-08-03T13:30', 'Asia/Makassar', null],
    [
      'an hour that the clocks leave out',
      { from: 60, to: 150 },
      '2026-03-29T01:30',
      'Europe/Berlin',
      '2026-03-29T03:00',
    ],
    [
      'an hour that comes twice',
      { from: 1320, to: 150 },
      '2026-10-25T00:30',
      'Europe/Berlin',
      '2026-10-25T02:30+02:00',
    ],
  ])('%s', (_name, hours, now, zone, end) => {
    expect(quietClock(hours)(at(now, zone), zone)).toBe(end === null ? null : at(end, zone));
  });

  test.each<[string, QuietHours | null]>([
    ['none configured', null],
    ['empty', { from: 480, to: 480 }],
  ])('%s: never quiet', (_name, hours) => {
    expect(quietClock(hours)(at('2026-08-04T00:00', 'Asia/Jakarta'), 'Asia/Jakarta')).toBeNull();
  });

  test.each(['', 'WIB', 'Mars/Olympus', 'not a zone'])(
    'where the zone is %j the night is that of Jakarta',
    (zone) => {
      const now = at('2026-08-03T21:00', 'Asia/Jakarta');
      expect(quietClock(NIGHT)(now, zone)).toBe(at('2026-08-04T08:00', 'Asia/Jakarta'));
    },
  );

  test('zones from outside do not fill the memory', () => {
    const clock = quietClock(NIGHT);
    const now = at('2026-08-03T21:00', 'Asia/Jakarta');
    for (let i = 0; i < 3_000; i++) clock(now, `nowhere ${i}`);
    expect(clock(now, 'Asia/Jakarta')).toBe(at('2026-08-04T08:00', 'Asia/Jakarta'));
  });

  test('time-zone arithmetic is done once for each zone and stretch', () => {
    const arithmetic = jest.spyOn(DateTime, 'fromMillis');
    const clock = quietClock(NIGHT);
    const evening = at('2026-08-03T21:00', 'Asia/Jakarta');
    for (let i = 0; i < 500; i++)
      for (const zone of ['Asia/Jakarta', 'Asia/Makassar']) clock(evening + i * 1_000, zone);
    expect(arithmetic).toHaveBeenCalledTimes(2);
    clock(at('2026-08-04T08:00', 'Asia/Jakarta') - 1, 'Asia/Jakarta');
    expect(arithmetic).toHaveBeenCalledTimes(2);
    clock(at('2026-08-04T08:00', 'Asia/Jakarta'), 'Asia/Jakarta');
    clock(evening, 'Asia/Jakarta');
    expect(arithmetic).toHaveBeenCalledTimes(4);
    arithmetic.mockRestore();
  });

  /** What the wall clock says, asked afresh each time. */
  const isQuiet = ({ from, to }: QuietHours, now: number, zone: string) => {
    const { hour, minute } = DateTime.fromMillis(now, { zone });
    const shown = hour * 60 + minute;
    return from < to ? shown >= from && shown < to : shown >= from || shown < to;
  };

  const zones = [
    'Asia/Jakarta',
    'Asia/Jayapura',
    'Asia/Kathmandu',
    'UTC',
    'America/New_York',
    'Europe/Berlin',
    'Australia/Lord_Howe',
  ];
  const minute = fc.integer({ min: 0, max: 1439 });
  // Around the changes of the clocks, where it is hardest, and anywhere else in the year.
  const edges = ['2026-03-08', '2026-03-29', '2026-04-05', '2026-10-04', '2026-10-25', '2026-11-01'].map(
    Date.parse,
  );
  const moment = fc.oneof(
    fc
      .tuple(fc.constantFrom(...edges), fc.integer({ min: -12 * 3600, max: 36 * 3600 }))
      .map(([edge, s]) => edge + s * 1000 + 7),
    fc.integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-01-01') }),
  );

  test('what is remembered is what a naive reading of the wall clock says, in any order of questions', () => {
    fc.assert(
      fc.property(
        minute,
        minute,
        fc.array(fc.tuple(moment, fc.constantFrom(...zones)), { minLength: 1, maxLength: 12 }),
        (from, to, questions) => {
          fc.pre(from !== to);
          const hours = { from, to };
          const clock = quietClock(hours);
          for (const [now, zone] of questions) {
            for (const asked of [now, now + 61_000, now + 3_601_000, now]) {
              const until = clock(asked, zone);
              expect([zone, asked, until !== null]).toEqual([zone, asked, isQuiet(hours, asked, zone)]);
              if (until === null) continue;
              expect(clock(until, zone)).toBeNull();
              expect(isQuiet(hours, until, zone)).toBe(false);
              for (let t = asked; t < until; t += 41 * 60_000) expect(isQuiet(hours, t, zone)).toBe(true);
              expect(isQuiet(hours, until - 1, zone)).toBe(true);
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });
});
