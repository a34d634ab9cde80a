import { crc32, deflateSync } from 'node:zlib';
import QRCode from 'qrcode';

/** A quarter of the code may be dirty or torn: posters hang outside. */
const CORRECTION = { errorCorrectionLevel: 'Q' } as const;
/** Empty modules around it, which readers need. ISO/IEC 18004. */
const MARGIN = 4;
/** Wide enough for 10 cm at 300 dots an inch, in pixels. */
const PRINT_WIDTH = 1200;

/** A QR code as SVG: sharp in any size, so it is the one for print. */
export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { ...CORRECTION, margin: MARGIN, type: 'svg' });
}

/**
 * The same as PNG, for programs that take no SVG. Written here with one bit a pixel: what the library makes of
 * these sizes, four bytes a pixel, would hold up everything else for half a second.
 */
export function qrPng(text: string): Buffer {
  const { size, data } = QRCode.create(text, CORRECTION).modules;
  const scale = Math.ceil(PRINT_WIDTH / (size + 2 * MARGIN));
  const width = (size + 2 * MARGIN) * scale;
  const bytes = Math.ceil(width / 8);
  const rows = Array.from({ length: size + 2 * MARGIN }, (_, y) => {
    const row = Buffer.alloc(1 + bytes, 0xff).fill(0, 0, 1);
    for (let x = 0; x < width; x++) {
      const column = Math.floor(x / scale) - MARGIN;
      const dark = column >= 0 && column < size && y >= MARGIN && y < size + MARGIN;
      if (dark && data[(y - MARGIN) * size + column])
        row.writeUInt8(row.readUInt8(1 + (x >> 3)) & ~(0x80 >> (x & 7)), 1 + (x >> 3));
    }
    return Buffer.concat(Array.from({ length: scale }, () => row));
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(width, 4);
  header[8] = 1;
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** PNG specification, section 5.3. */
function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
