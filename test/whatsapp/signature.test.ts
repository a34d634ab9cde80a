import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { sign, verifySignature } from '../../src/whatsapp/signature.js';

// RFC 4231, test case 2.
const KNOWN = 'sha256=5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843';
const raw = Buffer.from('what do ya want for nothing?');

describe('verifySignature', () => {
  test.each<[string, string | undefined, string[], string]>([
    ['the right secret', KNOWN, ['Jefe'], 'valid'],
    ['capitals', KNOWN.toUpperCase().replace('SHA256', 'sha256'), ['Jefe'], 'valid'],
    ['the second of two secrets', KNOWN, ['new', 'Jefe'], 'valid'],
    ['the first of two secrets', KNOWN, ['Jefe', 'old'], 'valid'],
    ['another secret', KNOWN, ['other'], 'invalid'],
    ['no secret', KNOWN, [], 'invalid'],
    ['an empty secret', sign(raw, ''), [''], 'invalid'],
    ['no header', undefined, ['Jefe'], 'missing'],
    ['an empty header', '', ['Jefe'], 'missing'],
    ['another algorithm', `sha1=${'0'.repeat(40)}`, ['Jefe'], 'malformed'],
    ['too short', KNOWN.slice(0, -1), ['Jefe'], 'malformed'],
    ['too long', `${KNOWN}0`, ['Jefe'], 'malformed'],
    ['two headers in one', `${KNOWN}, ${KNOWN}`, ['Jefe'], 'malformed'],
    ['no hex', `sha256=${'g'.repeat(64)}`, ['Jefe'], 'malformed'],
    ['a line break at the end', `${KNOWN}\n`, ['Jefe'], 'malformed'],
  ])('%s', (_name, header, secrets, expected) => {
    expect(verifySignature(raw, header, secrets)).toBe(expected);
  });

  test('is over the bytes, not over what they mean', () => {
    const escaped = Buffer.from('{"a":"\\u00e9"}');
    const plain = Buffer.from('{"a":"é"}');
    expect(verifySignature(escaped, sign(escaped, 's'), ['s'])).toBe('valid');
    expect(verifySignature(plain, sign(escaped, 's'), ['s'])).toBe('invalid');
  });

  test('any change of the body breaks it', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 1 }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (bytes, at, flip) => {
          const header = sign(bytes, 'secret');
          const changed = Uint8Array.from(bytes);
          changed[at % bytes.length]! ^= flip;
          expect(verifySignature(bytes, header, ['secret'])).toBe('valid');
          expect(verifySignature(changed, header, ['secret'])).toBe('invalid');
        },
      ),
    );
  });
});
