import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { everyWaiting } from '../setup/conversations.js';
import { Izin, person, TOPIC } from '../setup/izin.js';
import {
  buttonReply,
  type Customer,
  envelope,
  forwarded,
  message,
  messages,
  NUMBER,
  reaction,
  text,
} from '../setup/meta.js';

const WAITING = everyWaiting();
/** What they say after their stop. None of it brings them back. */
const AFTERWARDS: [string, object, replies: number][] = [
  ['a thank you', text('ok makasih'), 0],
  ['a question that the FAQ answers', text('berapa zakat fitrah?'), 1],
  ['a yes to nothing', text('ya'), 0],
  ['a thumb up', reaction('👍'), 0],
  ['a forwarded yes', forwarded('ya, setuju'), 1],
  ['a forwarded wish', forwarded('DAFTAR'), 1],
  ['an old yes button', buttonReply(`opt-in.question.asking.yes:${TOPIC}~1`, 'Ya, setuju'), 1],
];

let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
  // Someone who stays: a broadcast needs a reader.
  await izin.subscribers(1, 0);
});
afterAll(() => izin.stop());

const MINUTE = 60_000;
let next = 0;
async function subscriber(): Promise<Required<Customer>> {
  next += 1;
  const [one] = await izin.subscribers(1, next);
  return one ?? person(next);
}

/** Puts the conversation of this person where it waits. */
async function put(customer: Customer, state: unknown): Promise<void> {
  const { contactId } = await izin.stands(customer);
  const now = izin.now();
  await izin.store.write((tx) =>
    tx
      .insertInto('conversation')
      .values({
        contact_id: contactId,
        number_id: NUMBER,
        release: 'x',
        state: JSON.stringify(state),
        updated_at: now,
      })
      .execute(),
  );
}

test('P2 there are as many places to stop in as flows have states', () => {
  expect(WAITING.length).toBeGreaterThan(20);
});

describe('P2 BERHENTI in every state of every shipped flow', () => {
  test.each(WAITING.map(({ name, state }) => [name, state] as const))('%s', async (_, state) => {
    const who = await subscriber();
    await put(who, state);
    expect(await izin.from(who, 'BERHENTI')).toBe(200);
    await izin.settled();
    expect(await izin.stands(who)).toMatchObject({
      blocks: ['withdrawn_all'],
      topics: { [TOPIC]: 'unsubscribed' },
    });
    expect(izin.graph.to(who.phone)).toHaveLength(1);
    // A redelivered one, and one said again, are not acknowledged a second time on the same day.
    expect(await izin.from(who, 'berhenti', izin.now() + MINUTE)).toBe(200);
    await izin.settled();
    expect(izin.graph.to(who.phone)).toHaveLength(1);
  });

  test('and after all of them nobody is written to, in any broadcast, also after a restart', async () => {
    await izin.completed(await izin.broadcast('first'));
    await izin.restart();
    await izin.completed(await izin.broadcast('second'));
    expect(izin.graph.initiated().map(({ to }) => to)).toEqual([person(0).phone, person(0).phone]);
  });
});

describe('P2 after a stop', () => {
  test.each(AFTERWARDS)('%s does not bring them back', async (_, content, replies) => {
    const who = await subscriber();
    await izin.from(who, 'STOP');
    await izin.settled();
    await izin.from(who, content, izin.now() + MINUTE);
    await izin.settled();
    const { topics, blocks } = await izin.stands(who);
    expect(blocks).toEqual(['withdrawn_all']);
    expect(topics[TOPIC]).not.toBe('subscribed');
    expect(izin.graph.to(who.phone)).toHaveLength(1 + replies);
    await izin.completed(await izin.broadcast());
    expect(izin.graph.initiated(who.phone)).toHaveLength(0);
  });

  test('asking brings them back: DAFTAR, then ya', async () => {
    const who = await subscriber();
    await izin.from(who, 'STOP');
    await izin.settled();
    await izin.from(who, 'DAFTAR', izin.now() + MINUTE);
    await izin.settled();
    expect((await izin.stands(who)).topics[TOPIC]).toBe('pending');
    await izin.completed(await izin.broadcast());
    expect(izin.graph.initiated(who.phone)).toHaveLength(0);
    await izin.from(who, 'ya', izin.now() + 2 * MINUTE);
    await izin.settled();
    expect(await izin.stands(who)).toMatchObject({ blocks: [], topics: { [TOPIC]: 'subscribed' } });
    await izin.completed(await izin.broadcast());
    expect(izin.graph.initiated(who.phone)).toHaveLength(1);
    await izin.from(who, 'STOP', izin.now() + 3 * MINUTE);
    await izin.settled();
  });
});

test('P2 a stop while a person handles the chat: one confirmation, the ticket stays, and silence', async () => {
  const who = await subscriber();
  await izin.from(who, 'mau bicara dengan petugas');
  await izin.settled();
  const { contactId } = await izin.stands(who);
  const ticket = await izin.store.read
    .selectFrom('ticket')
    .select(['id', 'state'])
    .where('contact_id', '=', contactId)
    .executeTakeFirstOrThrow();
  expect(ticket.state).toBe('open');
  const before = izin.graph.to(who.phone).length;
  await izin.from(who, 'stop kirim promosi', izin.now() + MINUTE);
  await izin.settled();
  expect((await izin.stands(who)).blocks).toEqual(['withdrawn_all']);
  expect(izin.graph.to(who.phone)).toHaveLength(before + 1);
  await izin.api('POST', `/tickets/${ticket.id}/reply`, { text: 'Baik, sudah kami hentikan.' });
  await izin.settled();
  expect(izin.graph.to(who.phone)).toHaveLength(before + 2);
  await izin.completed(await izin.broadcast());
  expect(izin.graph.initiated(who.phone)).toHaveLength(0);
});

test('P2 a redelivered stop is acknowledged once', async () => {
  const who = await subscriber();
  const body = envelope(messages(who, [message(who, text('UNSUBSCRIBE'), izin.now())]));
  for (let i = 0; i < 5; i += 1) expect(await izin.webhook(body)).toBe(200);
  await izin.settled();
  expect(await izin.webhook(body)).toBe(200);
  await izin.settled();
  expect(izin.graph.to(who.phone)).toHaveLength(1);
  // It took effect once: nothing was withdrawn twice.
  const { contactId } = await izin.stands(who);
  const withdrawals = await izin.store.read
    .selectFrom('ledger')
    .select('topic')
    .where('contact_id', '=', contactId)
    .where('event', '=', 'WITHDRAW')
    .execute();
  const topics = withdrawals.map(({ topic }) => topic);
  expect(topics).toEqual([...new Set(topics)]);
  expect(topics).toContain(TOPIC);
});

test('P2 a stop repeated on another day is acknowledged again', async () => {
  const who = await subscriber();
  await izin.from(who, 'STOP');
  await izin.settled();
  izin.move(25 * 60 * MINUTE);
  await izin.from(who, 'STOP');
  await izin.settled();
  izin.move(-25 * 60 * MINUTE);
  expect(izin.graph.to(who.phone)).toHaveLength(2);
});

test('P2 several stops of one turn get one confirmation', async () => {
  const who = await subscriber();
  const at = izin.now();
  const list = ['STOP', 'berhenti!', 'jangan kirim lagi'].map((words) => message(who, text(words), at));
  await izin.webhook(envelope(messages(who, list)));
  await izin.settled();
  expect(izin.graph.to(who.phone)).toHaveLength(1);
});

test.each([text('spam!!'), reaction('👎'), text('ganggu banget sih')])(
  'P2 a doubt after the stop holds a yes that is older than it and comes late (%#)',
  async (doubt) => {
    const who = await subscriber();
    const at = izin.now() - 10 * MINUTE;
    const says = async (content: object, minute: number) => {
      expect(await izin.from(who, content, at + minute * MINUTE)).toBe(200);
      await izin.hurried();
    };
    await says(text('STOP'), 1);
    await says(text('DAFTAR'), 2);
    await says(doubt, 4);
    await says(buttonReply(`opt-in.question.asking.yes:${TOPIC}~1`, 'Ya, setuju'), 3);
    await izin.completed(await izin.broadcast());
    expect(izin.graph.initiated(who.phone)).toHaveLength(0);
    expect(await izin.stands(who)).toMatchObject({ blocks: expect.arrayContaining(['suspended']) });
  },
);

test('P2 a no after the stop holds a yes that is older than it and comes late', async () => {
  const who = await subscriber();
  const at = izin.now() - 10 * MINUTE;
  const says = async (content: object, minute: number) => {
    expect(await izin.from(who, content, at + minute * MINUTE)).toBe(200);
    await izin.hurried();
  };
  const tap = (answer: string) => buttonReply(`opt-in.question.asking.${answer}:${TOPIC}~1`, answer);
  await says(text('DAFTAR'), 0);
  await says(text('STOP'), 1);
  await says(tap('no'), 4);
  await says(text('DAFTAR'), 2);
  await says(tap('yes'), 3);
  expect((await izin.stands(who)).topics[TOPIC]).not.toBe('subscribed');
});

test('P2 not as a retry: what failed before the stop never goes again', async () => {
  const who = await subscriber();
  izin.graph.fate = (sent) =>
    sent.template === undefined ? { kind: 'accept' } : { kind: 'error', code: 131049 };
  const id = await izin.broadcast();
  await izin.until(() => izin.graph.initiated(who.phone).length === 1);
  izin.graph.fate = () => ({ kind: 'accept' });
  await izin.from(who, 'STOP');
  await izin.settled();
  izin.move(26 * 60 * MINUTE);
  await izin.completed(id);
  izin.move(-26 * 60 * MINUTE);
  expect(izin.graph.initiated(who.phone)).toHaveLength(1);
});

describe('P2 a stop ends the questions that are open', () => {
  test.each(AFTERWARDS)('asked and stopped, then %s: nothing is asked again', async (_what, content) => {
    next += 1;
    const who = person(next);
    for (const words of ['DAFTAR', 'BERHENTI']) {
      await izin.from(who, words);
      await izin.hurried();
    }
    const before = izin.graph.to(who.phone).length;
    for (const what of [content, text('ya'), text('ya')]) {
      await izin.from(who, what);
      await izin.hurried();
    }
    const stands = await izin.stands(who);
    if (!/button/.test(_what)) {
      expect(stands.topics[TOPIC]).toBe('unsubscribed');
      expect(stands.blocks).toContain('withdrawn_all');
      const buttons = izin.graph
        .to(who.phone)
        .slice(before)
        .filter(({ body }) => /opt-in/.test(JSON.stringify(body)));
      expect(buttons).toEqual([]);
    }
  });

  test('a stop of one topic leaves the question about another open', async () => {
    next += 1;
    const who = person(next);
    for (const words of ['DAFTAR', 'stop laporan penyaluran', 'ya']) {
      await izin.from(who, words);
      await izin.hurried();
    }
    expect((await izin.stands(who)).topics).toMatchObject({
      [TOPIC]: 'subscribed',
      'laporan-penyaluran': 'unsubscribed',
    });
  });
});
