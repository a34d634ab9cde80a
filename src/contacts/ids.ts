import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new id that sorts by time: ten characters of milliseconds, sixteen of randomness (the layout of a ULID,
 * in lower case). Says nothing about the person.
 */
export function newId(prefix: string, now: number): string {
  let time = '';
  for (let rest = now, i = 0; i < 10; i++, rest = Math.floor(rest / 32)) time = ALPHABET[rest % 32] + time;
  let random = '';
  for (const byte of chance(16)) random += ALPHABET[byte % 32];
  return `${prefix}_${time}${random}`;
}

let pool = Buffer.alloc(0);

/** Random bytes; drawn in advance, since each draw costs more than its bytes. */
function chance(count: number): Buffer {
  if (pool.length < count) pool = randomBytes(4096);
  const bytes = pool.subarray(0, count);
  pool = pool.subarray(count);
  return bytes;
}
