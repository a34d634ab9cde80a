import { describe, expect, test } from '@jest/globals';
import { layout } from '../../console/src/sandbox/inside/flow-layout.js';
import { shapeOf } from '../../console/src/sandbox/inside/flow-shape.js';

const machine = {
  id: 'opt-in',
  initial: 'ask',
  on: { 'intent.opt_out': [{ target: '.stopped' }] },
  states: {
    ask: {
      description: 'Tanya persetujuan',
      on: {
        'choice.yes': [{ target: 'wait' }],
        text: [{ guard: { type: 'attemptsBelow' }, target: 'ask' }, { target: 'stopped' }],
        'intent.other': [{ target: 'stopped' }],
      },
      after: { '259200000': [{ target: '#opt-in.stopped' }], '4000': [{ target: 'wait' }] },
    },
    wait: {
      initial: 'first',
      on: { 'choice.no': [{ target: 'stopped' }] },
      states: { first: { on: { text: 'second' } }, second: { always: '#opt-in.ask' } },
    },
    stopped: { type: 'final' },
  },
};

describe('the picture of a flow', () => {
  const shape = shapeOf(machine);

  test('shows the states in which a conversation can stand', () => {
    expect(shape.nodes).toEqual([
      { id: 'ask', description: 'Tanya persetujuan', final: false, initial: true },
      { id: 'wait.first', final: false, initial: false },
      { id: 'wait.second', final: false, initial: false },
      { id: 'stopped', final: true, initial: false },
    ]);
  });

  test('draws one arrow between two states, with everything that leads there', () => {
    expect(shape.edges).toEqual([
      { from: 'ask', to: 'wait.first', labels: ['yes', '⏱ 4 s'] },
      { from: 'ask', to: 'stopped', labels: ['text', 'other', '⏱ 3 d'] },
      { from: 'wait.first', to: 'stopped', labels: ['no'] },
      { from: 'wait.second', to: 'stopped', labels: ['no'] },
      { from: 'wait.first', to: 'wait.second', labels: ['text'] },
      { from: 'wait.second', to: 'ask', labels: [''] },
    ]);
  });

  test('stands in rows, each state below those that lead to it, and no two overlap', () => {
    const { places, rows } = layout(shape);
    const row = (id: string) => places.find((place) => place.id === id)!.y;
    expect(['ask', 'wait.first', 'wait.second', 'stopped'].map(row)).toEqual([0, 104, 208, 312]);
    expect(rows).toBe(4);
  });

  test('is never wider than four states', () => {
    const names = ['b', 'c', 'd', 'e', 'f', 'g'];
    const wide = shapeOf({
      initial: 'a',
      states: {
        a: { on: Object.fromEntries(names.map((name) => [name, name])) },
        ...Object.fromEntries(names.map((name) => [name, { type: 'final' }])),
      },
    });
    const { places, rows } = layout(wide);
    expect(rows).toBe(3);
    expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(7);
    expect(Math.max(...places.map(({ x }) => x)) - Math.min(...places.map(({ x }) => x))).toBe(3 * 172);
  });

  test.each([[undefined], [null], [{}], [{ states: {} }]])('of %j is empty', (nothing) => {
    expect(shapeOf(nothing).edges).toEqual([]);
    expect(layout(shapeOf(nothing))).toEqual({ places: [], rows: 0 });
  });

  test('places states that nothing leads to', () => {
    const lonely = shapeOf({ initial: 'a', states: { a: {}, b: {} } });
    expect(layout(lonely).places.map(({ id }) => id)).toEqual(['a', 'b']);
  });
});
