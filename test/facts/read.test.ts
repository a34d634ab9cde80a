import { describe, expect, test } from '@jest/globals';
import { readFacts } from '../../src/facts/read.js';

const account = { id: 'a', kind: 'account', value: '000 100 0001', source: 's', owner: 'o' };
const faults = (item: unknown) =>
  readFacts([item]).faults.map(({ path, message }) => [path.join('.'), message.en]);

test('a sound list is read; an empty one is one', () => {
  expect(readFacts([account])).toEqual({ facts: [account], faults: [] });
  expect(readFacts(null)).toEqual({ facts: [], faults: [] });
});

describe('a fact with a fault is left out, and the fault named:', () => {
  test.each<[string, unknown, string, RegExp]>([
    ['no list', 'x', '0', /missing, too long/],
    ['a figure without an end', { ...account, kind: 'figure' }, '0.expires', /needs a day/],
    ['an account in letters', { ...account, value: 'BCA' }, '0.value', /account number/],
    ['a number out of quotes', { ...account, value: 1001 }, '0.value', /missing, too long/],
    [
      'an account that differs by language',
      { ...account, value: { id: '1234', en: '4321' } },
      '0.value',
      /same/,
    ],
    ['a domain with its scheme', { ...account, kind: 'domain', value: 'https://a.id' }, '0.value', /domain/],
    ['a QRIS without its id', { ...account, kind: 'qris', value: '123' }, '0.value', /QRIS/],
    ['a phone in letters', { ...account, kind: 'phone', value: 'kantor' }, '0.value', /phone/],
    ['an id of the API', { ...account, id: 'changes' }, '0.id', /API/],
    ['an unknown kind', { ...account, kind: 'iban' }, '0.kind', /kind/],
    ['an unknown key', { ...account, pemilik: 'x' }, '0.pemilik', /not known/],
    ['no day', { ...account, expires: '31-12-2026' }, '0.expires', /date/],
    [
      'a reference inside',
      { ...account, kind: 'figure', value: '{{x}}', expires: '2026-12-31' },
      '0.value',
      /one line/,
    ],
  ])('%s', (_, item, path, message) => {
    expect(faults(item)).toEqual([[path, expect.stringMatching(message)]]);
    expect(readFacts([item]).facts).toEqual([]);
  });

  test('an id that stands twice', () => {
    const { facts, faults: found } = readFacts([account, { ...account, value: '123456789' }]);
    expect(facts).toEqual([account]);
    expect(found).toMatchObject([{ path: [1, 'id'] }]);
  });

  test('a file that is no list', () => {
    expect(readFacts({ a: 1 }).faults).toMatchObject([{ path: [] }]);
  });
});
