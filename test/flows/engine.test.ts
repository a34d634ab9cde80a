import { describe, expect, test } from '@jest/globals';
import { createMachine } from 'xstate';
import {
  advance,
  answerOld,
  begin,
  createRelease,
  currentState,
  emptyConversation,
  exportFlow,
  FlowError,
  type FlowEvent,
  type Release,
  reply,
} from '../../src/flows/index.js';
import { facts, faqTexts, release, sources } from './shipped.js';

/** A release with one more flow, written in the test. */
function withFlow(...files: [string, string][]): Release {
  const flows = files.map(([id, states]) => ({
    file: `flows/${id}.yaml`,
    source: `id: ${id}\nversion: 1\ninitial: start\nstates:\n${states.replace(/^/gm, '  ')}`,
  }));
  return createRelease('r2', { ...sources, flows: [...sources.flows, ...flows] }, faqTexts);
}
const start = (own: Release, event?: FlowEvent, id = 'extra') =>
  begin(own, id, emptyConversation(), facts(), event);

describe('loops are caught, with the name of the flow', () => {
  test.each([
    ['states', [['extra', 'start:\n  always: other\nother:\n  always: start']]],
    [
      'flows',
      [
        ['extra', 'start:\n  type: final\n  entry: { type: startFlow, params: { flow: second } }'],
        ['second', 'start:\n  type: final\n  entry: { type: startFlow, params: { flow: extra } }'],
      ],
    ],
  ] as [string, [string, string][]][])('%s', (_, files) => {
    const run = () => start(withFlow(...files));
    expect(run).toThrow(FlowError);
    expect(run).toThrow(/The flow (extra|second)/);
    try {
      run();
    } catch (error) {
      expect(error).toMatchObject({ name: 'FlowError', code: 'loop' });
    }
  });

  test('a flow that the release does not have', () => {
    expect(() => start(release, undefined, 'nowhere')).toThrow('The release has no flow called nowhere.');
  });
});

describe('bubbles', () => {
  test('texts and the question that follows become one', () => {
    const own = withFlow([
      'extra',
      'start:\n  entry: [{ say: catalogue:ordered }, { say: handoff:cancelled }]\n  ask: faq:ask\n  on: { text: start }',
    ]);
    const { effects } = start(own);
    expect(effects).toMatchObject([
      {
        type: 'send',
        wording: 'faq:ask',
        content: {
          body: 'Pesanan Anda sudah kami terima.\n\nBaik, tidak kami teruskan. Bot siap menjawab lagi.\n\nSilakan tulis pertanyaan Anda dalam satu pesan.',
        },
      },
    ]);
  });

  test('nothing is joined to the end of a question', () => {
    const own = withFlow(
      [
        'extra',
        'start:\n  ask: faq:ask\n  entry: { type: startFlow, params: { flow: second } }\n  on: { text: start }',
      ],
      ['second', 'start:\n  type: final\n  say: catalogue:ordered'],
    );
    expect(start(own).effects.map((effect) => effect.type === 'send' && effect.wording)).toEqual([
      'faq:ask',
      'catalogue:ordered',
    ]);
  });

  test('a picture keeps its place', () => {
    const own = withFlow([
      'extra',
      'start:\n  type: final\n  entry:\n    - { say: catalogue:ordered }\n    - { type: sendMedia, params: { kind: image, link: "https://amanah.example/a.jpg", caption: faq:ask } }\n    - { say: handoff:cancelled }',
    ]);
    expect(start(own).effects.map((effect) => effect.type === 'send' && effect.content.type)).toEqual([
      'text',
      'media',
      'text',
    ]);
  });
});

describe('choices', () => {
  const many = (count: number) =>
    `start:\n  ask:\n    words: faq:ask\n    choices:\n${Array.from({ length: count }, (_, i) => `      - { id: c${i}, title: consent:ask.yes }`).join('\n')}\n  on: { choice.*: start, text: start }`;
  test.each([
    [3, 'buttons'],
    [4, 'list'],
    [10, 'list'],
  ])('%i choices become %s', (count, type) => {
    expect(start(withFlow(['extra', many(count)])).effects).toMatchObject([{ content: { type } }]);
  });

  test('rows from data give way to fixed ones, ten in all', () => {
    const topics = Array.from({ length: 15 }, (_, i) => ({
      id: `t${i}`,
      name: { id: `Topik ${i}`, en: `Topic ${i}` },
      description: { id: 'x', en: 'x' },
    }));
    const { effects } = begin(release, 'preferences', emptyConversation(), facts({ topics }), {
      type: 'answer',
      choice: 'late-pick',
    });
    const [send] = effects.filter((effect) => effect.type === 'send');
    const rows = send?.content.type === 'list' ? (send.content.sections[0]?.rows ?? []) : [];
    expect(rows).toHaveLength(10);
    expect(rows.at(-1)?.title).toBe('Tidak jadi');
  });

  test('ids tell flow, state, choice, value and question', () => {
    const { state } = begin(release, 'opt-in', emptyConversation(), facts());
    expect(state.stack[0]?.question?.choices[0]?.id).toBe('opt-in.question.asking.yes:info-zakat~1');
  });

  test('a tap reaches a question below and ends what lies above it', () => {
    const below = begin(release, 'welcome', emptyConversation(), facts());
    const id = below.state.stack[0]?.question?.choices[2]?.id ?? '';
    const above = begin(release, 'preferences', below.state, facts());
    const { state, effects } = advance(release, above.state, { type: 'choice', id }, facts());
    expect(state.stack.map(({ flow }) => flow)).toEqual(['handoff']);
    expect(effects.filter(({ type }) => type === 'cancelTimer')).toHaveLength(2);
  });

  test('a typed answer does not reach past a newer question', () => {
    const below = begin(release, 'opt-out', emptyConversation(), facts(), {
      type: 'intent.suspend',
      text: 'x',
      understanding: { intent: 'suspend', confidence: 1 },
    });
    const above = advance(release, below.state, { type: 'text', text: 'qwerty' }, facts());
    const { effects } = advance(release, above.state, { type: 'text', text: 'ya' }, facts());
    expect(effects.map(({ type }) => type)).toContain('openTicket');
    expect(effects.map(({ type }) => type)).not.toContain('consent');
  });

  test.each([
    ['opt-in.question.asking.yes:info-zakat~zz', true],
    ['somebody else’s payload', false],
  ])('%p is handed back unhandled (known: %p)', (id, known) => {
    const { state } = begin(release, 'welcome', emptyConversation(), facts());
    const result = advance(release, state, { type: 'choice', id }, facts());
    expect(result).toMatchObject({ handled: false, effects: [] });
    expect(result.state).toBe(state);
    expect(result.old !== undefined).toBe(known);
  });

  test('an old button without a flow of its own gets a line', () => {
    const { effects } = answerOld(
      release,
      emptyConversation(),
      { flow: 'handoff', state: 'waiting', choice: 'cancel', asked: 1 },
      facts(),
    );
    expect(effects).toMatchObject([{ type: 'send', wording: 'fallback:old-button' }]);
  });

  test('an old FAQ row still answers', () => {
    const old = { flow: 'faq', state: 'suggesting', choice: 'entry', value: 'nisab', asked: 1 };
    const { effects } = answerOld(release, emptyConversation(), old, facts());
    expect(effects).toMatchObject([
      { type: 'send', wording: 'faq:entry.nisab' },
      { type: 'noteFaq', note: { what: 'answered', entry: 'nisab' } },
    ]);
    const gone = answerOld(release, emptyConversation(), { ...old, value: 'gone' }, facts());
    expect(gone.effects).toMatchObject([{ type: 'send', wording: 'fallback:not-understood' }]);
  });
});

describe('memory', () => {
  const own = withFlow([
    'extra',
    'start:\n  ask: faq:ask\n  on:\n    text: { target: kept, actions: { remember: { city: "{{text}}" } } }\nkept:\n  always:\n    - { guard: { type: remembers, params: { key: city, value: Solo } }, target: solo }\n    - { target: start }\nsolo:\n  type: final\n  entry: { type: notify, params: { message: "from {{city}}" } }',
  ]);
  test('what is remembered is seen by guards and words of the same turn, and kept', () => {
    const { state } = start(own);
    const result = advance(own, state, { type: 'text', text: 'Solo' }, facts());
    expect(result.effects).toEqual([
      { type: 'remember', key: 'city', value: 'Solo' },
      { type: 'notify', message: 'from Solo' },
    ]);
    expect(result.state).toMatchObject({ stack: [], memory: { city: 'Solo' } });
  });
  test('the state handed in is not touched', () => {
    const { state } = start(own);
    const before = JSON.stringify(state);
    advance(own, state, { type: 'text', text: 'Solo' }, facts());
    expect(JSON.stringify(state)).toBe(before);
  });
});

test('a flow says which team a ticket is for', () => {
  const open = (params: string) =>
    start(withFlow(['extra', `start:\n  type: final\n  entry: { type: openTicket, params: ${params} }`]))
      .effects;
  expect(open('{ team: zakat }')).toEqual([{ type: 'openTicket', team: 'zakat' }]);
  expect(open('{ team: "{{holiday}}" }')).toEqual([{ type: 'openTicket' }]);
});

test('a new language speaks from the next word on', () => {
  const own = withFlow([
    'extra',
    'start:\n  type: final\n  entry: [{ say: common:agent }, { type: setLanguage, params: { language: en } }, { say: common:agent }]',
  ]);
  expect(start(own).effects).toMatchObject([
    { type: 'setLanguage', language: 'en' },
    { type: 'send', content: { body: 'Hubungi petugas\n\nTalk to an agent' } },
  ]);
});

test.each([
  ['a flow that is gone', 'gone', 'start'],
  ['a state that is gone', 'opt-in', 'asking'],
  ['a state that has others inside now', 'opt-in', 'question'],
  ['a state inside one that has none', 'opt-in', { picking: 'list' }],
])('staff changed the flows meanwhile: %s', (_, flow, snapshot) => {
  const gone = { key: 'x#1', flow, snapshot, topics: [], timers: ['x#1/t'] };
  const below = begin(release, 'welcome', emptyConversation(), facts()).state;
  const state = { ...below, stack: [...below.stack, gone] };
  const result = advance(release, state, { type: 'text', text: 'zakat fitrah' }, facts());
  expect(result).toMatchObject({
    handled: true,
    effects: expect.arrayContaining([expect.objectContaining({ wording: 'faq:entry.fitrah' })]),
  });
  expect(advance(release, { ...state, stack: [gone] }, { type: 'media' }, facts())).toEqual({
    state: { ...state, stack: [] },
    effects: [],
    handled: false,
  });
});

test('where a conversation stands', () => {
  const { state } = begin(release, 'opt-in', emptyConversation(), facts());
  expect(currentState(release, state)).toEqual({ flow: 'opt-in', value: 'question.asking' });
  expect(currentState(release, emptyConversation())).toBeUndefined();
});

test('a bubble outside of any flow', () => {
  expect(reply(release, 'handoff:agent', facts({ language: 'en' }), { agent: 'Rina' })).toEqual({
    type: 'send',
    content: { type: 'text', body: 'I am Rina, an agent at Yayasan Amanah Contoh.' },
    wording: 'handoff:agent',
    language: 'en',
  });
});

test.each(sources.flows.map(({ file, source }) => [file, source]))(
  '%s exports as plain XState',
  (_, source) => {
    const config = exportFlow(source);
    expect(JSON.parse(JSON.stringify(config))).toEqual(config);
    expect(createMachine(config as object).config.initial).toBe(config.initial);
  },
);

test('a turn costs less than a millisecond at the median', () => {
  const world = facts();
  const { state } = begin(release, 'opt-in', emptyConversation(), world);
  const times = Array.from({ length: 300 }, () => {
    const before = process.cpuUsage();
    for (let i = 0; i < 10; i += 1) advance(release, state, { type: 'text', text: 'qwerty' }, world);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 10 / 1000;
  }).sort((a, b) => a - b);
  expect(times[150]).toBeLessThan(1);
});
