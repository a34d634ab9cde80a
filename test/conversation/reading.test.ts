import { describe, expect, test } from '@jest/globals';
import {
  answerable,
  answeredAt,
  causeOf,
  granted,
  type Heard,
  type StopsKnown,
} from '../../src/conversation/heard.js';
import { isCloser, isOpener } from '../../src/conversation/openers.js';
import { type Reading, readMessageOf } from '../../src/conversation/reading.js';
import type { Effect } from '../../src/flows/index.js';
import { readMessage } from '../../src/whatsapp/inbound.js';
import { readWebhook } from '../../src/whatsapp/webhook.js';
import {
  buttonReply,
  envelope,
  form,
  forwarded,
  media,
  message,
  messages,
  reaction,
  templateButton,
  text,
  unsupported,
} from '../setup/meta.js';

const WHO = { phone: '628111000001' };
const AT = Date.UTC(2026, 10, 22);
const heardOf = (content: object, at = AT) => {
  const [item] = readWebhook(envelope(messages(WHO, [message(WHO, content, at)])), AT).items;
  if (!item) throw new Error('nothing');
  return { item, message: readMessage(item) };
};
const read = (content: object, afterBroadcast = false): Reading =>
  readMessageOf(heardOf(content).message, { afterBroadcast, question: false, topicIds: ['info-zakat'] });

describe('a message is read as', () => {
  test.each<[string, object, object]>([
    ['a stop', text('BERHENTI'), { kind: 'stop', topics: null }],
    ['a forwarded stop', forwarded('BERHENTI'), { kind: 'stop' }],
    [
      'a stop of one topic',
      templateButton('optout:info-zakat', 'x'),
      { kind: 'stop', topics: ['info-zakat'] },
    ],
    ['a stop of a topic that is gone', templateButton('optout:old', 'x'), { kind: 'stop', topics: null }],
    ['a doubt', text('spam!!'), { kind: 'doubt' }],
    [
      'a tap',
      buttonReply('opt-in.question.asking.yes~1', 'Ya, setuju'),
      { kind: 'tap', title: 'Ya, setuju' },
    ],
    ['a tap whose title asks to stop', buttonReply('a.b.c~1', 'Berhenti'), { kind: 'stop' }],
    ['DAFTAR', text('DAFTAR'), { kind: 'wish', flow: 'opt-in', urgent: true }],
    ['a forwarded DAFTAR', forwarded('DAFTAR'), { kind: 'say', forwarded: true }],
    ['a wish in a sentence', text('saya mau bicara dengan petugas dong'), { kind: 'wish', flow: 'handoff' }],
    ['their data', text('data saya'), { kind: 'wish', flow: 'data-rights' }],
    ['a question', text('berapa zakat fitrah?'), { kind: 'say', forwarded: false }],
    ['a picture', media('image'), { kind: 'send', event: { type: 'media', kind: 'image' } }],
    ['a caption', media('image', { caption: 'ini buktinya ya kak' }), { kind: 'say' }],
    [
      'a place',
      { type: 'location', location: { latitude: 1, longitude: 2 } },
      { kind: 'send', event: { type: 'location', place: '1, 2' } },
    ],
    [
      'a place with a name',
      { type: 'location', location: { latitude: 1, longitude: 2, name: 'Masjid Agung' } },
      { kind: 'send', event: { type: 'location', place: 'Masjid Agung' } },
    ],
    [
      'an order',
      { type: 'order', order: { product_items: [{ product_retailer_id: 'a', quantity: 2 }] } },
      { kind: 'send', event: { type: 'order', items: 2 } },
    ],
    ['no card at all', { type: 'contacts', contacts: [] }, { kind: 'send', event: { type: 'contact' } }],
    [
      'a card',
      { type: 'contacts', contacts: [{ name: { formatted_name: 'Budi' }, phones: [{ phone: '+62 811' }] }] },
      { kind: 'send', event: { type: 'contact', name: 'Budi', phone: '+62 811' } },
    ],
    [
      'a form',
      form({ date: '2026-05-04', people: 3, halal: true, more: { x: 1 }, flow_token: 'visit' }),
      { kind: 'send', event: { type: 'form', answers: { date: '2026-05-04', people: 3, halal: true } } },
    ],
    ['what cannot be read', unsupported(), { kind: 'unreadable' }],
    ['a thumb up', reaction('👍'), { kind: 'nothing' }],
  ])('%s', (_, content, reading) => expect(read(content)).toMatchObject(reading));

  test('a bare "ga usah" is a doubt after a broadcast only', () => {
    expect(read(text('ga usah'), true).kind).toBe('doubt');
    expect(read(text('ga usah')).kind).toBe('say');
  });
});

describe('openers and closers', () => {
  test.each<[string, boolean, boolean]>([
    ['P', true, false],
    ['kak', true, true],
    ['assalamualaikum', true, false],
    ['mau tanya', true, false],
    ['terima kasih banyak kak', false, true],
    ['ok makasih', false, true],
    ['mau tanya soal zakat', false, false],
    ['', false, false],
    ['halo halo halo halo halo halo halo halo halo', false, false],
  ])('"%s": opener %p, closer %p', (words, opener, closer) => {
    expect(isOpener(words)).toBe(opener);
    expect(isCloser(words)).toBe(closer);
  });
});

describe('what of a turn is answered', () => {
  const heard = (content: object, second = 0): Heard => {
    const { item, message: said } = heardOf(content, AT + second * 1000);
    const event = { ...item, id: second, contactId: null, receivedAt: AT, readyAt: AT, attempts: 0 } as const;
    const reading = readMessageOf(said, { afterBroadcast: false, question: false, topicIds: [] });
    return { event, message: said, reading } as Heard;
  };
  const words = (list: Heard[]) =>
    list.map(({ reading }) => ('text' in reading ? reading.text : reading.kind));

  test.each<[string, [object, number][], string[]]>([
    [
      'lines of plain words as one',
      [
        [text('zakat fitrah'), 0],
        [text('berapa ya?'), 1],
      ],
      ['zakat fitrah\nberapa ya?'],
    ],
    [
      'no greeting beside a question',
      [
        [text('halo'), 0],
        [text('zakat fitrah berapa?'), 1],
      ],
      ['zakat fitrah berapa?'],
    ],
    ['a greeting alone', [[text('halo'), 0]], ['halo']],
    [
      'a tap between words',
      [
        [text('zakat apa'), 0],
        [buttonReply('a.b.c~1', 'Lain'), 1],
        [text('infaq apa'), 2],
      ],
      ['zakat apa', 'tap', 'infaq apa'],
    ],
  ])('%s', (_, said, answered) => {
    expect(
      words(
        answerable(
          said.map(([content, second]) => heard(content, second)),
          [],
        ),
      ),
    ).toEqual(answered);
  });

  test('nothing that came before a stop; of one second, by the order of arrival', () => {
    const arrived = (said: string, second: number, id: number) => {
      const one = heard(text(said), second);
      return { ...one, event: { ...one.event, id } };
    };
    const stop = arrived('BERHENTI', 1, 3);
    const said = [
      arrived('zakat dulu', 0, 9),
      arrived('zakat sama', 1, 2),
      stop,
      arrived('zakat lalu', 1, 4),
      arrived('zakat lagi', 2, 1),
    ];
    expect(words(answerable(said, [stop]))).toEqual(['zakat lalu\nzakat lagi']);
    expect(words(answerable(said, [stop, arrived('STOP', 1, 5)]))).toEqual(['zakat lagi']);
  });

  test.each<[string, number | null, number]>([
    ['no stop', null, AT],
    ['a stop of the same second', AT, AT + 1],
    ['a stop by staff, within that second', AT + 400, AT + 401],
    ['a stop of the second before', AT - 1, AT],
    ['a stop that came later', AT + 1000, AT],
  ])('when they wrote what is answered: %s', (_, since, at) => {
    const nowhere: StopsKnown = { topics: new Map(), blocks: new Map() };
    const stop = { state: 'unsubscribed', since: since ?? 0, until: null } as const;
    const ofAll: StopsKnown = {
      ...nowhere,
      blocks: new Map(since === null ? [] : [['withdrawn_all', stop]]),
    };
    const ofOne: StopsKnown = { ...nowhere, topics: new Map(since === null ? [] : [['info-zakat', stop]]) };
    expect(answeredAt(heard(text('zakat')), ofAll)).toBe(at);
    expect(answeredAt(heard(text('zakat')), ofOne)).toBe(at);
  });

  test('a forwarded yes grants nothing; a stop in it counts', () => {
    const effects = (['REQUEST', 'CONFIRM', 'CLEAR', 'DECLINE', 'WITHDRAW'] as const).map(
      (event): Effect => ({ type: 'consent', event, topics: 'all' }),
    );
    const kept = (content: object) =>
      granted(effects, heardOf(content).message).map((effect) => ('event' in effect ? effect.event : ''));
    expect(kept(forwarded('ya'))).toEqual(['DECLINE', 'WITHDRAW']);
    expect(kept(text('ya'))).toHaveLength(5);
  });

  test.each<[string, object, string]>([
    ['a tap', buttonReply('a.b.c~1', 'Ya'), 'button'],
    ['a keyword', text('DAFTAR'), 'keyword'],
    ['words', text('berapa zakat?'), 'text'],
  ])('the source of %s', (_, content, source) => {
    const one = heard(content);
    expect(causeOf(one)).toMatchObject({
      source,
      at: AT,
      basis: { kind: 'reply', at: AT },
      evidence: { event: one.event.key, message: one.message.id },
    });
  });
});
