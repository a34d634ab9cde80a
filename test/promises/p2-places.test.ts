import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Izin, person, quietHoursIn, TOPIC } from '../setup/izin.js';
import {
  buttonReply,
  type Customer,
  edit,
  envelope,
  form,
  listReply,
  media,
  message,
  messages,
  preference,
  reaction,
  status,
  templateButton,
  text,
  unsupported,
  wamid,
} from '../setup/meta.js';

/** What posts the opt-out of this person. `blocks`: what then stands above their topics. */
type Place = [
  name: string,
  how: (izin: Izin, customer: Required<Customer>) => Promise<number>,
  stands: 'withdrawn' | 'platform_stop' | 'suspended' | 'topic',
];

const said =
  (content: object, field = 'messages') =>
  (izin: Izin, { phone, name }: Required<Customer>) =>
    izin.from({ phone, name }, content, izin.now(), field);
const hello = (izin: Izin, who: Customer) => message(who, text('berapa nisab zakat maal?'), izin.now());

const PLACES: Place[] = [
  ['a text', said(text('BERHENTI')), 'withdrawn'],
  ['a text in English', said(text('please stop sending me these')), 'withdrawn'],
  ['the caption of an image', said(media('image', { caption: 'tolong berhenti kirim ini' })), 'withdrawn'],
  ['the caption of a video', said(media('video', { caption: 'STOP' })), 'withdrawn'],
  [
    'the caption of a document',
    said(media('document', { caption: 'unsubscribe', filename: 'a.pdf' })),
    'withdrawn',
  ],
  ['the name of a document', said(media('document', { filename: 'BERHENTI' })), 'withdrawn'],
  ['the payload of a template button', said(templateButton('optout:semua', 'Baiklah')), 'withdrawn'],
  ['the payload of one topic', said(templateButton(`optout:${TOPIC}`, 'Cukup')), 'topic'],
  ['the text of a template button', said(templateButton('x', 'Berhenti')), 'withdrawn'],
  ['the id of a button that is not ours', said(buttonReply('STOP', 'Oke')), 'withdrawn'],
  ['the title of a button', said(buttonReply('b1', 'Berhenti')), 'withdrawn'],
  ['the id of a row', said(listReply('unsubscribe', 'Lainnya')), 'withdrawn'],
  ['the title of a row', said(listReply('r1', 'Berhenti langganan')), 'withdrawn'],
  ['the description of a row', said(listReply('r1', 'Lainnya', 'berhenti langganan')), 'withdrawn'],
  ['the answer in a form', said(form({ flow_token: 't', q: { more: ['STOP'] } })), 'withdrawn'],
  ['an edited message', said(edit(text('berhenti'))), 'withdrawn'],
  ['the caption of an edited message', said(edit(media('image', { caption: 'berhenti' }))), 'withdrawn'],
  ['standby', said(text('BERHENTI'), 'standby'), 'withdrawn'],
  [
    'a kind of message that is not known',
    said({ type: 'new_kind', new_kind: { words: 'STOP' } }),
    'withdrawn',
  ],
  ['an unsupported message with words', said(unsupported({ text: { body: 'STOP' } })), 'withdrawn'],
  ['the text of an order', said({ type: 'order', order: { text: 'STOP', product_items: [] } }), 'withdrawn'],
  ['a thumb down', said(reaction('👎')), 'suspended'],
  ['words that may be a stop', said(text('spam!!')), 'suspended'],
  [
    'user_preferences',
    (izin, who) => izin.webhook(envelope(preference(who, 'stop', izin.now()))),
    'platform_stop',
  ],
  [
    'user_preferences without a phone number',
    async (izin, { bsuid, phone, name }) => {
      await izin.from({ phone, bsuid, name }, 'berapa nisab zakat maal?');
      await izin.settled();
      return izin.webhook(envelope(preference({ bsuid }, 'stop', izin.now())));
    },
    'platform_stop',
  ],
  [
    'error 131050 for a message of another program',
    (izin, { phone }) =>
      izin.webhook(envelope(status({ phone }, { wamid: wamid() }, 'failed', izin.now(), 131050))),
    'platform_stop',
  ],
  [
    'the second message of the second change of the second entry',
    (izin, { phone }) => {
      const other: Customer = { phone: '628119999999' };
      const stop = [hello(izin, { phone }), message({ phone }, text('STOP'), izin.now())];
      const first = envelope(messages(other, [hello(izin, other)]));
      const second = envelope(messages(other, [hello(izin, other)]), messages({ phone }, stop));
      return izin.webhook({ ...first, entry: [...first.entry, ...second.entry] });
    },
    'withdrawn',
  ],
  [
    'a person without a phone number',
    async (izin, { bsuid, phone, name }) => {
      await izin.from({ phone, bsuid, name }, 'berapa nisab zakat maal?');
      await izin.settled();
      return izin.from({ bsuid, name }, 'BERHENTI');
    },
    'withdrawn',
  ],
  [
    'a message of yesterday',
    (izin, who) => izin.from(who, 'BERHENTI', izin.now() - 25 * 3_600_000),
    'withdrawn',
  ],
  ['a forwarded stop', said({ ...text('BERHENTI'), context: { forwarded: true } }), 'withdrawn'],
  ['a stop in other letters', said(text('Ѕ.T.О.P')), 'withdrawn'],
];

const HOUR = 3_600_000;
const STANDS = {
  withdrawn: { blocks: ['withdrawn_all'], state: 'unsubscribed' },
  topic: { blocks: [], state: 'unsubscribed' },
  platform_stop: { blocks: ['platform_stop'], state: 'subscribed' },
  suspended: { blocks: ['suspended'], state: 'subscribed' },
};

describe('P2 an opt-out counts wherever it stands', () => {
  let izin: Izin;
  let people: Required<Customer>[];
  beforeAll(async () => {
    izin = await Izin.start({ env: { IZIN_QUIET_HOURS: quietHoursIn(10) } });
    people = await izin.subscribers(PLACES.length + 1);
    // All of them are in the broadcast before they stop, and the quiet hours keep it.
    izin.move(10.5 * HOUR);
    const id = await izin.broadcast();
    await izin.until(async () => {
      const { counts } = await izin.api<{ counts: { queued: number } }>('GET', `/broadcasts/${id}`);
      return counts.queued === people.length;
    });
    for (const [i, [, stop]] of PLACES.entries()) {
      expect(await stop(izin, people[i] ?? person(0))).toBe(200);
    }
    izin.move(HOUR);
    await izin.completed(id);
    await izin.settled();
  });
  afterAll(() => izin.stop());

  test('somebody who said nothing is written to', () => {
    expect(izin.graph.initiated(people[PLACES.length]?.phone)).toHaveLength(1);
    expect(izin.graph.initiated()).toHaveLength(1);
  });

  test.each(PLACES.map(([name, , stands], i) => [name, i, stands] as const))('%s', async (_, i, stands) => {
    const who = people[i] ?? person(0);
    expect(izin.graph.initiated(who.phone)).toHaveLength(0);
    const { blocks, topics } = await izin.stands(who);
    expect({ blocks, state: topics[TOPIC] }).toEqual(STANDS[stands]);
  });
});
