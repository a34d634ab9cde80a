/** What the first bytes of a file say it is; nothing here trusts a name or a header. */
export type Sniffed =
  | 'image/jpeg'
  | 'image/png'
  | 'image/gif'
  | 'image/webp'
  | 'audio/aac'
  | 'audio/amr'
  | 'audio/mpeg'
  | 'audio/ogg'
  | 'video/mp4'
  | 'video/3gpp'
  | 'application/pdf'
  /** Word, Excel and PowerPoint up to 2003, all in one container. */
  | 'application/x-ole-storage'
  /** Newer ones, and whatever else is packed. */
  | 'application/zip'
  | 'text/plain'
  | 'application/octet-stream'
  /** Runs when somebody opens it. */
  | 'executable';

/** Bytes from the beginning of the file that `sniff` looks at. */
const LOOKS = 4096;

interface Mark {
  type: Sniffed;
  /** Any of these, in Latin-1. */
  starts: readonly string[];
  /** Counted from the first byte; 0 where nothing is said. */
  offset?: number;
  /** And this somewhere in the look. */
  holds?: RegExp;
}

const ZIP = 'PK\x03\x04';

/**
 * In the order asked. Sources: the registrations of the types (RFC 2083 PNG, RFC 8118 PDF, RFC 3533 Ogg, RFC 4867 AMR,
 * ISO/IEC 14496-12 and ETSI TS 126 244 for `ftyp`, ISO/IEC 11172-3 and 13818-7 for MPEG audio) and the headers of
 * programs (PE, ELF, Mach-O, Java, Dalvik).
 */
const MARKS: readonly Mark[] = [
  { type: 'audio/amr', starts: ['#!AMR'] },
  {
    type: 'executable',
    starts: [
      'MZ',
      '\x7fELF',
      '\xfe\xed\xfa\xce',
      '\xfe\xed\xfa\xcf',
      '\xce\xfa\xed\xfe',
      '\xcf\xfa\xed\xfe',
      '\xca\xfe\xba\xbe',
      'dex\n',
      '#!',
    ],
  },
  // An Android app is a zip with its manifest or its code near the front.
  { type: 'executable', starts: [ZIP], holds: /AndroidManifest\.xml|classes\.dex|META-INF\/MANIFEST\.MF/ },
  { type: 'image/jpeg', starts: ['\xff\xd8\xff'] },
  { type: 'image/png', starts: ['\x89PNG\r\n\x1a\n'] },
  { type: 'image/gif', starts: ['GIF87a', 'GIF89a'] },
  { type: 'image/webp', starts: ['RIFF'], holds: /^.{8}WEBP/s },
  { type: 'application/pdf', starts: ['%PDF-', '\n%PDF-', '\r\n%PDF-', '\xef\xbb\xbf%PDF-'] },
  { type: 'application/x-ole-storage', starts: ['\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'] },
  { type: 'application/zip', starts: [ZIP, 'PK\x05\x06'] },
  { type: 'audio/ogg', starts: ['OggS\0'] },
  { type: 'video/3gpp', offset: 4, starts: ['ftyp3g'] },
  { type: 'video/mp4', offset: 4, starts: ['ftyp'] },
  { type: 'audio/aac', starts: ['\xff\xf1', '\xff\xf9', '\xff\xf0', '\xff\xf8', 'ADIF'] },
  {
    type: 'audio/mpeg',
    starts: ['ID3', '\xff\xfb', '\xff\xfa', '\xff\xf3', '\xff\xf2', '\xff\xe3', '\xff\xe2'],
  },
];

/** The type of a file by its first bytes (a few KB are enough); pure. */
export function sniff(head: Buffer): Sniffed {
  const look = head.subarray(0, LOOKS);
  const bytes = look.toString('latin1');
  const marked = MARKS.find(
    ({ starts, offset = 0, holds }) =>
      starts.some((mark) => bytes.startsWith(mark, offset)) && (holds?.test(bytes) ?? true),
  );
  return marked?.type ?? (isText(look) ? 'text/plain' : 'application/octet-stream');
}

/** UTF-8 without control characters; a letter that the end of the look cuts in two is no fault. */
function isText(bytes: Buffer): boolean {
  if (bytes.length === 0) return false;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what tells
    return !/[\x00-\x08\x0e-\x1a\x1c-\x1f]/.test(text);
  } catch {
    return false;
  }
}
