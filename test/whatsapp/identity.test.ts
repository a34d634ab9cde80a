import { describe, expect, test } from '@jest/globals';
import {
  addIdentity,
  bsuidIdentity,
  hasIdentity,
  type Identity,
  parentIdentity,
  phoneIdentity,
  recipientOf,
} from '../../src/whatsapp/identity.js';

const phone: Identity = { kind: 'phone', value: '15550101234' };
const bsuid: Identity = { kind: 'bsuid', value: 'US.A' };
const parent: Identity = { kind: 'parent_bsuid', value: 'US.ENT.A' };

describe('who a message goes to', () => {
  test.each<[string, Identity[], unknown]>([
    ['a phone, always with +', [phone], { to: '+15550101234' }],
    ['a phone before a BSUID', [bsuid, phone], { to: '+15550101234' }],
    ['a BSUID without a phone', [parent, bsuid], { recipient: 'US.A' }],
    ['a parent BSUID alone', [parent], { recipient: 'US.ENT.A' }],
    ['nobody', [], undefined],
  ])('%s', (_name, identities, expected) => {
    expect(recipientOf(identities)).toEqual(expected);
  });
});

describe('reading', () => {
  test.each<[unknown, unknown, unknown, unknown]>([
    [
      '15550101234',
      phone,
      { kind: 'bsuid', value: '15550101234' },
      { kind: 'parent_bsuid', value: '15550101234' },
    ],
    [' US.A ', bsuid, bsuid, { kind: 'parent_bsuid', value: 'US.A' }],
    ['US.ENT.A', parent, parent, parent],
    [15550101234, phone, undefined, undefined],
    [null, undefined, undefined, undefined],
    ['', undefined, undefined, undefined],
    [{}, undefined, undefined, undefined],
  ])('%j', (value, asPhone, asBsuid, asParent) => {
    expect([phoneIdentity(value), bsuidIdentity(value), parentIdentity(value)]).toEqual([
      asPhone,
      asBsuid,
      asParent,
    ]);
  });
});

test('a list holds each identity once; the kind is part of it', () => {
  const list: Identity[] = [];
  for (const one of [phone, { ...phone }, undefined, { kind: 'bsuid' as const, value: phone.value }])
    addIdentity(list, one);
  expect(list).toHaveLength(2);
  expect(hasIdentity(list, phone)).toBe(true);
  expect(hasIdentity(list, bsuid)).toBe(false);
});
