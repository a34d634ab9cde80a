import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { decide } from '../../src/conversation/decide.js';
import { answerable, type Heard } from '../../src/conversation/heard.js';
import { type Reading, readMessageOf } from '../../src/conversation/reading.js';
import { readSources } from '../../src/flows/files.js';
import { type ConversationState, createRelease, type Release } from '../../src/flows/index.js';
import type { InboundMessage } from '../../src/whatsapp/inbound.js';
import { facts, release as zakat } from '../flows/shipped.js';
import { everyWaiting } from '../setup/conversations.js';
import { ROOT } from '../setup/izin.js';

const SHOP = join(ROOT, 'examples/shop');
const shop = createRelease('shop', await readSources(join(SHOP, 'flows'), join(SHOP, 'locales')), []);

const message = (more: object) =>
  ({ texts: [], forwarded: false, at: 0, ...more }) as unknown as InboundMessage;
const text = (words: string) => message({ type: 'text', text: words, texts: [words] });
const media = (kind: string) => message({ type: 'media', media: { kind } });
const button = (choiceId: string) =>
  message({ type: 'choice', choiceId, texts: [choiceId, 'Lama'], text: 'Lama' });

const ANYTHING: [string, InboundMessage][] = [
  ['gibberish', text('asdf qwer zxcv')],
  ['a single letter', text('P')],
  ['nothing but spaces', text('   ')],
  ['an empty text', text('')],
  ['a text that WhatsApp sent without its words', message({ type: 'text' })],
  ['emoji alone', text('😀😀')],
  ['4,096 characters', text('panjang sekali '.repeat(300).slice(0, 4096))],
  ['braces', text('{{org}} {{fact.situs}} $& %s')],
  ['a number', text('7')],
  ['a sticker', media('sticker')],
  ['a voice note', media('audio')],
  ['a photo', media('image')],
  ['a place', message({ type: 'location', location: { latitude: -6.2, longitude: 106.8 } })],
  ['a contact card', message({ type: 'contacts', contacts: [] })],
  ['an empty cart', message({ type: 'order', order: { items: [] } })],
  ['what WhatsApp cannot show', message({ type: 'unsupported' })],
  ['an old button', button('opt-in.question.asking.yes:info-zakat~zz')],
  ['an old button of a flow that is gone', button('promo.start.yes~1')],
  ['a button of nobody', button('who knows')],
];

const isWithPeople = ({ stack }: ConversationState) => stack.some(({ flow }) => flow === 'handoff');
const worldOf = (state: ConversationState) => facts(isWithPeople(state) ? { ticket: { position: 1 } } : {});

function answer(release: Release, state: ConversationState, said: InboundMessage) {
  const question = state.stack.at(-1)?.question !== undefined;
  const world = worldOf(state);
  const ticket = world.ticket !== undefined;
  const reading: Reading = readMessageOf(said, {
    afterBroadcast: false,
    question,
    ticket,
    topicIds: [],
    topics: world.topics,
  });
  return decide(release, state, reading, world);
}

describe.each([
  ['the zakat institution', zakat],
  ['the shop', shop],
] as const)('%s', (_, release) => {
  const waiting = everyWaiting(release);

  test('waits in many places', () => {
    expect(waiting.length).toBeGreaterThan(15);
  });

  test.each(ANYTHING)('%s is answered once, wherever it comes', (_name, said) => {
    for (const { name, state } of waiting) {
      const { effects } = answer(release, state, said);
      const sends = effects.filter(({ type }) => type === 'send');
      // A person reads along: the bot keeps out of it.
      const expected = isWithPeople(state) ? 0 : 1;
      expect([name, sends.length]).toEqual([
        name,
        sends.length <= 1 && isWithPeople(state) ? sends.length : expected,
      ]);
      expect(JSON.stringify(sends)).not.toMatch(/undefined|\[object|"body":""/);
    }
  });

  test('five quick bubbles at once are answered once, wherever they come', () => {
    const bubbles = ['kak', 'mau tanya', 'asdf qwer', 'zxcv', 'ya gimana'];
    for (const { name, state } of waiting) {
      const world = worldOf(state);
      const question = state.stack.at(-1)?.question !== undefined;
      const heard = bubbles.map((words) => {
        const said = text(words);
        const ticket = world.ticket !== undefined;
        const context = { afterBroadcast: false, question, ticket, topicIds: [], topics: world.topics };
        return { message: said, reading: readMessageOf(said, context) } as Heard;
      });
      // One after the other, as the turn does, each on what the one before has left.
      let now = state;
      let sends = 0;
      for (const one of answerable(heard, [])) {
        const result = decide(release, now, one.reading, world);
        sends += result.effects.filter(({ type }) => type === 'send').length;
        now = result.state;
      }
      expect([name, sends]).toEqual([name, isWithPeople(state) ? Math.min(sends, 1) : 1]);
    }
  });

  test.each([
    ['BERHENTI', 'id'],
    ['STOP', 'en'],
  ])('%s stops, wherever it comes', (word) => {
    for (const { name, state } of waiting) {
      const { effects } = answer(release, state, text(word));
      const sends = effects.flatMap((effect) => (effect.type === 'send' ? effect.wording : []));
      expect([name, sends]).toEqual([name, ['consent:stopped']]);
    }
  });

  test.each(['PETUGAS', 'admin', 'Min', 'CS', 'orang', 'mau bicara dengan orang', 'AGENT'])(
    '%s reaches a person',
    (word) => {
      for (const { name, state } of waiting.filter((one) => !isWithPeople(one.state))) {
        const { effects } = answer(release, state, text(word));
        expect([name, effects.map(({ type }) => type)]).toEqual([
          name,
          expect.arrayContaining(['openTicket']),
        ]);
      }
    },
  );

  test.each(['ENGLISH', 'BAHASA', 'in English please'])('%s changes the language', (word) => {
    for (const { name, state } of waiting.filter((one) => !isWithPeople(one.state))) {
      const { effects } = answer(release, state, text(word));
      expect([name, effects.map(({ type }) => type)]).toEqual([
        name,
        expect.arrayContaining(['setLanguage']),
      ]);
    }
  });
});
