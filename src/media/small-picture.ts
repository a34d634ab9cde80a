import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';
import decodeJpeg, { init as initDecoder } from '@jsquash/jpeg/decode.js';
import encodeJpeg, { init as initEncoder } from '@jsquash/jpeg/encode.js';
import { PNG } from 'pngjs';
import { isPng, type PictureHead, pictureHead } from './picture-head.js';
import { type Pixels, scaled } from './scale.js';
import { MOST_PIXELS, SMALL_BYTES } from './small.js';

/** The longer side and the quality, one after the other until it is small enough; the last always is. */
const STEPS = [
  [1280, 75],
  [1280, 60],
  [1024, 60],
  [1024, 45],
  [800, 50],
  [640, 45],
  [480, 40],
  [320, 30],
  [160, 20],
] as const;

/** What browsers give their pixels in, and the decoder too. */
class ImageData implements Pixels {
  readonly data: Uint8ClampedArray<ArrayBuffer>;
  readonly width: number;
  readonly height: number;
  readonly colorSpace = 'srgb';
  constructor(data: Uint8ClampedArray<ArrayBuffer>, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

/** The decoder goes on where a picture ends too early, paints the rest grey, and only says so. */
const warnings: string[] = [];
const ENDS_EARLY = /premature end/i;

/** Both halves of MozJPEG, as WebAssembly: what a picture does to them ends with the thread. */
async function load(): Promise<void> {
  Object.assign(globalThis, { ImageData });
  const { resolve } = createRequire(import.meta.url);
  const code = (half: string) =>
    readFileSync(resolve(`@jsquash/jpeg/codec/${half}.wasm`)).buffer as ArrayBuffer;
  await initDecoder({ wasmBinary: code('dec/mozjpeg_dec'), printErr: (told: string) => warnings.push(told) });
  await initEncoder({ wasmBinary: code('enc/mozjpeg_enc') });
}

/**
 * A JPEG of at most `SMALL_BYTES` of a picture: upright, and without what cameras write into it, such as where it was
 * taken. Takes a second and more and some 150 MB, so only the thread calls it.
 * @throws unknown when it cannot be unpacked, or has more than `MOST_PIXELS`
 */
export async function smallPicture(bytes: Buffer): Promise<Uint8Array<ArrayBuffer>> {
  const head = pictureHead(bytes);
  if (!head || head.width * head.height > MOST_PIXELS) throw new Error('not a picture that can be unpacked');
  await load();
  let pixels: Pixels = isPng(bytes) ? unpackedPng(bytes, head) : await unpackedJpeg(bytes);
  for (const [longest, quality] of STEPS) {
    // From the last step's pixels: the large ones are let go.
    pixels = scaled(pixels, longest);
    const small = await encodeJpeg(pixels as ImageData, { quality });
    if (small.byteLength <= SMALL_BYTES) return new Uint8Array(small);
  }
  throw new Error('no step was small enough');
}

async function unpackedJpeg(bytes: Buffer): Promise<Pixels> {
  const pixels = await decodeJpeg(new Uint8Array(bytes).buffer, { preserveOrientation: true });
  if (warnings.some((told) => ENDS_EARLY.test(told))) throw new Error('the picture ends too early');
  return pixels;
}

function unpackedPng(bytes: Buffer, head: PictureHead): Pixels {
  if (head.isInterlaced) refuseBomb(bytes, head);
  const { width, height, data } = PNG.sync.read(bytes);
  return { width, height, data: new Uint8ClampedArray(data) };
}

/**
 * The reader knows how much an ordinary PNG may unpack to and stops there; of one in passes it unpacks whatever comes.
 * @throws Error
 */
function refuseBomb(bytes: Buffer, { width, height }: PictureHead): void {
  const packed: Buffer[] = [];
  for (let at = 8; at + 8 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at);
    const isData = bytes.toString('latin1', at + 4, at + 8) === 'IDAT';
    if (isData) packed.push(bytes.subarray(at + 8, at + 8 + length));
    at += length + 12;
  }
  // At most 8 bytes a pixel, and a byte for each row of each of the seven passes.
  inflateSync(Buffer.concat(packed), { maxOutputLength: width * height * 8 + 14 * (height + 8) });
}
