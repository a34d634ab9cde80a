import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { deflateSync } from 'node:zlib';
import decode, { init as initDecoder } from '@jsquash/jpeg/decode.js';
import encode, { init as initEncoder } from '@jsquash/jpeg/encode.js';
import { PNG } from 'pngjs';

class ImageData {
  readonly data: Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data;
    this.width = width;
    this.height = height;
  }
}

let loaded: Promise<unknown> | undefined;

function load(): Promise<unknown> {
  Object.assign(globalThis, { ImageData });
  const { resolve } = createRequire(import.meta.url);
  const code = (half: string) => ({
    wasmBinary: readFileSync(resolve(`@jsquash/jpeg/codec/${half}.wasm`)).buffer as ArrayBuffer,
  });
  loaded ??= Promise.all([initDecoder(code('dec/mozjpeg_dec')), initEncoder(code('enc/mozjpeg_enc'))]);
  return loaded;
}

const QUARTERS = [
  [255, 0, 0],
  [0, 255, 0],
  [0, 0, 255],
  [255, 255, 255],
] as const;

/** Red above left, green above right, blue below left, white below right; with noise it does not pack well. */
function painted(width: number, height: number, noise: number): Buffer {
  const data = Buffer.alloc(width * height * 4, 255);
  let seed = 1;
  for (let i = 0; i < width * height; i += 1) {
    const quarter = (i % width < width / 2 ? 0 : 1) + (i < (width * height) / 2 ? 0 : 2);
    const colour = QUARTERS[quarter] as readonly number[];
    for (let c = 0; c < 3; c += 1) {
      seed = (seed * 1_103_515_245 + 12_345) & 0x7fff_ffff;
      const off = noise === 0 ? 0 : seed % noise;
      data[i * 4 + c] = Math.abs((colour[c] as number) - off);
    }
  }
  return data;
}

export async function jpegOf(
  width: number,
  height: number,
  { noise = 0, quality = 90 } = {},
): Promise<Buffer> {
  await load();
  const data = new Uint8ClampedArray(painted(width, height, noise));
  return Buffer.from(await encode({ data, width, height } as never, { quality }));
}

export function pngOf(width: number, height: number, { noise = 0, opacity = 255 } = {}): Buffer {
  const png = new PNG({ width, height });
  png.data = painted(width, height, noise);
  for (let i = 3; i < png.data.length; i += 4) png.data[i] = opacity;
  return PNG.sync.write(png, { colorType: 6 });
}

/** The colours in the middle of each quarter, in the order of `QUARTERS`: `f00` is red. */
export async function quartersOf(picture: Buffer): Promise<string[]> {
  await load();
  const { width, height, data } = await decode(new Uint8Array(picture).buffer);
  return [0, 1, 2, 3].map((quarter) => {
    const [x, y] = [0.25 + (quarter % 2) / 2, 0.25 + Math.floor(quarter / 2) / 2];
    const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 4;
    return [...data.subarray(at, at + 3)].map((value) => (value > 127 ? 'f' : '0')).join('');
  });
}

/** As a camera writes it: the orientation in EXIF. */
export async function turnedJpeg(width: number, height: number, orientation: number): Promise<Buffer> {
  const plain = await jpegOf(width, height);
  const tiff = Buffer.alloc(26);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(1, 8);
  tiff.writeUInt16LE(0x0112, 10);
  tiff.writeUInt16LE(3, 12);
  tiff.writeUInt32LE(1, 14);
  tiff.writeUInt16LE(orientation, 18);
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([plain.subarray(0, 2), head, body, plain.subarray(2)]);
}

const CRC = Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k += 1) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

function chunk(type: string, body: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), body]);
  let crc = 0xffffffff;
  for (const byte of named) crc = (CRC[(crc ^ byte) & 0xff] as number) ^ (crc >>> 8);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(body.length);
  sum.writeUInt32BE((crc ^ 0xffffffff) >>> 0);
  return Buffer.concat([length, named, sum]);
}

/** A PNG that says to have these sides and unpacks to `unpacked` zeros, whatever that makes of it. */
export function pngBomb(width: number, height: number, unpacked: number, interlaced = false): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 6, 0, 0, interlaced ? 1 : 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.alloc(unpacked), { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}
