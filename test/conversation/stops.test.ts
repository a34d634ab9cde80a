import { describe, expect, test } from '@jest/globals';
import { carriesStop, mayBeStop } from '../../src/conversation/stops.js';
import { advance } from '../../src/flows/index.js';
import { readWebhook, type WebhookItem } from '../../src/whatsapp/webhook.js';
import { facts, release } from '../flows/shipped.js';
import { everyWaiting } from '../setup/conversations.js';
import { buttonReply, envelope, message, messages, preference, status, text } from '../setup/meta.js';

const WHO = { phone: '628111000001' };
const AT = Date.UTC(2026, 10, 22);
const item = (change: object): WebhookItem => {
  const [first] = readWebhook(envelope(change), AT).items;
  if (!first) throw new Error('nothing in it');
  return first;
};
const ofMessage = (content: object) => item(messages(WHO, [message(WHO, content, AT)]));

describe('P2 what may ask to stop is held', () => {
  test.each<[string, boolean]>([
    ['BERHENTI', true],
    ['optout:info-zakat', true],
    ['tolong jangan kirim pesan seperti ini lagi ke nomor saya', true],
    ['please take me off this list, I never signed up for it', true],
    ['spam banget sih ini, siapa yang kasih nomor saya ke kalian', true],
    ['mohon maaf, yayasan dapat nomor saya dari mana ya', true],
    // Short words may answer a question of ours.
    ['2', true],
    ['Info zakat', true],
    ['opt-out.unclear.yes~1', true],
    ['berapa nisab zakat maal untuk tahun ini menurut lembaga Anda', false],
    ['assalamualaikum, saya mau menanyakan jadwal penyaluran bulan depan', false],
  ])('%s: %s', (words, held) => expect(mayBeStop(words)).toBe(held));

  const stops = everyWaiting().flatMap(({ name, state }) =>
    state.stack
      .flatMap(({ question }) => question?.choices ?? [])
      .filter(({ id, title }) =>
        [{}, { consents: { 'info-zakat': 'subscribed' as const } }].some((changes) =>
          advance(release, state, { type: 'choice', id, title }, facts(changes)).effects.some(
            (effect) =>
              effect.type === 'consent' && ['WITHDRAW', 'DECLINE', 'SUSPEND'].includes(effect.event),
          ),
        ),
      )
      .map(({ id, title }) => [`${name}: ${title}`, id, title] as const),
  );

  test('there are choices of shipped flows that stop something', () => {
    expect(stops.length).toBeGreaterThan(5);
  });

  test.each(stops)('%s', (_, id, title) => {
    expect(carriesStop(ofMessage(buttonReply(id, title)))).toBe(true);
    expect(carriesStop(ofMessage(text(title)))).toBe(true);
  });
});

describe('other events', () => {
  const failed = (code: number) => item(status(WHO, { wamid: 'wamid.1' }, 'failed', AT, code));
  test.each<[string, WebhookItem, boolean]>([
    ['a stop in the settings of WhatsApp', item(preference(WHO, 'stop', AT)), true],
    ['a resume', item(preference(WHO, 'resume', AT)), false],
    ['error 131050', failed(131050), true],
    ['error 131049', failed(131049), false],
    ['a delivery', item(status(WHO, { wamid: 'wamid.1' }, 'delivered', AT)), false],
    ['a place', ofMessage({ type: 'location', location: { latitude: 1, longitude: 2 } }), false],
    ['the account', item({ field: 'account_review_update', value: { decision: 'APPROVED' } }), false],
  ])('%s', (_, event, held) => expect(carriesStop(event)).toBe(held));
});
