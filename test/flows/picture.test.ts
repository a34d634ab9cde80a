import { describe, expect, test } from '@jest/globals';
import { SaxesParser } from 'saxes';
import { place, type Sized } from '../../src/flows/picture/layout.js';
import { pictureOf } from '../../src/flows/picture/picture.js';
import { sources } from './shipped.js';

const flows = sources.flows.map(({ file }) => file.replace(/^flows\/|\.yaml$/g, ''));

/** All texts of a picture; @throws when it is not well-formed XML. */
function textsOf(svg: string): string[] {
  const texts: string[] = [];
  let inText = false;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    inText = name === 'text';
  });
  parser.on('closetag', () => {
    inText = false;
  });
  parser.on('text', (text) => {
    if (inText) texts.push(text);
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.write(svg).close();
  return texts;
}

describe('a picture', () => {
  test.each(flows)('of %s holds every state and every button', (flow) => {
    const texts = textsOf(pictureOf(sources, flow) ?? '');
    const source = sources.flows.find(({ file }) => file === `flows/${flow}.yaml`)?.source ?? '';
    expect(texts[0]).toBe(flow);
    const below = source.slice(source.indexOf('\nstates:'));
    const states = [...below.matchAll(/^ {2}([a-z-]+):(?: #.*)?$/gm)].map(([, name = '']) => name);
    expect(states.length).toBeGreaterThan(2);
    const all = texts.join('\n');
    for (const state of states) expect(all).toMatch(new RegExp(`(^|[■ ])${state}($|\\.)`, 'm'));
    for (const text of texts) expect(text).not.toMatch(/undefined|\[object/);
  });

  test('says things in both languages, as the customer sees them', () => {
    const texts = textsOf(pictureOf(sources, 'opt-out') ?? '');
    expect(texts).toContain('▸ Ya, berhenti · Yes, stop');
    expect(texts).toContain('◷ 3 hari · 3 d');
    expect(texts).toContain('Updates to this number stay on hold.');
  });

  test('of nothing is none', () => {
    expect(pictureOf(sources, 'nothing')).toBeUndefined();
  });
});

describe('the places', () => {
  const box = (id: string, ...to: string[]): Sized => ({
    id,
    width: 100,
    height: 40 + to.length * 20,
    inlet: 20,
    outlets: to.map((one, i) => ({ to: one, y: 40 + i * 20 })),
  });
  const boxes = [
    box('a', 'b', 'c', 'e'),
    box('b', 'd', 'a'),
    box('c', 'd', 'e', 'f'),
    box('d', 'e'),
    box('e', 'a'),
    box('f'),
    box('alone'),
  ];
  const { places, arrows, width, height } = place(boxes);
  const at = (id: string) => places.get(id) ?? { x: Number.NaN, y: Number.NaN };

  test('no box lies on another, and all lie inside', () => {
    for (const one of boxes) {
      const { x, y } = at(one.id);
      expect(x >= 0 && y >= 0 && x + one.width <= width && y + one.height <= height).toBe(true);
      for (const other of boxes.filter((two) => two !== one)) {
        const beside = x + one.width <= at(other.id).x || at(other.id).x + other.width <= x;
        const above = y + one.height <= at(other.id).y || at(other.id).y + other.height <= y;
        expect(beside || above).toBe(true);
      }
    }
  });

  test('arrows run to the right; those that lead back are marked', () => {
    expect(arrows.filter(({ back }) => back).map(({ from }) => from)).toEqual(['b', 'e']);
    for (const { back, points } of arrows) {
      const xs = points.map(({ x }) => x);
      if (!back) expect(xs).toEqual([...xs].sort((a, b) => a - b));
    }
  });

  test('a long arrow passes no box', () => {
    for (const { back, points } of arrows) {
      if (back) continue;
      for (const { x, y } of points.slice(1, -1))
        for (const one of boxes) {
          const { x: left, y: top } = at(one.id);
          expect(x > left && x < left + one.width && y > top && y < top + one.height).toBe(false);
        }
    }
  });
});
