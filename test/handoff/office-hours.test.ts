import { describe, expect, test } from '@jest/globals';
import {
  DEFAULT_HOURS,
  hoursInWords,
  type OfficeHours,
  officeAt,
  withCalendar,
} from '../../src/handoff/index.js';

const ZONE = 'Asia/Jakarta';
const at = (local: string) => Date.parse(`${local}:00+07:00`);
const EID = { date: '2026-08-05', name: { id: 'Idulfitri', en: 'Eid' } };
const NIGHTS = { weekly: { 6: [['20:00', '24:00']] as [string, string][] }, holidays: [] };

describe('when somebody is there', () => {
  test.each([
    ['Monday, at opening', '2026-08-03T08:00', true, '2026-08-03T17:00'],
    ['Monday, a minute before', '2026-08-03T07:59', false, '2026-08-03T08:00'],
    ['Monday, at closing', '2026-08-03T17:00', false, '2026-08-04T08:00'],
    ['Friday evening waits for Monday', '2026-08-07T18:00', false, '2026-08-10T08:00'],
    ['Saturday noon', '2026-08-08T12:00', false, '2026-08-10T08:00'],
  ])('%s', (_, now, open, changes) => {
    expect(officeAt(DEFAULT_HOURS, at(now), ZONE)).toEqual({
      open,
      [open ? 'closesAt' : 'opensAt']: at(changes),
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
    expect(officeAt(NIGHTS, at('2026-08-08T23:59'), ZONE)).toEqual({
      open: true,
      closesAt: at('2026-08-09T00:00'),
    });
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

const PRAYER = { id: 'salat Jumat', en: 'Friday prayer' };
const CALENDAR: OfficeHours = {
  ...DEFAULT_HOURS,
  holidays: [EID],
  breaks: [{ days: [5], span: ['11:30', '13:00'], name: PRAYER }],
  seasons: [
    { from: '2026-08-10', to: '2026-08-14', weekly: { 1: [['08:00', '15:00']], 5: [['13:30', '15:00']] } },
  ],
};

describe('the calendar', () => {
  test.each([
    ['before the prayer', '2026-08-07T11:29', { open: true, closesAt: '2026-08-07T11:30' }],
    ['in the prayer', '2026-08-07T11:30', { open: false, pause: PRAYER, opensAt: '2026-08-07T13:00' }],
    ['after the prayer', '2026-08-07T13:00', { open: true, closesAt: '2026-08-07T17:00' }],
    ['Thursday at noon there is none', '2026-08-06T12:00', { open: true, closesAt: '2026-08-06T17:00' }],
    ['Ramadan closes earlier', '2026-08-10T15:00', { open: false, opensAt: '2026-08-14T13:30' }],
    ['a break before opening is no break', '2026-08-14T12:00', { open: false, opensAt: '2026-08-14T13:30' }],
    ['after Ramadan it is as before', '2026-08-17T15:30', { open: true, closesAt: '2026-08-17T17:00' }],
  ])(
    '%s',
    (_, now, { opensAt, closesAt, ...office }: { open: boolean; opensAt?: string; closesAt?: string }) => {
      expect(officeAt(CALENDAR, at(now), ZONE)).toEqual({
        ...office,
        ...(opensAt && { opensAt: at(opensAt) }),
        ...(closesAt && { closesAt: at(closesAt) }),
      });
    },
  );

  test('hours set by the API keep its days off, breaks and Ramadan', () => {
    const set = { weekly: { 5: [['09:00', '12:00']] as [string, string][] }, holidays: [] };
    const hours = withCalendar(set, CALENDAR);
    expect(hours.holidays).toEqual([EID]);
    expect(officeAt(hours, at('2026-08-07T11:45'), ZONE)).toMatchObject({ pause: PRAYER });
    expect(officeAt(hours, at('2026-08-06T10:00'), ZONE).open).toBe(false);
  });

  test('the hours in words are those of the week', () => {
    expect(hoursInWords(CALENDAR, ZONE, 'id', at('2026-08-05T10:00'))).toBe('Senin-Jumat 08.00-17.00 WIB');
    expect(hoursInWords(CALENDAR, ZONE, 'id', at('2026-08-12T10:00'))).toBe(
      'Senin 08.00-15.00; Jumat 13.30-15.00 WIB',
    );
  });
});
