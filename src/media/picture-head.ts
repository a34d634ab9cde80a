/** What the beginning of a picture says of it, without unpacking anything. */
export interface PictureHead {
  width: number;
  height: number;
  /** 8 bits a channel, red, green and blue: what Meta takes (Meta docs: business-phone-numbers/media). */
  isPlain: boolean;
  /** PNG: sent in passes, so that its unpacked size does not follow from its sides. */
  isInterlaced: boolean;
}

/** Sides and colours of a JPEG or PNG; undefined: it says none. Pure. */
export function pictureHead(bytes: Buffer): PictureHead | undefined {
  try {
    const head = isPng(bytes) ? pngHead(bytes) : jpegHead(bytes);
    return head && head.width > 0 && head.height > 0 ? head : undefined;
  } catch {
    // It ends where something should have followed.
    return undefined;
  }
}

export const isPng = (bytes: Buffer): boolean => bytes.toString('latin1', 0, 4) === '\x89PNG';

/** RFC 2083: the first chunk is IHDR. */
function pngHead(bytes: Buffer): PictureHead | undefined {
  if (bytes.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  const [depth, colours, interlace] = [bytes.readUInt8(24), bytes.readUInt8(25), bytes.readUInt8(28)];
  return {
    width: bytes.readUInt32BE(16),
    height: bytes.readUInt32BE(20),
    isPlain: depth === 8 && (colours === 2 || colours === 6),
    isInterlaced: interlace !== 0,
  };
}

const START_OF_SCAN = 0xda;
const FILLER = 0xff;
/** SOF0 to SOF15, without the tables that share their range. ITU-T T.81, table B.1. */
const isFrame = (marker: number) =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

function jpegHead(bytes: Buffer): PictureHead | undefined {
  for (let at = 2; bytes.readUInt8(at) === 0xff; ) {
    const marker = bytes.readUInt8(at + 1);
    if (marker === START_OF_SCAN) return undefined;
    if (isFrame(marker)) {
      return {
        width: bytes.readUInt16BE(at + 7),
        height: bytes.readUInt16BE(at + 5),
        isPlain: bytes.readUInt8(at + 4) === 8 && bytes.readUInt8(at + 9) === 3,
        isInterlaced: false,
      };
    }
    at += marker === FILLER ? 1 : 2 + bytes.readUInt16BE(at + 2);
  }
  return undefined;
}
