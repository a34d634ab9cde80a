const KB = 1024;
const SIDE = 512;
/** Meta docs: messages/sticker-messages. A moving one may have what its type allows. */
const MOST_STILL = 100 * KB;
/** Of the flags of VP8X. */
const MOVES = 0x02;

/** What the beginning of a WebP says of it. */
interface WebpHead {
  width: number;
  height: number;
  isMoving: boolean;
}

/** Whether WhatsApp shows these bytes as a sticker; `head`: the first of `size`. Pure. */
export function isSticker(head: Buffer, size: number): boolean {
  const webp = webpHead(head);
  if (webp?.width !== SIDE || webp.height !== SIDE) return false;
  return webp.isMoving || size <= MOST_STILL;
}

/** Source: developers.google.com/speed/webp/docs/riff_container; RFC 6386, 9.1; RFC 9649, 3.4. */
function webpHead(bytes: Buffer): WebpHead | undefined {
  if (bytes.length < 30) return undefined;
  switch (bytes.toString('latin1', 12, 16)) {
    case 'VP8X':
      return {
        width: bytes.readUIntLE(24, 3) + 1,
        height: bytes.readUIntLE(27, 3) + 1,
        isMoving: (bytes.readUInt8(20) & MOVES) !== 0,
      };
    case 'VP8L': {
      const sides = bytes.readUInt32LE(21);
      return { width: (sides & 0x3fff) + 1, height: ((sides >> 14) & 0x3fff) + 1, isMoving: false };
    }
    case 'VP8 ':
      return {
        width: bytes.readUInt16LE(26) & 0x3fff,
        height: bytes.readUInt16LE(28) & 0x3fff,
        isMoving: false,
      };
    default:
      return undefined;
  }
}
