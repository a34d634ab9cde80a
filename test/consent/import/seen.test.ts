import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { Seen } from '../../../src/consent/import/seen.js';

test('remembers what it was shown, however much that is', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { maxLength: 3000 }), fc.array(fc.string()), (shown, others) => {
      const seen = new Seen();
      const known = new Set<string>();
      for (const text of shown) {
        expect(seen.add(text)).toBe(!known.has(text));
        known.add(text);
      }
      for (const text of [...shown, ...others]) expect(seen.has(text)).toBe(known.has(text));
    }),
    { numRuns: 30 },
  );
});
