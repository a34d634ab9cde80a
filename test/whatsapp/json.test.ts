import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { DEEPEST, JsonError, parseJson } from '../../src/whatsapp/json.js';

const parse = (text: string) => parseJson(Buffer.from(text));

describe('integers', () => {
  test.each<[string, unknown]>([
    ['{"id":800000000000008}', { id: 800000000000008 }],
    ['{"id":1234567890123456789}', { id: '1234567890123456789' }],
    ['{"id":-1234567890123456789}', { id: '-1234567890123456789' }],
    ['[9007199254740991,9007199254740993]', [9007199254740991, '9007199254740993']],
    ['{"a":{"b":[12345678901234567890]},"c":"text"}', { a: { b: ['12345678901234567890'] }, c: 'text' }],
    ['[0.12345678901234567890]', [0.123_456_789_012_345_68]],
    ['[1234567890123456e2]', [123_456_789_012_345_600]],
    ['{"text":"1234567890123456789"}', { text: '1234567890123456789' }],
    ['"a \\" 1234567890123456789 \\\\"', 'a " 1234567890123456789 \\'],
  ])('%s', (text, expected) => {
    expect(parse(text)).toEqual(expected);
  });
});

describe('hostile bodies', () => {
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  test('nesting is allowed up to the limit', () => {
    expect(() => parse(nested(DEEPEST))).not.toThrow();
    expect(() => parse(nested(DEEPEST + 1))).toThrow(new JsonError('nests too deeply'));
  });

  test('brackets in texts do not nest', () => {
    expect(parse(`"${'['.repeat(1000)}"`)).toBe('['.repeat(1000));
  });

  test.each(['', '{', '"', '"\\', '[1,]', 'nul', '{"a":1}}', '\u0000'])('%j is no JSON', (text) => {
    expect(() => parse(text)).toThrow(new JsonError('not JSON'));
  });

  test('a key __proto__ is a key like others', () => {
    const value = parse('{"__proto__":{"admin":true},"n":1234567890123456789}') as object;
    expect(Object.hasOwn(value, '__proto__')).toBe(true);
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  test('a megabyte of quotes and backslashes ends', () => {
    expect(() => parse('"\\'.repeat(500_000))).toThrow(JsonError);
  });
});

test('reads whatever JSON.stringify writes', () => {
  fc.assert(
    fc.property(fc.jsonValue({ maxDepth: 6 }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!/\d{16}/.test(text));
      expect(parse(text)).toEqual(JSON.parse(text));
    }),
  );
});

test('never throws anything but JsonError', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      try {
        parseJson(Buffer.from(bytes));
      } catch (error) {
        expect(error).toBeInstanceOf(JsonError);
      }
    }),
  );
});
