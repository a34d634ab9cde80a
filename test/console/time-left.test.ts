import { expect, test } from '@jest/globals';
import { en } from '../../console/src/language/en.js';
import { id } from '../../console/src/language/id.js';
import { timeLeft } from '../../console/src/sandbox/registers/time-left.js';

const now = Date.UTC(2026, 4, 4, 5);
const minute = 60_000;
const hour = 60 * minute;

test.each([
  [72 * hour, 'sisa 3 hari', '3 days left', false],
  [53 * hour + 5 * minute, 'sisa 2 hari 5 jam', '2 days 5 hours left', false],
  [12 * hour + minute, 'sisa 12 jam 1 menit', '12 hours 1 minute left', false],
  [12 * hour, 'sisa 12 jam', '12 hours left', true],
  [20_000, 'sisa kurang dari 1 menit', 'less than 1 minute left', true],
  [0, 'lewat kurang dari 1 menit', 'less than 1 minute late', true],
  [-26 * hour, 'lewat 1 hari 2 jam', '1 day 2 hours late', true],
])('%d ms before the deadline: %s', (left, indonesian, english, urgent) => {
  expect(timeLeft(now + left, now, id.registers, id.clock.counted)).toEqual({ text: indonesian, urgent });
  expect(timeLeft(now + left, now, en.registers, en.clock.counted)).toEqual({ text: english, urgent });
});
