import { describe, expect, test } from '@jest/globals';
import { DEFAULT_HOURS } from '../../src/handoff/index.js';
import { officeMinutesAfter } from '../../src/handoff/reply-time.js';

const at = (local: string) => Date.parse(`${local}:00+07:00`);

describe('minutes of office hours', () => {
  test.each([
    ['within the day', '2026-08-03T10:00', 60, '2026-08-03T11:00'],
    ['over the night', '2026-08-03T16:30', 60, '2026-08-04T08:30'],
    ['over the weekend', '2026-08-07T16:30', 60, '2026-08-10T08:30'],
    ['from the night', '2026-08-03T03:00', 60, '2026-08-03T09:00'],
    ['to the very end of the day', '2026-08-03T16:00', 60, '2026-08-03T17:00'],
    ['over days', '2026-08-03T10:00', 10 * 60, '2026-08-04T11:00'],
  ])('%s', (_, from, minutes, to) => {
    expect(officeMinutesAfter(DEFAULT_HOURS, at(from), minutes, 'Asia/Jakarta')).toBe(at(to));
  });

  test('an office without hours promises nothing', () => {
    expect(
      officeMinutesAfter({ weekly: {}, holidays: [] }, at('2026-08-03T10:00'), 60, 'Asia/Jakarta'),
    ).toBeNull();
  });
});
