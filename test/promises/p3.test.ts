import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { sql } from 'kysely';
import { Izin, person, TOPIC } from '../setup/izin.js';
import { type Customer, envelope, message, messages, preference, text } from '../setup/meta.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
let izin: Izin;
beforeAll(async () => {
  izin = await Izin.start();
});
afterAll(() => izin.stop());

let next = 1000;
const somebody = () => {
  next += 1;
  return person(next);
};
const said = (who: Customer, words: string, at = izin.now()) =>
  envelope(messages(who, [message(who, text(words), at)]));

describe('P3 a database that is away', () => {
  test('is answered with 503, and the redelivery is taken when it is back', async () => {
    const other = new BetterSqlite3(join(izin.dataDir, 'izin.db'));
    const stop = said(somebody(), 'BERHENTI');
    const who = somebody();
    const ask = said(who, 'DAFTAR');
    other.exec('begin immediate');
    try {
      expect(await izin.webhook(stop)).toBe(503);
      expect(await izin.webhook(ask)).toBe(503);
    } finally {
      other.exec('rollback');
      other.close();
    }
    expect(await izin.webhook(ask)).toBe(200);
    expect(await izin.webhook(stop)).toBe(200);
    await izin.settled();
    expect((await izin.stands(who)).topics[TOPIC]).toBe('pending');
  });

  test('counts no try against the events that wait for it', async () => {
    const who = somebody();
    const other = new BetterSqlite3(join(izin.dataDir, 'izin.db'));
    expect(await izin.webhook(said(who, 'DAFTAR'))).toBe(200);
    other.exec('begin immediate');
    await new Promise((later) => setTimeout(later, 1500));
    other.exec('rollback');
    other.close();
    await izin.settled();
    const { rows } = await sql<{ attempts: number }>`select max(attempts) attempts from event`.execute(
      izin.store.read,
    );
    expect(rows[0]?.attempts).toBe(0);
    expect((await izin.stands(who)).topics[TOPIC]).toBe('pending');
  });
});

describe('P3 an event whose turn throws', () => {
  test('writes nothing, is tried later and later, is set aside, holds on, and spoils nothing else', async () => {
    const [who] = await izin.subscribers(1, 1);
    const [other] = await izin.subscribers(1, 2);
    if (!who || !other) throw new Error('nobody');
    await izin.store.write((tx) =>
      sql`create trigger poison before insert on ledger
        when new.contact_id = (select contact_id from identity where value = ${sql.lit(who.phone)})
        begin select raise(abort, 'poisoned'); end`.execute(tx),
    );
    expect(await izin.from(who, 'tolong BERHENTI kirim pesan')).toBe(200);
    const failing = async () =>
      izin.store.read
        .selectFrom('event')
        .select(['id', 'key', 'state', 'attempts', 'error', 'ready_at'])
        .where('attempts', '>', 0)
        .executeTakeFirst();
    const waits: number[] = [];
    for (let tried = 1; tried <= 5; tried += 1) {
      const event = await izin.until(async () => {
        const found = await failing();
        return found?.attempts === tried ? found : undefined;
      });
      waits.push(Math.round((event.ready_at - izin.now()) / 1000));
      expect(event.state).toBe(tried < 5 ? 'pending' : 'failed');
      if (tried === 2) {
        // Nothing of the turn was written, and what they say next is answered.
        expect(izin.graph.to(who.phone)).toHaveLength(0);
        expect((await izin.stands(who)).topics[TOPIC]).toBe('subscribed');
        await izin.from(who, 'berapa zakat fitrah?');
        await izin.until(() => izin.graph.to(who.phone).length === 1);
      }
      izin.move(Math.max(0, event.ready_at - izin.now()) + 50);
    }
    expect(waits.slice(0, 4).map((wait, i) => Math.abs(wait - 4 ** i) <= 1)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    const { items } = await izin.api<{ items: { id: number; error: string }[] }>('GET', '/failed-events');
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items)).not.toContain(who.phone);
    // The hold stays: no broadcast to them, and nobody else waits for that.
    const id = await izin.broadcast();
    await izin.completed(id);
    expect(izin.graph.initiated(who.phone)).toHaveLength(0);
    expect(izin.graph.initiated(other.phone)).toHaveLength(1);
    const { items: recipients } = await izin.api<{ items: { reason: string }[] }>(
      'GET',
      `/broadcasts/${id}/recipients?status=refused`,
    );
    expect(recipients.map(({ reason }) => reason)).toEqual(['suspended']);
    await izin.store.write((tx) => sql`drop trigger poison`.execute(tx));
    // Tried again once that is mended, the stop takes effect, and its hold goes with it.
    const event = items[0]?.id;
    const retry = () => izin.api('POST', `/failed-events/${event}/retry`);
    expect(await retry()).toEqual({ id: event, state: 'pending' });
    await izin.settled();
    expect(await izin.stands(who)).toMatchObject({ blocks: ['withdrawn_all'] });
    expect(await izin.api('GET', '/failed-events')).toMatchObject({ items: [] });
    expect(await izin.store.read.selectFrom('hold').selectAll().execute()).toEqual([]);
    expect(await retry()).toEqual({ id: event, state: 'done' });
  });

  test('P2 fails again when it is tried again: it is set aside again, and still held', async () => {
    const [who] = await izin.subscribers(1, 4);
    if (!who) throw new Error('nobody');
    await izin.store.write((tx) =>
      sql`create trigger poison before insert on ledger
        when new.contact_id = (select contact_id from identity where value = ${sql.lit(who.phone)})
        begin select raise(abort, 'poisoned'); end`.execute(tx),
    );
    await izin.from(who, 'BERHENTI');
    const event = async () =>
      izin.store.read
        .selectFrom('event')
        .select(['id', 'state', 'ready_at'])
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow();
    const setAside = () =>
      izin.until(async () => {
        const { state, ready_at } = await event();
        if (state === 'pending') izin.move(Math.max(0, ready_at - izin.now()) + 50);
        return state === 'failed';
      }, 15_000);
    await setAside();
    expect(await izin.api('POST', `/failed-events/${(await event()).id}/retry`)).toMatchObject({
      state: 'pending',
    });
    await setAside();
    const id = await izin.broadcast();
    await izin.completed(id);
    expect(izin.graph.initiated(who.phone)).toHaveLength(0);
    // Neither does the end of its time in the inbox let anybody through.
    await izin.store.write((tx) => tx.deleteFrom('event').where('state', '=', 'failed').execute());
    const next = await izin.broadcast();
    await izin.completed(next);
    expect(izin.graph.initiated(who.phone)).toHaveLength(0);
    await izin.store.write((tx) => sql`drop trigger poison`.execute(tx));
  });
});

describe('P3 late, repeated and shuffled', () => {
  test('a wish and a yes of the day before yesterday subscribe nobody', async () => {
    const who = somebody();
    const at = izin.now() - 48 * HOUR;
    await izin.webhook(said(who, 'DAFTAR', at));
    await izin.hurried();
    await izin.webhook(said(who, 'ya', at + MINUTE));
    await izin.hurried();
    expect((await izin.stands(who)).topics[TOPIC]).not.toBe('subscribed');
    expect(izin.graph.to(who.phone)).toHaveLength(0);
  });

  test('a stop of the same second as the yes wins', async () => {
    const who = somebody();
    const at = Math.floor(izin.now() / 1000) * 1000 - MINUTE;
    await izin.webhook(said(who, 'DAFTAR', at));
    await izin.settled();
    const both = ['ya', 'BERHENTI'].map((words) => message(who, text(words), at + 5000));
    await izin.webhook(envelope(messages(who, both)));
    await izin.settled();
    expect(await izin.stands(who)).toMatchObject({ blocks: ['withdrawn_all'] });
    expect((await izin.stands(who)).topics[TOPIC]).not.toBe('subscribed');
  });

  /** What a customer does, and when by their own clock; `gap` seconds after the act before. */
  type Act = { what: 'ask' | 'yes' | 'no' | 'stop' | 'platform stop' | 'platform resume'; gap: number };
  const WORDS = { ask: 'DAFTAR', yes: 'ya', no: 'tidak', stop: 'BERHENTI' } as const;
  const acts = fc.array(
    fc.record({
      what: fc.constantFrom<Act['what']>(
        'ask',
        'ask',
        'yes',
        'yes',
        'no',
        'stop',
        'platform stop',
        'platform resume',
      ),
      gap: fc.integer({ min: 0, max: 3 }),
    }),
    { minLength: 1, maxLength: 8 },
  );

  /** Whether these acts, in the order of their own time, end with a subscription: a model of its own. */
  function subscribedBy(list: { what: Act['what']; at: number }[]): boolean {
    let asked: number | null = null;
    let subscribed = false;
    let stopped = Number.NEGATIVE_INFINITY;
    for (const { what, at } of list) {
      if (what === 'stop') {
        stopped = at;
        subscribed = false;
        asked = null;
      } else if (what === 'ask' && at > stopped && !subscribed) asked = at;
      else if (what === 'yes' && asked !== null && at > stopped) {
        subscribed = true;
        asked = null;
      } else if (what === 'no' && asked !== null) asked = null;
    }
    return subscribed;
  }

  const play = async (who: Required<Customer>, list: Act[], order: number[], pauses: boolean[]) => {
    let at = Math.floor(izin.now() / 1000) * 1000 - 10 * MINUTE;
    const timed = list.map(({ what, gap }) => {
      at += gap * 1000;
      return { what, at };
    });
    const bodies = timed.map(({ what, at: when }) =>
      what === 'platform stop' || what === 'platform resume'
        ? envelope(preference(who, what === 'platform stop' ? 'stop' : 'resume', when))
        : said(who, WORDS[what], when),
    );
    for (const [i, which] of order.entries()) {
      expect(await izin.webhook(bodies[which % bodies.length] ?? {})).toBe(200);
      if (pauses[i % pauses.length]) await izin.hurried();
    }
    // Meta delivers all of it in the end.
    for (const body of bodies) expect(await izin.webhook(body)).toBe(200);
    await izin.hurried();
    return timed;
  };
  const ledgerOf = async (contactId: string) =>
    izin.store.read
      .selectFrom('ledger')
      .select(['event', 'topic', 'at', 'effect', 'evidence', 'actor'])
      .where('contact_id', '=', contactId)
      .orderBy('seq')
      .execute();

  test('whatever the order, nobody is subscribed without a yes that is newer than every stop', async () => {
    await fc.assert(
      fc.asyncProperty(
        acts,
        fc.array(fc.nat(30), { maxLength: 12 }),
        fc.array(fc.boolean(), { minLength: 1, maxLength: 4 }),
        async (list, order, pauses) => {
          const who = somebody();
          const timed = await play(who, list, order, pauses);
          const { topics, blocks, contactId } = await izin.stands(who);
          const latest = (what: Act['what']) =>
            Math.max(
              ...timed.filter((act) => act.what === what).map((act) => act.at),
              Number.NEGATIVE_INFINITY,
            );
          if (topics[TOPIC] === 'subscribed') {
            expect(latest('yes')).toBeGreaterThan(latest('stop'));
            expect(latest('ask')).toBeGreaterThan(Number.NEGATIVE_INFINITY);
            expect(blocks).not.toContain('withdrawn_all');
          }
          // WhatsApp's own stop: the later one counts, on a tie the stop.
          const stopped = latest('platform stop');
          expect(blocks.includes('platform_stop')).toBe(
            stopped > Number.NEGATIVE_INFINITY && stopped >= latest('platform resume'),
          );
          // Each event took effect once: no two records of one event say the same.
          const ledger = await ledgerOf(contactId);
          const effects = ledger
            .filter(({ effect }) => effect === 1)
            .map(
              ({ event, topic, evidence }) => `${event} ${topic} ${JSON.parse(evidence ?? '{}').event ?? ''}`,
            );
          expect(new Set(effects).size).toBe(effects.length);
          for (const one of ledger) if (one.event === 'CONFIRM') expect(one.actor).toBe('customer');
        },
      ),
      { numRuns: 40 },
    );
  }, 120_000);

  test('in their own order, each answered before the next, they end where the model ends', async () => {
    await fc.assert(
      fc.asyncProperty(
        acts.map((list) => list.map((act) => ({ ...act, gap: act.gap + 1 }))),
        fc.boolean(),
        async (list, twice) => {
          const who = somebody();
          const inOrder = list.flatMap((_, i) => (twice ? [i, i] : [i]));
          const timed = await play(who, list, inOrder, [true]);
          const { topics } = await izin.stands(who);
          expect(topics[TOPIC] === 'subscribed').toBe(subscribedBy(timed));
        },
      ),
      { numRuns: 30 },
    );
  }, 120_000);
});

describe('P3 a clock that jumps', () => {
  test('back and forth: nothing is sent twice, timers fire, nothing breaks', async () => {
    const [who] = await izin.subscribers(1, 3);
    if (!who) throw new Error('nobody');
    const asked = somebody();
    await izin.webhook(said(asked, 'DAFTAR'));
    await izin.settled();
    const before = izin.graph.initiated(who.phone).length;
    const id = await izin.broadcast();
    for (const jump of [HOUR, -2 * HOUR, 30 * MINUTE, -90 * MINUTE, 2 * HOUR]) {
      izin.move(jump);
      await izin.webhook(said(somebody(), 'DAFTAR'));
    }
    await izin.completed(id);
    await izin.settled();
    expect(izin.graph.initiated(who.phone)).toHaveLength(before + 1);
    // The unanswered question ends by itself.
    izin.move(73 * HOUR);
    await izin.until(
      async () =>
        (await izin.store.read.selectFrom('timer').select('name').where('due_at', '<=', izin.now()).execute())
          .length === 0,
    );
    await izin.settled();
    const { contactId } = await izin.stands(asked);
    const conversation = await izin.store.read
      .selectFrom('conversation')
      .select('state')
      .where('contact_id', '=', contactId)
      .executeTakeFirstOrThrow();
    expect((JSON.parse(conversation.state) as { stack: unknown[] }).stack).toEqual([]);
    izin.move(-73 * HOUR);
  });
});
