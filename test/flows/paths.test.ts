import { describe, expect, test } from '@jest/globals';
import { wayInWords } from '../../src/flows/index.js';
import { waysOfFlows } from '../../src/flows/paths.js';
import { sources } from './shipped.js';

const flows = new Map(waysOfFlows(sources).map(({ flow, ways }) => [flow, ways]));
const lines = (flow: string) => (flows.get(flow) ?? []).map(wayInWords);

describe('every way through a flow', () => {
  test('handoff, word for word', () => {
    expect(new Set(lines('handoff'))).toEqual(
      new Set([
        'start ─ [officeHours] → waiting ─ choice.cancel → cancelled ■',
        'start → closed ─ choice.no → not-needed ■',
        'start → closed ─ choice.yes → later ─ choice.no → not-needed ■',
        ...['start ─ [officeHours] → waiting', 'start → closed', 'start → closed ─ choice.yes → later'].map(
          (way) => `${way} ─ ticket.closed → over ■`,
        ),
      ]),
    );
  });

  test('rating, word for word', () => {
    expect(new Set(lines('rating'))).toEqual(
      new Set([
        'start ─ [answer = late-fair] → fair ■',
        'start ─ [answer = late-good] → good ■',
        'start ─ [answer = late-poor] → poor ■',
        'start ─ [toRate] → asking ─ choice.fair → fair ■',
        'start ─ [toRate] → asking ─ choice.good → good ■',
        'start ─ [toRate] → asking ─ choice.poor → poor ■',
        'start ─ [toRate] → asking ─ text, after 1d → over ■',
        'start → over ■',
      ]),
    );
  });

  test('events that do the same are one arrow; flows that begin are named', () => {
    expect(lines('opt-in')).toContain(
      'start ─ [topic] → question.asking ─ text, media, location → question.listening ─ [found = answer] → question.open ─ choice.yes → subscribed ■',
    );
    expect(lines('catalogue')).toContain('start → showing ─ text → over ■ ⇒ faq');
  });

  test.each([...flows.keys()])('%s: all states are passed, none twice on a way, all ways end', (flow) => {
    const ways = flows.get(flow) ?? [];
    const source = sources.flows.find(({ file }) => file === `flows/${flow}.yaml`)?.source ?? '';
    for (const { states, ends } of ways) {
      expect(new Set(states).size).toBe(states.length);
      expect(ends).toBe(true);
    }
    const passed = new Set(ways.flatMap(({ states }) => states.flatMap((state) => state.split('.'))));
    const named = [
      ...source.matchAll(/^ +([a-z-]+):(?: #.*)?\n +(?:type|say|ask|entry|always|initial|description):/gm),
    ];
    expect(named.length).toBeGreaterThan(2);
    for (const [, name = ''] of named) expect(passed).toContain(name);
  });

  test('a way that only leads back says so', () => {
    const source =
      'id: a\nversion: 1\ninitial: x\nstates:\n  x: { on: { text: y } }\n  y: { on: { text: x } }\n';
    const [only] = waysOfFlows({ flows: [{ file: 'flows/a.yaml', source }], words: [] });
    expect(only?.ways.map(wayInWords)).toEqual(['x ─ text → y ↺']);
  });
});
