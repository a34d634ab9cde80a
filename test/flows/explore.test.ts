import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { graphOf, isWaiting } from '../../src/flows/graph.js';
import { currentState, type TurnResult } from '../../src/flows/index.js';
import { flowSchema } from '../../src/flows/schema.js';
import { explore, WORLDS } from './explorer.js';
import { facts, release, sources } from './shipped.js';

const visited = new Set<string>();

function isSound({ state, effects, handled }: TurnResult): void {
  const sends = effects.filter((effect) => effect.type === 'send');
  expect(sends.length).toBeLessThanOrEqual(2);
  expect(JSON.stringify(effects)).not.toMatch(/\{\{|undefined|\[object/);
  if (!handled) expect(effects).toHaveLength(0);
  expect(new Set(state.stack.map((frame) => frame.flow)).size).toBe(state.stack.length);
  for (const effect of effects) {
    if (effect.type !== 'consent') continue;
    // P1: only an answer to a shown question confirms or lifts a hold, and only what it named.
    if (effect.event === 'CONFIRM') expect(effect.shown?.topics).toEqual(effect.topics);
    if (effect.event === 'CLEAR') expect(effect.shown).toBeDefined();
  }
}

describe.each(WORLDS)('%s', (_, changes) => {
  test.each([...release.flows.keys()])('%s takes whatever comes, in every state', (flow) => {
    const shapes = explore(flow, facts(changes), (result) => {
      isSound(result);
      const at = currentState(release, result.state);
      if (at) visited.add(`${at.flow} ${at.value}`);
    });
    expect(shapes.size).toBeGreaterThan(0);
  });
});

test('the walks above reached every state in which a shipped flow can wait', () => {
  const waiting = sources.flows.flatMap(({ source }) => {
    const file = flowSchema.parse(parse(source));
    return graphOf(file)
      .nodes.filter(isWaiting)
      .map(({ id }) => `${file.id} ${id}`);
  });
  expect(waiting.filter((state) => !visited.has(state))).toEqual([]);
});
