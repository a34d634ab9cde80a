import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { choiceId, parseChoiceId } from '../../src/flows/index.js';

const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const ref = fc.record(
  {
    flow: name,
    state: fc.array(name, { minLength: 1, maxLength: 3 }).map((path) => path.join('.')),
    choice: name,
    value: fc.stringMatching(/^[a-z0-9+.:-]{0,40}$/),
    asked: fc.nat({ max: 2 ** 40 }),
  },
  { requiredKeys: ['flow', 'state', 'choice', 'asked'] },
);

test('what is written can be read', () => {
  fc.assert(fc.property(ref, (one) => expect(parseChoiceId(choiceId(one))).toEqual(one)));
});

test.each(['', 'yes', 'a.b', 'a.b.c', 'a.b.c~', 'consent:yes:v3', 'a.b.c:x~1 '])('%p is not ours', (id) => {
  expect(parseChoiceId(id)).toBeUndefined();
});
