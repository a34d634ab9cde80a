import { expect, test } from '@jest/globals';
import { flowCalled } from '../../src/flows/index.js';
import { release } from './shipped.js';

test.each<[string, string | undefined]>([
  ['hitung zakat', 'zakat'],
  ['HITUNG ZAKAT!', 'zakat'],
  ['saya mau hitung zakat dong kak', 'zakat'],
  ['Halo, bisa bantu hitung zakat penghasilan saya?', 'zakat'],
  ['I would like to calculate my zakat please', 'zakat'],
  ['konfirmasi donasi', 'donation'],
  ['kak saya sudah transfer ya', 'donation'],
  ['i have transferred', 'donation'],
  ['bagaimana cara hitung zakat', undefined],
  ['hitung zakat itu susah tidak', undefined],
  ['kapan konfirmasi donasi dijawab', undefined],
  ['saya belum sudah transfer ke rekening mana', undefined],
  ['zakat', undefined],
  ['', undefined],
  [`hitung zakat ${'ya '.repeat(20)}`, undefined],
])('%s', (text, flow) => {
  expect(flowCalled(release, text)).toBe(flow);
});
