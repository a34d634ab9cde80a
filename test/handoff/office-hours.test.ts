import { describe, expect, test } from '@jest/globals';
import { DEFAULT_HOURS, officeAt } from '../../src/handoff/index.js';

const ZONE = 'Asia/Jakarta';
const at = (local: string) => Date.parse(`${local}:00+07:00`);
const EID = { date: '2026-08-05', name: { id: 'Idulfitri', en: 'Eid' } };
const NIGHTS = { weekly: { 6: [['20:00', '24:00']] as [string, string][] }, holidays: [] };

describe('when somebody is there', () => {
  test.each([
    ['Monday, at opening', '2026-08-03T08:00', true, undefined],
    ['Monday, a minute before', '2026-08-03T07:59', false, '2026-08-03T08:00'],
    ['Monday, at closing', '2026-08-03T17:00', false, '2026-08-04T08:00'],
    ['Friday evening waits for Monday', '2026-08-07T18:00', false, '2026-08-10T08:00'],
    ['Saturday noon', '2026-08-08T12:00', false, '2026-08-10T08:00'],
  ])('%s', (_, now, open, opens) => {
    expect(officeAt(DEFAULT_HOURS, at(now), ZONE)).toEqual({
      open,
      ...(opens !== undefined && { opensAt: at(opens) }),
    });
  });

  test('a holiday is named, and skipped', () => {
    const hours = { ...DEFAULT_HOURS, holidays: [EID] };
    expect(officeAt(hours, at('2026-08-05T10:00'), ZONE)).toEqual({
      open: false,
      holiday: EID.name,
      opensAt: at('2026-08-06T08:00'),
    });
    expect(officeAt(hours, at('2026-08-04T18:00'), ZONE)).toEqual({
      open: false,
      opensAt: at('2026-08-06T08:00'),
    });
  });

  test('a lunch break is closed', () => {
    const hours = {
      weekly: {
        1: [
          ['08:00', '12:00'],
          ['13:00', '17:00'],
        ] as [string, string][],
      },
      holidays: [],
    };
    expect(officeAt(hours, at('2026-08-03T12:30'), ZONE)).toEqual({
      open: false,
      opensAt: at('2026-08-03T13:00'),
    });
  });

  test('24:00 ends the day', () => {
    expect(officeAt(NIGHTS, at('2026-08-08T23:59'), ZONE)).toEqual({ open: true });
    expect(officeAt(NIGHTS, at('2026-08-09T00:00'), ZONE)).toEqual({
      open: false,
      opensAt: at('2026-08-15T20:00'),
    });
  });

  test('the hours are those of the zone', () => {
    expect(officeAt(DEFAULT_HOURS, at('2026-08-03T07:00'), 'Asia/Makassar').open).toBe(true);
  });

  test('an office without hours never opens', () => {
    expect(officeAt({ weekly: {}, holidays: [] }, at('2026-08-03T10:00'), ZONE)).toEqual({ open: false });
  });
});
