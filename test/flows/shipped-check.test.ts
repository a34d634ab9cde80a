import { expect, test } from '@jest/globals';
import { check, explain } from '../../src/flows/index.js';
import { isOptOut, sources } from './shipped.js';

test('the shipped flows and words have neither faults nor warnings', () => {
  expect(check(sources, { isOptOut }).map((fault) => explain(fault, 'en'))).toEqual([]);
});
