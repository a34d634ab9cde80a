import { describe, expect, test } from '@jest/globals';
import { check, exportFlow, importFlow } from '../../src/flows/index.js';
import { isOptOut, sources } from './shipped.js';

const flows = sources.flows.map(({ file, source }) => [file, source] as const);

/** As Stately's tools write targets and lists. */
function asStately(config: unknown): unknown {
  const flow = (config as { id: string }).id;
  const visit = (value: unknown, path: string[]): unknown => {
    if (Array.isArray(value)) return value.map((one) => visit(one, path));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        if (key === 'states')
          return [
            key,
            Object.fromEntries(
              Object.entries(inner as object).map(([name, state]) => [name, visit(state, [...path, name])]),
            ),
          ];
        if (key === 'target' && typeof inner === 'string' && !inner.startsWith('#')) {
          const around = inner.startsWith('.') ? path : path.slice(0, -1);
          return [key, `#${[flow, ...around, ...inner.replace(/^\./, '').split('.')].join('.')}`];
        }
        return [key, visit(inner, path)];
      }),
    );
  };
  const { meta, ...rest } = config as { meta?: object };
  return {
    ...(visit(rest, []) as object),
    context: {},
    types: {},
    meta: { ...meta, '@statelyai.color': 'blue' },
  };
}

describe('a flow that comes back', () => {
  test.each(flows)('%s is what it was', (_, source) => {
    const config = exportFlow(source);
    const back = importFlow(JSON.parse(JSON.stringify(config)));
    expect(back.id).toBe(config.id);
    expect(exportFlow(back.source)).toEqual(config);
  });

  test.each(flows)('%s also from targets named from the top', (_, source) => {
    const back = importFlow(asStately(exportFlow(source)));
    // Only what leads out of the states around it is named from the top.
    const fromTheTop = (text: string) => text.match(/target: ["']?#/g)?.length ?? 0;
    expect(fromTheTop(back.source)).toBe(fromTheTop(importFlow(exportFlow(source)).source));
    expect(exportFlow(back.source)).toEqual(exportFlow(source));
  });

  test('all of them together have no fault', () => {
    const back = flows.map(([file, source]) => ({ file, source: importFlow(exportFlow(source)).source }));
    expect(check({ ...sources, flows: back }, { isOptOut })).toEqual([]);
  });

  test('is written as staff write', () => {
    const { source } = importFlow({
      id: 'tanya',
      initial: 'a',
      states: {
        a: {
          entry: [
            { type: 'remember', params: { seen: true } },
            { type: 'openTicket' },
            { type: 'say', params: { words: 'faq:ask' } },
            { type: 'ask', params: { words: 'faq:ask', state: 'a' } },
          ],
          on: {
            text: [{ target: '#tanya.b' }],
            media: { actions: [{ type: 'label', params: { label: 'x' } }] },
          },
          after: { '259200000': { target: 'b' }, '90000': { target: 'b' } },
        },
        b: { type: 'final' },
      },
    });
    expect(source).toBe(`# yaml-language-server: $schema=./flow.schema.json
id: tanya
version: 1
initial: a
states:
  a:
    remember:
      seen: true
    entry: openTicket
    say: faq:ask
    ask: faq:ask
    on:
      text: b
      media:
        actions:
          type: label
          params:
            label: x
    after:
      90s: b
      3d: b
  b:
    type: final
`);
  });
});

test('what a flow may not have stays in, and the check says so', () => {
  const config = exportFlow(flows[0]?.[1] ?? '');
  const { source } = importFlow({ ...config, invoke: { src: 'fetch' } });
  const others = sources.flows.filter(({ file }) => file !== 'flows/catalogue.yaml');
  const found = check(
    { ...sources, flows: [...others, { file: 'flows/catalogue.yaml', source }] },
    { isOptOut },
  );
  expect(found.map(({ code }) => code)).toContain('not-allowed');
});

test('an absolute target is found by the check, and by the engine', () => {
  const change = (by: string) =>
    sources.flows.map((one) =>
      one.file === 'flows/opt-in.yaml'
        ? { ...one, source: one.source.replace('choice.yes: subscribed', `choice.yes: "${by}"`) }
        : one,
    );
  expect(check({ ...sources, flows: change('#opt-in.subscribed') }, { isOptOut })).toEqual([]);
  const codes = check({ ...sources, flows: change('#opt-in.subscribd') }, { isOptOut }).map(
    ({ code }) => code,
  );
  expect(codes).toContain('unknown-state');
});

test.each([[null], [[]], [{}], [{ id: 'x' }], ['x']])('%j is no machine', (value) => {
  expect(() => importFlow(value)).toThrow('no XState machine');
});
