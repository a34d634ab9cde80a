import { expect, test } from '@jest/globals';
import { courseOf } from '../../src/conversation/course.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const now = Date.UTC(2026, 4, 4);

test.each<[string, number, number, boolean, 'stays' | 'anew']>([
  ['spoken just now', 0, 0, false, 'stays'],
  ['silent for just under a day', DAY - 1, 0, false, 'stays'],
  ['silent for a day', DAY, 0, false, 'anew'],
  ['on a release that gave way just under 30 days ago', 0, 30 * DAY - 1, false, 'stays'],
  ['on a release that gave way 30 days ago', 0, 30 * DAY, false, 'anew'],
  ['both, with a person of ours', 3 * DAY, 40 * DAY, true, 'stays'],
])('a conversation %s', (_, idle, replaced, ticket, course) => {
  expect(courseOf({ updatedAt: now - idle, replacedAt: now - replaced, ticket, now })).toBe(course);
});
