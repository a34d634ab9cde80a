import { describe, expect, test } from '@jest/globals';
import { makeSmall } from '../../src/media/make-small.js';
import { pictureHead } from '../../src/media/picture-head.js';
import { MOST_PIXELS, SMALL_BYTES } from '../../src/media/small.js';
import { jpegOf, pngBomb, pngOf, quartersOf, turnedJpeg } from './pictures.js';

const COLOURS = ['f00', '0f0', '00f', 'fff'];

async function small(picture: Buffer): Promise<Buffer> {
  const made = await makeSmall(picture);
  if (!made) throw new Error('refused');
  return made;
}

describe('a small picture', () => {
  test.each([
    ['a photograph', () => jpegOf(900, 600, { noise: 110, quality: 95 }), [900, 600]],
    ['a drawing', async () => pngOf(500, 250, { noise: 100 }), [500, 250]],
    ['one that is small already', () => jpegOf(40, 30), [40, 30]],
    ['one with a side of a single pixel', async () => pngOf(2000, 1, { noise: 90 }), [1280, 1]],
  ])('of %s has at most 100 KB, and shows the same', async (_, paint, sides) => {
    const large = await paint();
    const made = await small(large);
    expect(made.length).toBeLessThanOrEqual(SMALL_BYTES);
    const head = pictureHead(made);
    expect(head).toMatchObject({ isPlain: true });
    const ratio = (head?.width ?? 0) / (head?.height ?? 1);
    if (sides[1] !== 1) expect(await quartersOf(made)).toEqual(COLOURS);
    expect(head?.width).toBeLessThanOrEqual(sides[0] as number);
    expect(Math.abs(ratio / ((sides[0] as number) / (sides[1] as number)) - 1)).toBeLessThan(0.02);
  });

  test('of one that nobody sees through is white', async () => {
    const made = await small(pngOf(64, 64, { opacity: 0 }));
    expect(await quartersOf(made)).toEqual(['fff', 'fff', 'fff', 'fff']);
  });

  // EXIF 2.3: the stored picture is to be turned to the right by 90 degrees, or by 180.
  test.each([
    [6, ['00f', 'f00', 'fff', '0f0'], [60, 120]],
    [3, ['fff', '00f', '0f0', 'f00'], [120, 60]],
  ])('stands upright from orientation %i, and where it was taken is gone', async (turned, colours, sides) => {
    const camera = await turnedJpeg(120, 60, turned);
    expect(camera.includes('Exif')).toBe(true);
    const made = await small(camera);
    expect(await quartersOf(made)).toEqual(colours);
    expect(Object.values(pictureHead(made) ?? {}).slice(0, 2)).toEqual(sides);
    expect(made.includes('Exif')).toBe(false);
  });
});

describe('what is no honest picture is refused', () => {
  test.each([
    ['more pixels than any phone shows', async () => pngBomb(60_000, 60_000, 100)],
    ['more bytes than its sides make, in passes', async () => pngBomb(10, 10, 300_000_000, true)],
    ['too few bytes', async () => pngBomb(100, 100, 10)],
    ['an end among its tables', async () => (await jpegOf(200, 200)).subarray(0, 300)],
    ['nothing', async () => Buffer.alloc(0)],
    ['only its first bytes', async () => Buffer.from([0xff, 0xd8, 0xff, 0xe0])],
  ])('%s', async (_, bytes) => expect(await makeSmall(await bytes())).toBeUndefined());

  test('by its sides alone, before anything is unpacked', () => {
    const { width, height } = pictureHead(pngBomb(60_000, 60_000, 10)) ?? { width: 0, height: 0 };
    expect(width * height).toBeGreaterThan(MOST_PIXELS);
  });
});
