import type { ShownAs } from './in-content.js';
import type { Sniffed } from './sniff.js';

const KB = 1024;
const MB = 1024 * KB;

/** A type of file that Meta takes from us. */
export interface Sendable {
  mime: string;
  /** As what it can be shown; anything can be a document. */
  kinds: readonly ShownAs[];
  /** The most bytes that Meta takes (Meta docs: business-phone-numbers/media). */
  most: number;
  /** How its bytes begin. */
  begins: readonly Sniffed[];
}

const OOXML = 'application/vnd.openxmlformats-officedocument';
const type = (mime: string, kind: ShownAs, most: number, ...begins: Sniffed[]): Sendable => ({
  mime,
  kinds: kind === 'document' ? ['document'] : [kind, 'document'],
  most,
  begins,
});
const picture = (mime: 'image/jpeg' | 'image/png') => type(mime, 'image', 5 * MB, mime);
const film = (mime: string) => type(mime, 'video', 16 * MB, 'video/mp4', 'video/3gpp');
const sound = (mime: string, ...begins: Sniffed[]) => type(mime, 'audio', 16 * MB, ...begins);
const paper = (mime: string, begins: Sniffed) => type(mime, 'document', 100 * MB, begins);

/** By the end of the file's name. */
const TYPES: Readonly<Record<string, Sendable>> = {
  jpg: picture('image/jpeg'),
  jpeg: picture('image/jpeg'),
  png: picture('image/png'),
  webp: type('image/webp', 'sticker', 500 * KB, 'image/webp'),
  mp4: film('video/mp4'),
  '3gp': film('video/3gpp'),
  aac: sound('audio/aac', 'audio/aac'),
  amr: sound('audio/amr', 'audio/amr'),
  mp3: sound('audio/mpeg', 'audio/mpeg'),
  m4a: sound('audio/mp4', 'video/mp4', 'video/3gpp'),
  ogg: sound('audio/ogg', 'audio/ogg'),
  opus: sound('audio/ogg', 'audio/ogg'),
  pdf: paper('application/pdf', 'application/pdf'),
  txt: paper('text/plain', 'text/plain'),
  csv: paper('text/plain', 'text/plain'),
  doc: paper('application/msword', 'application/x-ole-storage'),
  xls: paper('application/vnd.ms-excel', 'application/x-ole-storage'),
  ppt: paper('application/vnd.ms-powerpoint', 'application/x-ole-storage'),
  docx: paper(`${OOXML}.wordprocessingml.document`, 'application/zip'),
  xlsx: paper(`${OOXML}.spreadsheetml.sheet`, 'application/zip'),
  pptx: paper(`${OOXML}.presentationml.presentation`, 'application/zip'),
};

/** What a file of this name has to be; undefined: Meta takes no such file from us. Pure. */
export function sendableAs(name: string): Sendable | undefined {
  const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(TYPES, ending) ? TYPES[ending] : undefined;
}

/** Whether a file of this type can be shown so. Pure. */
export function canBe(mime: string, kind: ShownAs): boolean {
  return Object.values(TYPES).some((one) => one.mime === mime && one.kinds.includes(kind));
}
