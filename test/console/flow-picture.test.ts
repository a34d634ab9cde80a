import { describe, expect, test } from '@jest/globals';
import { box, layout, type Point, pathThrough } from '../../console/src/sandbox/inside/flow-layout.js';
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

  const wordless = () => '';
  /** Whether a point lies within the box of a state. */
  const within = (point: Point, corner: Point) =>
    point.x > corner.x &&
    point.x < corner.x + box.width &&
    point.y > corner.y &&
    point.y < corner.y + box.height;

  test('stands in rows, each state below those that lead to it', () => {
    const { places, ways } = layout(shape, wordless);
    const rows = ['ask', 'wait.first', 'wait.second', 'stopped'].map((id) => places.get(id)?.y ?? 0);
    expect(rows).toEqual(rows.toSorted((one, other) => one - other));
    expect(new Set(rows).size).toBe(4);
    expect(ways.map(({ from, to, labels }) => ({ from, to, labels }))).toEqual(shape.edges);
  });

  test('keeps states apart and leads arrows around them', () => {
    const ids = Array.from({ length: 12 }, (_, i) => `s${i}`);
    const crowded = shapeOf({
      initial: 's0',
      states: Object.fromEntries(
        ids.map((id, i) => {
          const next = [2 * i + 1, i + 5, i - 3].flatMap((n) => ids[n] ?? []);
          return [id, { on: Object.fromEntries(next.map((to) => [`choice.${to}`, to])) }];
        }),
      ),
    });
    const { places, ways, width, height } = layout(crowded, ({ to }) => to);
    expect(ways.length).toBeGreaterThan(15);
    for (const [id, corner] of places) {
      expect(corner.x).toBeGreaterThanOrEqual(0);
      expect(corner.x + box.width).toBeLessThanOrEqual(width);
      expect(corner.y + box.height).toBeLessThanOrEqual(height);
      const middle = { x: corner.x + box.width / 2, y: corner.y + box.height / 2 };
      const others = [...places].filter(([other]) => other !== id);
      expect(others.filter(([, other]) => within(middle, other))).toEqual([]);
      const passing = ways.filter(({ from, to }) => from !== id && to !== id);
      expect(
        passing.filter(({ points, words }) => [...points, words].some((one) => within(one, corner))),
      ).toEqual([]);
    }
  });

  test('rounds the corners of an arrow, from its first point to its last', () => {
    const at = (x: number, y: number) => ({ x, y });
    expect(pathThrough([at(0, 0), at(0, 10), at(20, 10), at(20, 30)])).toBe(
      'M 0 0 Q 0 10 10 10 Q 20 10 20 30',
    );
    expect(pathThrough([at(0, 0), at(5, 5)])).toBe('M 0 0 L 5 5');
    expect(pathThrough([])).toBe('');
  });

  test.each([[undefined], [null], [{}], [{ states: {} }]])('of %j is empty', (nothing) => {
    expect(shapeOf(nothing).edges).toEqual([]);
    expect(layout(shapeOf(nothing), wordless)).toMatchObject({ places: new Map(), ways: [] });
  });

  test('places states that nothing leads to', () => {
    const lonely = shapeOf({ initial: 'a', states: { a: {}, b: {} } });
    expect([...layout(lonely, wordless).places.keys()]).toEqual(['a', 'b']);
  });
});
