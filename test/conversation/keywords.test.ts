import { expect, test } from '@jest/globals';
import { decide } from '../../src/conversation/decide.js';
import { readMessageOf } from '../../src/conversation/reading.js';
import { type ConversationState, emptyConversation, type Facts } from '../../src/flows/index.js';
import type { InboundMessage } from '../../src/whatsapp/inbound.js';
import { facts, release } from '../flows/shipped.js';

const CONTEXT = { afterBroadcast: true, question: false, topicIds: ['info-zakat'] };
const hear = (
  text: string,
  {
    type = 'text',
    state = emptyConversation(),
    world = {},
  }: { type?: string; state?: ConversationState; world?: Partial<Facts> } = {},
  forwarded = false,
) => {
  const message = { type, text, texts: [text], forwarded } as unknown as InboundMessage;
  return decide(release, state, readMessageOf(message, CONTEXT), facts(world));
};
const flowsOf = ({ state }: ReturnType<typeof hear>) => state.stack.map(({ flow }) => flow);

test('the button of the Ramadan campaign opens the calculator', () => {
  expect(flowsOf(hear('Hitung zakat', { type: 'button' }))).toEqual(['zakat']);
  expect(flowsOf(hear('Calculate zakat', { type: 'button', world: { language: 'en' } }))).toEqual(['zakat']);
});

test('a keyword begins its flow from within another one', () => {
  const { state } = hear('halo');
  expect(flowsOf(hear('sudah transfer kak', { state })).at(-1)).toBe('donation');
});

test('what is offered under that very name is meant first', () => {
  const { state } = hear('hitung zakat');
  expect(flowsOf(hear('fitrah', { state }))).toEqual(['zakat']);
  expect(JSON.stringify(hear('fitrah', { state }).state.stack)).toContain('"fitrah":"asking"');
});

test('what somebody else wrote begins nothing, and with an agent the bot keeps out of it', () => {
  expect(flowsOf(hear('hitung zakat', {}, true))).not.toContain('zakat');
  expect(flowsOf(hear('hitung zakat', { world: { ticket: { position: 1 } } }))).toEqual([]);
});
