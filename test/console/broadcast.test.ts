import { expect, test } from '@jest/globals';
import { progressOf } from '../../console/src/sandbox/broadcast/progress.js';
import { filledBody, placeholdersOf } from '../../console/src/sandbox/broadcast/template-words.js';

const broadcast = { id: 'b', name: 'Laporan', topic: 't', state: 'running' };
const message = { id: 'Sudah berhenti.', en: 'Opted out.' };

test('counts people who were attempted, in the order of the bar', () => {
  const progress = progressOf({
    ...broadcast,
    total: 10,
    counts: {
      queued: 4,
      delivered: 2,
      read: 1,
      refused: 1,
      deferred: 2,
      sent: 0,
      reasons: [
        { state: 'refused', reason: 'opted_out', n: 1, message },
        { state: 'deferred', reason: 'quiet_hours', n: 2, message },
        { state: 'failed', reason: 'x', n: 0, message },
      ],
    },
  });
  expect(progress.attempted).toBe(4);
  expect(progress.parts).toEqual([
    { status: 'read', count: 1, share: 10 },
    { status: 'delivered', count: 2, share: 20 },
    { status: 'refused', count: 1, share: 10 },
    { status: 'deferred', count: 2, share: 20 },
    { status: 'queued', count: 4, share: 40 },
  ]);
  expect(progress.reasons.map(({ key, count }) => [key, count])).toEqual([
    ['deferred quiet_hours', 2],
    ['refused opted_out', 1],
  ]);
});

test('a draft has no counts yet', () => {
  expect(progressOf(broadcast)).toEqual({ total: 0, attempted: 0, parts: [], reasons: [] });
});

const template = {
  name: 'n',
  language: 'id',
  category: 'MARKETING',
  status: 'APPROVED',
  components: [{ type: 'BODY', text: 'Halo {{nama}}, {{ bulan }}: {{nama}}' }],
};

test.each<[string[], string]>([
  [['Siti', 'Mei'], 'Halo Siti, Mei: Siti'],
  [['Siti'], 'Halo Siti, {{ bulan }}: Siti'],
  [['$&', ''], 'Halo $&, {{ bulan }}: $&'],
])('a template filled with %j', (values, body) => {
  expect(placeholdersOf(template)).toEqual(['nama', 'bulan']);
  expect(filledBody(template, values)).toBe(body);
});
