import { expect, test } from '@jest/globals';
import { createContext, type TurnContext } from '../../src/flows/context.js';
import { guards } from '../../src/flows/guards.js';
import { GUARDS } from '../../src/flows/vocabulary.js';
import { facts } from './shipped.js';

const both = { 'info-zakat': 'subscribed', 'laporan-penyaluran': 'declined' } as const;

/** name, params, the world, what else is so, holds? */
const CASES: [
  keyof typeof guards,
  object | undefined,
  Parameters<typeof facts>[0],
  Partial<TurnContext>,
  boolean,
][] = [
  ['isSubscribed', undefined, { consents: both }, {}, true],
  ['isSubscribed', undefined, { consents: both }, { topics: ['info-zakat', 'laporan-penyaluran'] }, false],
  ['isSubscribed', { topic: 'laporan-penyaluran' }, { consents: both }, {}, false],
  ['isSubscribed', undefined, { consents: both, withdrawnAll: true }, {}, false],
  ['isSubscribed', undefined, { topics: [] }, {}, false],
  ['windowOpen', undefined, { windowOpen: true }, {}, true],
  ['windowOpen', undefined, { windowOpen: false }, {}, false],
  ['officeHours', undefined, { office: { open: true } }, {}, true],
  ['officeHours', undefined, { office: { open: false } }, {}, false],
  ['attemptsBelow', { count: 2 }, {}, { misses: 1 }, true],
  ['attemptsBelow', { count: 2 }, {}, { misses: 2 }, false],
  ['remembers', { key: 'city' }, {}, { memory: { city: 'Solo' } }, true],
  ['remembers', { key: 'city' }, {}, { memory: { city: '' } }, false],
  ['remembers', { key: 'city' }, {}, { memory: { city: false } }, false],
  ['remembers', { key: 'city' }, {}, {}, false],
  ['remembers', { key: 'city', value: 'Solo' }, {}, { memory: { city: 'Solo' } }, true],
  ['remembers', { key: 'city', value: 'Solo' }, {}, { memory: { city: 'Kudus' } }, false],
  ['remembers', { key: 'count', value: 2 }, {}, { memory: { count: 2 } }, true],
  ['remembers', { key: 'org' }, {}, { memory: { org: 'other' } }, true],
  ['remembers', { key: 'org', value: 'other' }, {}, { memory: { org: 'other' } }, false],
  ['atLeast', { value: '{{sum}}', least: '{{fact.nisab-maal}}' }, {}, { memory: { sum: 90_000_000 } }, true],
  ['atLeast', { value: '{{sum}}', least: '{{fact.nisab-maal}}' }, {}, { memory: { sum: 89_999_999 } }, false],
  ['atLeast', { value: '{{sum}} * 2', least: '10 + 10' }, {}, { memory: { sum: 10 } }, true],
  ['atLeast', { value: '{{sum}}', least: '0' }, {}, {}, false],
  ['atLeast', { value: '1', least: '{{fact.gone}}' }, {}, {}, false],
  ['languageIs', { language: 'en' }, {}, { language: 'en' }, true],
  ['languageIs', { language: 'en' }, {}, {}, false],
];

test.each(CASES)('%s %j', (name, params, world, changes, holds) => {
  const context = { ...createContext(facts(world)), ...changes };
  const guard = guards[name] as (args: { context: TurnContext }, params?: object) => boolean;
  expect(guard({ context }, params)).toBe(holds);
});

test('every guard of the vocabulary has a case that holds and one that does not', () => {
  for (const name of GUARDS) {
    expect(CASES.filter(([own]) => own === name).map(([, , , , holds]) => holds)).toEqual(
      expect.arrayContaining([true, false]),
    );
  }
});
