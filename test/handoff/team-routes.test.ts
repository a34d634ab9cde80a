import { expect, test } from '@jest/globals';
import { type TeamRoute, teamFor } from '../../src/handoff/team-routes.js';

const ROUTES: TeamRoute[] = [
  { reason: 'rekening', label: 'donatur besar', team: 'utama' },
  { reason: 'rekening', team: 'keuangan' },
  { label: 'donatur besar', team: 'donatur' },
  { reason: 'angry', team: 'pengaduan' },
  { reason: 'angry', team: 'tidak pernah' },
];

test.each<[string, string | null, string[], string | null]>([
  ['by the reason', 'rekening', [], 'keuangan'],
  ['by a label', null, ['baru', 'donatur besar'], 'donatur'],
  ['by both, which stands first', 'rekening', ['donatur besar'], 'utama'],
  ['the first that fits', 'angry', [], 'pengaduan'],
  ['capitals and spaces make no difference', ' Rekening', ['DONATUR BESAR '], 'utama'],
  ['another reason', 'qurban', ['baru'], null],
  ['no reason and no label', null, [], null],
])('%s', (_, reason, labels, team) => {
  expect(teamFor(ROUTES, { reason, labels })).toBe(team);
});

test('a route that names nothing fits nobody', () => {
  expect(teamFor([{ team: 'semua' }], { reason: null, labels: [] })).toBeNull();
});
