import { expect, test } from '@jest/globals';
import {
  advance,
  begin,
  createRelease,
  emptyConversation,
  exportFlow,
  importFlow,
} from '../../src/flows/index.js';
import { asKind } from '../../src/flows/kinds.js';
import type { MemoryValue } from '../../src/flows/types.js';
import type { Kind } from '../../src/flows/vocabulary.js';
import { facts, sources } from './shipped.js';

test.each<[MemoryValue, Kind, MemoryValue | undefined]>([
  ['3', 'number', 3],
  ['3 orang', 'number', 3],
  ['sekitar 1.500', 'number', 1500],
  ['1,500,000', 'number', 1_500_000],
  ['2,5', 'number', 2.5],
  ['-4', 'number', -4],
  ['tiga', 'number', 3],
  ['3 atau 4', 'number', undefined],
  ['banyak', 'number', undefined],
  [7, 'number', 7],
  ['ya', 'yes-no', true],
  ['boleh', 'yes-no', true],
  ['tidak, terima kasih', 'yes-no', false],
  ['1', 'yes-no', true],
  ['2', 'yes-no', false],
  ['true', 'yes-no', true],
  [false, 'yes-no', false],
  ['nanti', 'yes-no', undefined],
  ['1,5jt', 'amount', 1_500_000],
  ['5m', 'amount', undefined],
  [7, 'amount', 7],
  ['4 orang', 'count', 4],
  ['2,5', 'count', undefined],
  ['0', 'count', undefined],
  ['1001', 'count', undefined],
  [5, 'text', '5'],
  [['a', 'b'], 'text', 'a, b'],
])('%j as %s is %j', (value, kind, expected) => {
  expect(asKind(value, kind)).toEqual(expected);
});

const SOURCE = `id: group
version: 1
variables: { people: number }
initial: asking
states:
  asking:
    ask: faq:ask
    on:
      text: { target: read, actions: { remember: { people: "{{text}}" } } }
  read:
    always:
      - { guard: { type: remembers, params: { key: people } }, target: known }
      - { target: asking }
  known:
    ask: faq:ask
    on:
      text: { target: read, actions: { remember: { people: "{{text}}" } } }
`;

test('what a flow remembers has its kind; what cannot be read is not remembered, and is asked again', () => {
  const flows = [...sources.flows, { file: 'flows/group.yaml', source: SOURCE }];
  const release = createRelease('r', { ...sources, flows }, []);
  let { state } = begin(release, 'group', emptyConversation(), facts());
  const say = (text: string) => {
    const result = advance(release, state, { type: 'text', text }, facts());
    state = result.state;
    return result.effects.flatMap((effect) => (effect.type === 'remember' ? [effect.value] : []));
  };
  expect(say('nanti saja')).toEqual([]);
  expect(state.stack[0]?.snapshot).toBe('asking');
  expect(say('12 orang')).toEqual([12]);
  expect(state).toMatchObject({ memory: { people: 12 }, stack: [{ snapshot: 'known' }] });
  expect(say('entahlah')).toEqual([]);
  expect(state.memory).toEqual({});
});

test('the kinds go to XState and come back', () => {
  const config = exportFlow(SOURCE);
  expect(config.meta).toEqual({ variables: { people: 'number' } });
  expect(exportFlow(importFlow(config).source)).toEqual(config);
});
