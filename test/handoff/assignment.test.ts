import { expect, test } from '@jest/globals';
import { chooseAgent, type Ready } from '../../src/handoff/assignment.js';
import type { Assignment } from '../../src/handoff/index.js';

const agent = (name: string, busy: number, givenAt: number | null): Ready => ({ name, busy, givenAt });
const RINA = agent('rina', 3, 10);
const BUDI = agent('budi', 1, 20);
const SARI = agent('sari', 1, 15);

test.each<[string, Assignment, Ready[], string | null]>([
  ['by hand nobody gets it', 'manual', [RINA, BUDI], null],
  ['nobody is there', 'least_busy', [], null],
  ['in turn: who has waited longest, however busy', 'round_robin', [BUDI, RINA, SARI], 'rina'],
  ['in turn: who never had one comes first', 'round_robin', [RINA, agent('tono', 9, null)], 'tono'],
  ['in turn: by name when all is even', 'round_robin', [agent('b', 0, null), agent('a', 0, null)], 'a'],
  ['the least busy, and of those who has waited longest', 'least_busy', [RINA, BUDI, SARI], 'sari'],
])('%s', (_, mode, agents, name) => {
  expect(chooseAgent(mode, agents)).toBe(name);
});
