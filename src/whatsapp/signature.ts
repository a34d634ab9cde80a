import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto';

/** `malformed`: the header is there but has not the form `sha256=` and 64 hex digits. */
export type Signature = 'valid' | 'invalid' | 'missing' | 'malformed';

/**
 * Checks `X-Hub-Signature-256` over the bytes as received (Meta docs: webhooks/create-webhook-endpoint).
 * Parsing first would change the escapes and break it. Every secret is tried, in constant time, so that
 * a secret can be replaced without losing events; the expected value never leaves this function.
 * @param secrets app secrets in use; without any, nothing is valid
 */
export function verifySignature(
  raw: Uint8Array,
  header: string | undefined,
  secrets: readonly string[],
): Signature {
  if (header === undefined || header === '') return 'missing';
  const match = /^sha256=([0-9a-f]{64})$/i.exec(header);
  if (!match) return 'malformed';
  const given = Buffer.from(match[1] as string, 'hex');
  let valid = false;
  for (const secret of secrets) {
    if (secret === '') continue;
    const expected = createHmac('sha256', keyOf(secret)).update(raw).digest();
    valid = timingSafeEqual(expected, given) || valid;
  }
  return valid ? 'valid' : 'invalid';
}

/** The header for a body, as Meta would send it; the sandbox signs with it. */
export function sign(raw: Uint8Array, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(raw).digest('hex')}`;
}

const keys = new Map<string, KeyObject>();

/** Making a key costs as much as signing a webhook with it; there are never more than a few. */
function keyOf(secret: string): KeyObject {
  const known = keys.get(secret);
  if (known) return known;
  const key = createSecretKey(secret, 'utf8');
  keys.set(secret, key);
  return key;
}
