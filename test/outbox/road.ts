import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { Account } from '../../src/account/account.js';
import { changeConsent, loadStanding } from '../../src/consent/index.js';
import { uniteContacts } from '../../src/consent/link.js';
import { addTopic } from '../../src/consent/topic-change.js';
import { Lookout } from '../../src/facts/scrutiny.js';
import { type Permit, PermitOffice } from '../../src/gate/permits.js';
import { consequences } from '../../src/outbox/consequences.js';
import { Dispatcher } from '../../src/outbox/dispatcher.js';
import { enqueue } from '../../src/outbox/enqueue.js';
import { Limiter } from '../../src/outbox/limiter.js';
import { onLinked } from '../../src/outbox/linked.js';
import { addToCounts } from '../../src/outbox/moves.js';
import { recordReports } from '../../src/outbox/reports.js';
import type { OutboxState } from '../../src/outbox/row.js';
import type { Report } from '../../src/outbox/settle.js';
import { Store, type Tx } from '../../src/store/index.js';
import { GraphClient } from '../../src/whatsapp/client.js';
import type { Identity } from '../../src/whatsapp/identity.js';
import { FakeGraph, TEMPLATE } from '../setup/fake-graph.js';

const TOPIC = 'info-zakat';
const BROADCAST = 'bc_1';
const QUESTION = 'konfirmasi';
const HOUR = 3_600_000;
/** Where on its way a message is when something else happens. */
export type Moment = 'before the facts are read' | 'with the permit issued' | 'with the attempt written';

/** The road out alone: real database, dispatcher, permits and client, Meta a fake, and a hand between the steps. */
export async function openRoad() {
  const folder = mkdtempSync(join(tmpdir(), 'izin-road-'));
  const store = await Store.open(join(folder, 'izin.db'));
  const graph = new FakeGraph();
  await graph.start();
  const permits = new PermitOffice();
  const linked = onLinked(permits);
  const context = () => ({ now: Date.now(), environment: 'live', linked }) as const;
  const errors: unknown[] = [];
  store.flushBeside((error) => errors.push(error));
  const actions: { at: Moment; run: () => void }[] = [];
  const reach = (at: Moment) => {
    const i = actions.findIndex((one) => one.at === at);
    if (i >= 0) actions.splice(i, 1)[0]?.run();
  };
  const client = new GraphClient<Permit>({
    baseUrl: graph.url,
    token: 'token',
    numberId: '1',
    wabaId: '2',
    redeem: (permit, to, content) => permits.redeem(permit, to, content),
  });
  const account = new Account();
  const onConsequence = consequences(account, 'live', linked);
  /** Looks at the pace to a person right before the attempt is asked for: the first moment to come after it. */
  class Hand extends Limiter {
    override take(n: number, now: number): void {
      super.take(n, now);
      if (n === 0) return;
      reach('with the permit issued');
      queueMicrotask(() => reach('with the attempt written'));
    }
  }
  const dispatcher = new Dispatcher({
    store,
    client,
    permits,
    linked,
    limiter: new Hand(null),
    scrutiny: new Lookout(Date.now),
    media: {
      known: async () => new Map(),
      want: () => ({ state: 'coming' }),
      forget: async () => undefined,
      onUnfit: () => undefined,
    },
    sources: {
      environment: 'live',
      timezone: 'Asia/Jakarta',
      cap: null,
      quietUntil: () => null,
      account: (at) => account.facts(at),
      tierFreeAt: () => null,
    },
    cap: null,
    now: Date.now,
    callbackData: (id) => `test.${id}`,
    compositions: async (ids) => {
      reach('before the facts are read');
      // What was asked for at this moment is durable before anything is read.
      await store.write(async () => undefined);
      const template = { name: TEMPLATE.name, language: TEMPLATE.language };
      const compose = () => ({ type: 'template', ...template }) as const;
      return new Map(ids.map((id) => [id, { template, cancelled: false, paused: false, compose }]));
    },
    onConsequence,
    onDrained: () => {
      drained += 1;
    },
    onError: (error) => errors.push(error),
    concurrency: 8,
  });
  let people = 0;
  let drained = 0;

  /** Whether nothing is waiting or on its way. */
  const isDone = async () => {
    const open = await store.read
      .selectFrom('outbox')
      .select('id')
      .where('state', 'in', ['queued', 'attempting'])
      .where('batch', 'is not', null)
      .execute();
    return open.length === 0;
  };
  const template = (name: string, category: string) =>
    store.write((tx) =>
      tx
        .insertInto('template')
        .values({
          name,
          language: TEMPLATE.language,
          category,
          status: TEMPLATE.status,
          quality: null,
          components: JSON.stringify(TEMPLATE.components),
          parameter_format: TEMPLATE.parameter_format,
          synced_at: Date.now(),
        })
        .execute(),
    );
  const road = {
    store,
    graph,
    permits,
    dispatcher,
    errors,
    context,
    /** How often the outbox has run dry of a broadcast's messages. */
    drained: () => drained,
    /** Does something the next time a message is at this point. */
    at: (moment: Moment, run: () => void) => void actions.push({ at: moment, run }),
    write: <T>(job: (tx: Tx) => Promise<T>) => store.write(job),
    /** Somebody who has said yes an hour ago, under one name. */
    async subscriber(name: Identity): Promise<string> {
      people += 1;
      const at = Date.now() - HOUR + people;
      return store.write(async (tx) => {
        const id = await uniteContacts(tx, [name], { ...context(), now: at });
        const act = { topics: [TOPIC], source: 'text', actor: 'customer', evidence: {}, at } as const;
        const standing = await loadStanding(tx, id);
        await changeConsent(tx, id, standing, { ...act, event: 'REQUEST' }, context());
        await changeConsent(tx, id, standing, { ...act, event: 'CONFIRM' }, context());
        return id;
      });
    },
    /** A recipient of the one broadcast. */
    recipient: (
      contactId: string,
      state: OutboxState = 'queued',
      more: { batch?: number | null; broadcast?: string } = {},
    ) =>
      store.write(async (tx) => {
        const now = Date.now();
        const { id } = await tx
          .insertInto('outbox')
          .values({
            contact_id: contactId,
            number_id: '1',
            purpose: 'marketing',
            topic: TOPIC,
            basis: null,
            content: null,
            wording: null,
            broadcast_id: more.broadcast ?? BROADCAST,
            batch: more.batch === undefined ? 1 : more.batch,
            priority: 3,
            state,
            reason: null,
            not_before: now,
            expires_at: null,
            created_at: now,
            attempted_at: state === 'queued' || state === 'deferred' ? null : now,
            updated_at: now,
            attempts: 0,
            wamid: null,
            failure: null,
          })
          .returning('id')
          .executeTakeFirstOrThrow();
        await addToCounts(tx, [[more.broadcast ?? BROADCAST, state, '', 1]]);
        return id;
      }),
    /** Somebody who has asked elsewhere to be subscribed, and the one question that waits for them. */
    async question(name: Identity): Promise<number> {
      return store.write(async (tx) => {
        const contactId = await uniteContacts(tx, [name], context());
        const act = {
          topics: [TOPIC],
          source: 'web',
          actor: 'api',
          evidence: {},
          at: Date.now(),
        } as const;
        const standing = await loadStanding(tx, contactId);
        await changeConsent(tx, contactId, standing, { ...act, event: 'REQUEST' }, context());
        const message = {
          contactId,
          numberId: '1',
          purpose: 'permission',
          topic: TOPIC,
          basis: { kind: 'proof', reference: 'form-1' },
          content: { type: 'template', name: QUESTION, language: TEMPLATE.language },
        } as const;
        return enqueue(tx, message, Date.now());
      });
    },
    stop: (contactId: string) =>
      store.write(async (tx) => {
        const act = {
          event: 'WITHDRAW',
          topics: 'all',
          at: Date.now(),
          source: 'text',
          actor: 'customer',
        } as const;
        await changeConsent(
          tx,
          contactId,
          await loadStanding(tx, contactId),
          { ...act, evidence: {} },
          context(),
        );
      }),
    /** Meta's word on a message, recorded. */
    report: (id: number, report: Report) =>
      store.write((tx) => recordReports(tx, [{ id, report, at: Date.now() }], onConsequence, Date.now())),
    unite: (...names: Identity[]) => store.write((tx) => uniteContacts(tx, names, context())),
    rowOf: (id: number) =>
      store.read
        .selectFrom('outbox')
        .select(['contact_id', 'state', 'reason', 'attempts'])
        .where('id', '=', id)
        .executeTakeFirstOrThrow(),
    /** What the rows say, and that the counts that are kept say the same. */
    async counts(): Promise<Record<string, number>> {
      const { rows } = await sql<{ state: string; n: number }>`
        select state || coalesce(' ' || reason, '') as state, count(*) as n from outbox
        where broadcast_id = ${BROADCAST} group by 1 order by 1`.execute(store.read);
      const { rows: kept } = await sql<{ state: string; n: number }>`
        select trim(state || ' ' || reason) as state, n from broadcast_count
        where broadcast_id = ${BROADCAST} and n != 0 order by 1`.execute(store.read);
      if (JSON.stringify(kept) !== JSON.stringify(rows))
        throw new Error(`counts ${JSON.stringify(kept)} against ${JSON.stringify(rows)}`);
      return Object.fromEntries(rows.map(({ state, n }) => [state, n]));
    },
    /** Sends until it is so, by default until nothing is waiting or on its way. */
    async drive(until: () => Promise<boolean> = isDone): Promise<void> {
      await dispatcher.start();
      const deadline = performance.now() + 8000;
      while (!(await until())) {
        if (performance.now() > deadline) throw new Error(`waited in vain for ${until}`);
        await new Promise((next) => setTimeout(next, 10));
      }
      await dispatcher.stop();
    },
    async close() {
      await dispatcher.stop();
      client.close();
      await graph.stop();
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await store.write(async (tx) => {
    const name = { id: 'Info zakat', en: 'Zakat updates' };
    await addTopic(tx, { id: TOPIC, name, description: name }, Date.now());
  });
  await template(TEMPLATE.name, TEMPLATE.category);
  await template(QUESTION, 'UTILITY');
  return road;
}

export type Road = Awaited<ReturnType<typeof openRoad>>;
