import { describe, expect, test } from '@jest/globals';
import {
  advance,
  begin,
  check,
  createRelease,
  emptyConversation,
  exportFlow,
  type FlowEvent,
  importFlow,
  type Sources,
} from '../../src/flows/index.js';
import { facts, isOptOut, sources } from './shipped.js';

/** A flow that takes all that people can send besides words. */
const SOURCE = `id: visit
version: 1
initial: asking
states:
  asking:
    entry:
      type: sendForm
      params: { words: visit:ask, label: visit:open, form: "1234", screen: DAY, fields: [day, people] }
    on:
      form: { target: noted, actions: { remember: { visit_day: "{{day}}", visitors: "{{people}}" } } }
      location: { target: placed, actions: { remember: { visit_place: "{{place}}" } } }
      contact: { target: called, actions: { remember: { guide: "{{contactName}} {{contactPhone}}" } } }
      order: { target: called, actions: { remember: { bought: "{{orderItems}}" } } }
      text: { target: over, actions: { type: startFlow, params: { flow: faq } } }
  noted: { type: final, say: visit:noted }
  placed: { type: final, say: visit:placed }
  called: { type: final }
  over: { type: final }
`;
const WORDS = {
  ask: 'Kapan Anda datang?',
  open: 'Isi formulir',
  noted: 'Sampai jumpa {{visit_day}}, {{visitors}} orang.',
  placed: 'Kami ke {{visit_place}}.',
};
const ENGLISH = {
  ask: 'When do you come?',
  open: 'Fill in the form',
  noted: 'See you {{visit_day}}, {{visitors}} people.',
  placed: 'We come to {{visit_place}}.',
};
const words = Object.entries({ id: WORDS, en: ENGLISH }).map(([language, table]) => ({
  file: `locales/${language}/visit.json`,
  source: JSON.stringify(table),
  language,
  namespace: 'visit',
}));
const withVisit = (source = SOURCE): Sources => ({
  flows: [...sources.flows, { file: 'flows/visit.yaml', source }],
  words: [...sources.words, ...words],
});
const release = createRelease('r', withVisit(), []);
const begun = begin(release, 'visit', emptyConversation(), facts());
const after = (event: FlowEvent) => advance(release, begun.state, event, facts());
const bodies = ({ effects }: typeof begun) =>
  effects.flatMap((effect) =>
    effect.type === 'send' && 'body' in effect.content ? [effect.content.body] : [],
  );

describe('a form of WhatsApp', () => {
  test('is sent with its button, and its answers are known by name', () => {
    expect(begun.effects).toEqual([
      {
        type: 'send',
        content: {
          type: 'form',
          body: 'Kapan Anda datang?',
          label: 'Isi formulir',
          flowId: '1234',
          token: 'visit',
          screen: 'DAY',
        },
        wording: 'visit:ask',
        language: 'id',
      },
    ]);
    const result = after({ type: 'form', answers: { day: 'Senin', people: 3, org: 'Jahat' } });
    expect(bodies(result)).toEqual(['Sampai jumpa Senin, 3 orang.']);
    expect(result.state.memory).toEqual({ visit_day: 'Senin', visitors: 3 });
  });

  test('cannot stand in for what Izin itself knows', () => {
    const said = createRelease(
      'r',
      withVisit(
        SOURCE.replace('fields: [day, people]', 'fields: [day, people, org]').replace('{{day}}', '{{org}}'),
      ),
      [],
    );
    const start = begin(said, 'visit', emptyConversation(), facts());
    const { state } = advance(said, start.state, { type: 'form', answers: { org: 'Jahat' } }, facts());
    expect(state.memory['visit_day']).toBe('Yayasan Amanah Contoh');
  });
});

const wanting = (what: 'location' | 'contact') =>
  SOURCE.replace(
    / {4}entry:\n[\s\S]*? {4}on:/,
    `    ask: { words: visit:ask, wants: ${what} }\n    on:`,
  ).replace(
    '{ visit_day: "{{day}}", visitors: "{{people}}" }',
    '{ visit_day: "{{text}}", visitors: "{{text}}" }',
  );

describe('a question that wants a place or a number', () => {
  test.each(['location', 'contact'] as const)('sends the button for a %s', (what) => {
    const asking = createRelease('r', withVisit(wanting(what)), []);
    const { effects, state } = begin(asking, 'visit', emptyConversation(), facts());
    expect(effects).toMatchObject([
      {
        type: 'send',
        content: { type: `${what}_request`, body: 'Kapan Anda datang?' },
        wording: 'visit:ask',
      },
    ]);
    // Whoever types instead of tapping is answered.
    const typed = advance(asking, state, { type: 'text', text: 'di Depok' }, facts());
    expect(bodies(typed).join()).not.toBe('');
  });

  test('knows where they are, and whether the number is theirs', () => {
    const source = wanting('location')
      .replace('"{{place}}"', '"{{latitude}}"')
      .replace('"{{contactName}} {{contactPhone}}"', '"{{contactOwner}} {{contactPhone}}"');
    const asking = createRelease('r', withVisit(source), []);
    const { state } = begin(asking, 'visit', emptyConversation(), facts());
    const at = (event: FlowEvent) => advance(asking, state, event, facts()).state.memory;
    expect(at({ type: 'location', place: 'Masjid', latitude: -6.2, longitude: 106.8 })).toEqual({
      visit_place: -6.2,
    });
    expect(at({ type: 'contact', phone: '0811', own: true })).toEqual({ guide: 'own 0811' });
    expect(at({ type: 'contact', phone: '0811' })).toEqual({ guide: ' 0811' });
  });

  test('the check wants its answer handled, and nothing beside it', () => {
    const codes = (source: string) => check(withVisit(source), { isOptOut }).map(({ code }) => code);
    // The label of the form is not said any more.
    expect(new Set(codes(wanting('location')))).toEqual(new Set(['unused-word']));
    expect(codes(wanting('location').replace(/ {6}location:.*\n/, ''))).toContain('wanted-unhandled');
    expect(codes(wanting('contact').replace('wants: contact', 'wants: selfie'))).toContain('shape');
    const long = withVisit(wanting('contact'));
    const words = long.words.map((one) => ({
      ...one,
      source: one.source.replace('Kapan', 'x'.repeat(1020)),
    }));
    expect(check({ ...long, words }, { isOptOut }).map(({ code }) => code)).toContain('body-length');
  });
});

test.each<[string, FlowEvent, object]>([
  ['a place', { type: 'location', place: 'Masjid Agung' }, { visit_place: 'Masjid Agung' }],
  ['a contact card', { type: 'contact', name: 'Budi', phone: '0811' }, { guide: 'Budi 0811' }],
  ['an order', { type: 'order', items: 2 }, { bought: 2 }],
])('%s is taken with what it tells', (_, event, memory) => {
  expect(after(event).state.memory).toEqual(memory);
});

test('the check knows forms: their fields, words and labels', () => {
  expect(check(withVisit(), { isOptOut })).toEqual([]);
  const codes = (source: string) => check(withVisit(source), { isOptOut }).map(({ code }) => code);
  expect(codes(SOURCE.replace('fields: [day, people]', 'fields: [day]'))).toEqual(['unknown-variable']);
  expect(codes(SOURCE.replace('visit:ask', 'visit:aks'))).toContain('unknown-word');
  const long = withVisit();
  const words = long.words.map((one) => ({
    ...one,
    source: one.source
      .replace('Isi formulir', 'Isi formulir kunjungan')
      .replace('Fill in the form', 'Fill in this form now'),
  }));
  expect(check({ ...long, words }, { isOptOut })).toMatchObject([
    { code: 'button-title' },
    { code: 'button-title' },
  ]);
});

test('it goes to XState and comes back', () => {
  const config = exportFlow(SOURCE);
  expect(exportFlow(importFlow(config).source)).toEqual(config);
});
