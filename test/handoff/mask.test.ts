import { expect, test } from '@jest/globals';
import { maskNumbers } from '../../src/handoff/mask.js';

test.each([
  ['a NIK', 'NIK saya 3273010101900001 ya', 'NIK saya ••••••••••••0001 ya'],
  ['a NIK of a woman', '3273014101900001', '••••••••••••0001'],
  ['a NIK in groups', '3273 0101 0190 0001', '•••• •••• •••• 0001'],
  ['a card', 'kartu 4111 1111 1111 1111.', 'kartu •••• •••• •••• 1111.'],
  ['a card of 15 digits', '378282246310005', '•••••••••••0005'],
  ['two of them', '4111-1111-1111-1111 dan 3273010101900001', '••••-••••-••••-1111 dan ••••••••••••0001'],
  ['16 digits that are neither', '4111119911111112', '4111119911111112'],
  ['an account', 'BCA 1234567890', 'BCA 1234567890'],
  ['a mobile number', '6281234567890', '6281234567890'],
  ['a mobile number with a plus', '+6281234567895', '+6281234567895'],
  ['an amount', 'Rp 1.500.000', 'Rp 1.500.000'],
  ['a number of 20 digits', '41111111111111110000', '41111111111111110000'],
])('%s', (_, text, masked) => {
  expect(maskNumbers(text)).toBe(masked);
});
