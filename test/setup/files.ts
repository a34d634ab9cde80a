import { createHash } from 'node:crypto';

/** Small files of the kinds that people send, true to their first bytes; `text` makes one unlike another. */
export const jpeg = (text = '') => Buffer.from(`\xff\xd8\xff\xe0\0\x10JFIF\0${text}\xff\xd9`, 'latin1');
export const pdf = (text = '') => Buffer.from(`%PDF-1.7\n%${text}\n%%EOF`);

export const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
