import { describe, expect, test } from '@jest/globals';
import { isSticker } from '../../src/media/sticker.js';
import { webp } from './webp.js';

const KB = 1024;

describe('a sticker', () => {
  test.each<[string, Buffer, number, boolean]>([
    ['lossy, 512 x 512', webp('VP8 ', 512, 512), 100 * KB, true],
    ['lossless, 512 x 512', webp('VP8L', 512, 512), 20 * KB, true],
    ['with alpha, 512 x 512', webp('VP8X', 512, 512), 20 * KB, true],
    ['that moves, heavier', webp('VP8X', 512, 512, true), 500 * KB, true],
    ['that does not move, heavier', webp('VP8X', 512, 512), 100 * KB + 1, false],
    ['lossy, too wide', webp('VP8 ', 513, 512), KB, false],
    ['lossless, too low', webp('VP8L', 512, 511), KB, false],
    ['that moves, too small', webp('VP8X', 256, 256, true), KB, false],
    ['cut off', webp('VP8X', 512, 512).subarray(0, 29), KB, false],
    ['of no known kind', webp('XXXX', 512, 512), KB, false],
  ])('%s', (_, head, size, is) => expect(isSticker(head, size)).toBe(is));
});
