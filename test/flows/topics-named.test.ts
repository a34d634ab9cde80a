import { expect, test } from '@jest/globals';
import { topicsNamed } from '../../src/flows/index.js';
import { facts } from './shipped.js';

test.each([
  [['info', 'zakat'], ['info-zakat']],
  [['laporan'], ['laporan-penyaluran']],
  [['Zakat', 'News'], ['info-zakat']],
  [['distribution', 'reports'], ['laporan-penyaluran']],
  [['info'], []],
  [['undian'], []],
  [[], []],
])('%j names %j', (words, topics) => {
  expect(topicsNamed(words, facts().topics)).toEqual(topics);
});
