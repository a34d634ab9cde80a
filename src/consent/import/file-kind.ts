import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { ImportFileError } from './file-error.js';

/** What a file is, by its bytes: names and content types are wrong too often. */
export type FileKind =
  | { kind: 'xlsx' }
  | { kind: 'text'; encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'; size: number };

const HEAD = 64 * 1024;

/** @throws ImportFileError for what is neither a table of text nor an .xlsx */
export async function kindOf(path: string): Promise<FileKind> {
  const { size } = await stat(path);
  if (size === 0) throw new ImportFileError('empty_file');
  const head = await readHead(path);
  if (startsWith(head, 'PK\x03\x04')) return { kind: 'xlsx' };
  // The container of Excel until 2003, and of a workbook with a password.
  if (startsWith(head, '\xd0\xcf\x11\xe0')) throw new ImportFileError('old_excel');
  const marked = markedEncoding(head);
  if (marked) return { kind: 'text', encoding: marked, size };
  if (
    head.includes(0) ||
    startsWith(head, '%PDF') ||
    /^\s*<(!doctype|html|\?xml|table)/i.test(head.toString('latin1', 0, 200))
  )
    throw new ImportFileError('unreadable_format');
  return { kind: 'text', encoding: (await isUtf8(path)) ? 'utf-8' : 'windows-1252', size };
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD), 0, HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

const startsWith = (head: Buffer, bytes: string) =>
  head.subarray(0, bytes.length).equals(Buffer.from(bytes, 'latin1'));

/** By its byte order mark; UTF-16 also without one, since every second byte of a table in it is zero. */
function markedEncoding(head: Buffer) {
  if (startsWith(head, '\xef\xbb\xbf')) return 'utf-8';
  if (startsWith(head, '\xff\xfe')) return 'utf-16le';
  if (startsWith(head, '\xfe\xff')) return 'utf-16be';
  const sample = head.subarray(0, 1000);
  const zeros = [0, 0];
  for (const [i, byte] of sample.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
  const [even = 0, odd = 0] = zeros;
  if (odd > sample.length * 0.4 && even < sample.length * 0.02) return 'utf-16le';
  if (even > sample.length * 0.4 && odd < sample.length * 0.02) return 'utf-16be';
  return undefined;
}

async function isUtf8(path: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: 256 * 1024 }))
      decoder.decode(chunk as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return false;
    throw error;
  }
}
