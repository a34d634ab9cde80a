import { expect, test } from '@jest/globals';
import { PROOF_LIFE, proofStands, type SourcePolicy } from '../../src/consent/source-policy.js';

const NOW = Date.UTC(2026, 0, 5, 3);
const off = (source: string, doubleOptIn = false): [string, SourcePolicy] => [
  source,
  { source, doubleOptIn, reason: 'kertas', actor: 'operator', at: NOW },
];
const PROOF = { name: 'formulir', date: '2025-12-01', wording: 'Ya' };

test.each<[string, [string, SourcePolicy][], object, boolean]>([
  ['nothing was decided', [], {}, false],
  ['off for imports', [off('import')], {}, true],
  ['off for this source of imports', [off('import:formulir')], {}, true],
  ['off for another one', [off('import:web')], {}, false],
  ['off for papers', [off('paper')], {}, false],
  ['off for imports, on for this one', [off('import'), off('import:formulir', true)], {}, false],
  ['turned on again', [off('import', true)], {}, false],
  ['no date', [off('import')], { date: null }, false],
  ['no words', [off('import')], { wording: null }, false],
  ['a yes of long ago', [off('import')], { date: '2024-12-01' }, false],
])('%s', (_, policies, proof, stands) => {
  expect(proofStands(new Map(policies), 'import', { ...PROOF, ...proof }, NOW)).toBe(stands);
});

test('a yes counts for a year to the day', () => {
  const at = Date.parse(PROOF.date) + PROOF_LIFE;
  const policies = new Map([off('import')]);
  expect([at, at + 1].map((now) => proofStands(policies, 'import', PROOF, now))).toEqual([true, false]);
});
