import type { Sniffed } from './sniff.js';

/** Why a file that came is not kept. */
export type Refusal = 'too_large' | 'type_mismatch' | 'executable' | 'digest' | 'virus' | 'too_large_to_scan';

const KB = 1024;
const MB = 1024 * KB;

/**
 * The most bytes of each kind of message (Meta docs: business-phone-numbers/media). Meta itself lets people send
 * up to 100 MB of anything; what it would not take back from us is of no use to an agent either.
 */
const MOST: Readonly<Record<string, number>> = {
  image: 5 * MB,
  sticker: 500 * KB,
  audio: 16 * MB,
  voice: 16 * MB,
  video: 16 * MB,
};
const MOST_DOCUMENT = 100 * MB;

export const mostBytes = (kind: string): number => MOST[kind] ?? MOST_DOCUMENT;

/** What each kind of message may hold. */
const OF_KIND: Readonly<Record<string, readonly Sniffed[]>> = {
  image: ['image/jpeg', 'image/png', 'image/webp'],
  sticker: ['image/webp'],
  audio: ['audio/aac', 'audio/amr', 'audio/mpeg', 'audio/ogg', 'video/mp4', 'video/3gpp'],
  voice: ['audio/ogg', 'audio/amr', 'audio/aac', 'audio/mpeg', 'video/mp4'],
  video: ['video/mp4', 'video/3gpp'],
};

const OLE = 'application/x-ole-storage';
const ZIP = 'application/zip';
const OOXML = 'application/vnd.openxmlformats-officedocument';

/** How the bytes of a claimed type begin; a document of a type that is not here may be anything that does not run. */
const BEGINS: Readonly<Record<string, readonly Sniffed[]>> = {
  'image/jpeg': ['image/jpeg'],
  'image/png': ['image/png'],
  'image/webp': ['image/webp'],
  'audio/aac': ['audio/aac'],
  'audio/amr': ['audio/amr'],
  'audio/mpeg': ['audio/mpeg'],
  // The same container as a film.
  'audio/mp4': ['video/mp4', 'video/3gpp'],
  'audio/ogg': ['audio/ogg'],
  'video/mp4': ['video/mp4', 'video/3gpp'],
  'video/3gpp': ['video/mp4', 'video/3gpp'],
  'application/pdf': ['application/pdf'],
  'application/msword': [OLE],
  'application/vnd.ms-excel': [OLE],
  'application/vnd.ms-powerpoint': [OLE],
  [`${OOXML}.wordprocessingml.document`]: [ZIP],
  [`${OOXML}.spreadsheetml.sheet`]: [ZIP],
  [`${OOXML}.presentationml.presentation`]: [ZIP],
  // Written on an old machine it is none of ours to read, and harmless.
  'text/plain': ['text/plain', 'application/octet-stream'],
};

/** Types that a browser or a phone shows and does not run; everything else is handed out as bytes to save. */
const SERVED: ReadonlySet<string> = new Set(Object.keys(BEGINS));

/** Names that a phone or a computer runs: much of the fraud in chats is an app that is called an invitation. */
const RUNS =
  /\.(?:apk|apks|xapk|aab|exe|msi|bat|cmd|com|scr|pif|ps1|vbs|vbe|js|jse|wsf|hta|jar|lnk|reg|sh|dmg|pkg|deb|rpm|appimage)$/i;
const RUNS_TYPE =
  /^application\/(?:vnd\.android\.package-archive|x-msdownload|x-msdos-program|java-archive|x-sh)$/;

export interface Claims {
  /** Of the message: image, document ... */
  kind: string;
  /** Meta's `mime_type`, parameters and all. */
  mimeType: string | null;
  filename: string | null;
}

/** The type under which a file is handed out; or why it is not kept. Pure. */
export function acceptType(claims: Claims, sniffed: Sniffed): { type: string } | { refused: Refusal } {
  const claimed = claims.mimeType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (sniffed === 'executable' || RUNS.test(claims.filename ?? '') || RUNS_TYPE.test(claimed))
    return { refused: 'executable' };
  const allowed = OF_KIND[claims.kind];
  if (allowed && !allowed.includes(sniffed)) return { refused: 'type_mismatch' };
  const begins = BEGINS[claimed];
  if (begins && !begins.includes(sniffed)) return { refused: 'type_mismatch' };
  const type = begins && sniffed !== 'application/octet-stream' ? claimed : sniffed;
  return { type: SERVED.has(type) ? type : 'application/octet-stream' };
}
