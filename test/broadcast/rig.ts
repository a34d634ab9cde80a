import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type AccountHealth, HEALTHY } from '../../src/account/machine.js';
import type { NewBroadcast } from '../../src/broadcast/index.js';
import { BroadcastRunner, Broadcasts, compositions } from '../../src/broadcast/index.js';
import { Bus } from '../../src/coordination/bus.js';
import type { Fact } from '../../src/facts/fact.js';
import { createRegistry } from '../../src/facts/registry.js';
import { Lookout } from '../../src/facts/scrutiny.js';
import { type Move, moveMessages } from '../../src/outbox/moves.js';
import type { OutboxState } from '../../src/outbox/row.js';
import { Store } from '../../src/store/index.js';
import { readTemplate, type Template } from '../../src/whatsapp/template.js';

export const TOPIC = 'info-zakat';
const NUMBER = '100200';
/** Monday, 10:00 in Jakarta. */
export const MONDAY = Date.parse('2026-08-03T10:00:00+07:00');

export function template(change: Record<string, unknown> = {}): Template {
  const read = readTemplate({
    name: 'info_zakat',
    language: 'id',
    category: 'MARKETING',
    status: 'APPROVED',
    parameter_format: 'POSITIONAL',
    components: [
      { type: 'BODY', text: 'Halo {{1}}, info zakat bulan ini sudah terbit.' },
      { type: 'FOOTER', text: 'Berhenti kapan saja: balas BERHENTI' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Baca' },
          { type: 'QUICK_REPLY', text: 'Berhenti' },
        ],
      },
    ],
    ...change,
  });
  if (!read) throw new Error('not a template');
  return read;
}

/** What may be named in these tests. */
const RIG_FACTS: Fact[] = [
  { id: 'situs', kind: 'domain', value: 'amanah.example', source: 's', owner: 'o' },
  { id: 'nisab', kind: 'figure', value: 'Rp85 juta', source: 's', owner: 'o', expires: '2030-12-31' },
];

export const DRAFT: NewBroadcast = {
  name: 'Info zakat Agustus',
  topic: TOPIC,
  template: { name: 'info_zakat', language: 'id', parameters: ['{{nama|Kak}}'] },
  audience: { all: true },
};

/** Everything around broadcasts, on a database of its own; what it stands for may be changed at any time. */
export async function openRig() {
  const folder = mkdtempSync(join(tmpdir(), 'izin-broadcast-'));
  const store = await Store.open(join(folder, 'izin.db'));
  const bus = new Bus();
  store.announceTo(bus);
  const errors: unknown[] = [];
  const world = {
    now: MONDAY,
    health: { ...HEALTHY } as AccountHealth,
    quietUntil: null as number | null,
    tierRoom: null as { room: number; freeAt: number } | null,
  };
  const scrutiny = new Lookout(() => world.now, createRegistry(RIG_FACTS, { timezone: 'Asia/Jakarta' }));
  const surroundings = {
    store,
    bus,
    now: () => world.now,
    timezone: 'Asia/Jakarta',
    scrutiny,
    quietUntil: () => world.quietUntil,
    health: () => world.health,
    tierRoom: () => world.tierRoom,
  };
  const broadcasts = new Broadcasts({ ...surroundings, cap: { messages: 2, period: 7 * 86_400_000 } });
  const newRunner = () =>
    new BroadcastRunner({
      ...surroundings,
      numberId: () => NUMBER,
      onError: (error) => errors.push(error),
    });
  await store.write(async (tx) => {
    await tx
      .insertInto('topic')
      .values({
        id: TOPIC,
        name: '{}',
        description: '{}',
        position: 0,
        created_at: MONDAY,
        archived_at: null,
      })
      .execute();
    const { name, language, category, status, components } = template();
    await tx
      .insertInto('template')
      .values({
        name,
        language,
        category,
        status,
        quality: 'GREEN',
        components: JSON.stringify(components),
        parameter_format: 'POSITIONAL',
        synced_at: MONDAY,
      })
      .execute();
  });
  return {
    store,
    bus,
    world,
    errors,
    broadcasts,
    newRunner,
    scrutiny,
    compositions: compositions(store.read, { scrutiny, onBlocked: () => {} }),
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export type Rig = Awaited<ReturnType<typeof openRig>>;

/** Contacts `ct_<from>` ... with a consent of that state, in one statement each. */
export async function people(
  rig: Rig,
  count: number,
  { from = 0, state = 'subscribed', labels = '[]', language = 'id', attributes = '{}', topic = TOPIC } = {},
): Promise<void> {
  await rig.store.write(async (tx) => {
    await sql`
      with recursive n(i) as (select ${from} union all select i + 1 from n where i + 1 < ${from + count})
      insert into contact (id, language, name, labels, attributes, created_at, updated_at)
      select printf('ct_%08d', i), ${language}, 'Siti', ${labels}, ${attributes}, 0, 0 from n where ${count} > 0
      on conflict do nothing`.execute(tx);
    await sql`
      with recursive n(i) as (select ${from} union all select i + 1 from n where i + 1 < ${from + count})
      insert into consent (contact_id, topic, state, since, version, asked, environment, evidence)
      select printf('ct_%08d', i), ${topic}, ${state}, 0, 1, 0, 'live', '{}' from n where ${count} > 0`.execute(
      tx,
    );
  });
}

export const contactId = (i: number) => `ct_${String(i).padStart(8, '0')}`;

/** Makes and starts a broadcast; returns its id. */
export async function started(rig: Rig, draft: Partial<NewBroadcast> = {}): Promise<string> {
  const { id } = await rig.broadcasts.create({ ...DRAFT, ...draft }, 'Rina');
  await rig.broadcasts.start(id, 'Rina');
  return id;
}

/** What stands for the dispatcher: takes what is released and due, and gives it an end. */
export async function dispatch(
  rig: Rig,
  end: (contactId: string) => { state: OutboxState; reason: string | null; notBefore?: number } = () => ({
    state: 'accepted',
    reason: null,
  }),
  most = Number.POSITIVE_INFINITY,
): Promise<number> {
  const rows = await rig.store.read
    .selectFrom('outbox')
    .select(['id', 'contact_id', 'broadcast_id', 'state', 'reason'])
    .where('batch', 'is not', null)
    .where('state', 'in', ['queued', 'deferred'])
    .where('not_before', '<=', rig.world.now)
    .execute();
  const known = await rig.compositions([...new Set(rows.map((row) => row.broadcast_id ?? ''))]);
  const ready = rows.filter((row) => !known.get(row.broadcast_id ?? '')?.paused).slice(0, most);
  const moves = ready.map((row): Move => {
    const to = end(row.contact_id);
    return {
      id: row.id,
      broadcastId: row.broadcast_id,
      from: { state: row.state as OutboxState, reason: row.reason },
      to: { state: to.state, reason: to.reason },
      ...(to.notBefore !== undefined && { notBefore: to.notBefore }),
      tries: 1,
    };
  });
  await rig.store.write((tx) => moveMessages(tx, moves, rig.world.now));
  return moves.length;
}

/** Runs until nothing moves any more; returns how many rounds it took. */
export async function runOut(
  rig: Rig,
  runner: BroadcastRunner,
  end?: Parameters<typeof dispatch>[1],
): Promise<number> {
  for (let round = 1; round < 10_000; round++) {
    const idle = await runner.tick();
    const sent = await dispatch(rig, end);
    if (idle >= 1000 && sent === 0) return round;
  }
  throw new Error('it never ends');
}

/** The recipients of a broadcast, counted from the rows themselves. */
export async function recount(rig: Rig, id: string): Promise<Record<string, number>> {
  const { rows } = await sql<{ state: string; reason: string; n: number }>`
    select state, coalesce(reason, '') as reason, count(*) as n from outbox where broadcast_id = ${id}
    group by 1, 2`.execute(rig.store.read);
  return Object.fromEntries(rows.map((row) => [`${row.state} ${row.reason}`, Number(row.n)]));
}

/** The same from the counts that are kept. */
export async function kept(rig: Rig, id: string): Promise<Record<string, number>> {
  const rows = await rig.store.read
    .selectFrom('broadcast_count')
    .selectAll()
    .where('broadcast_id', '=', id)
    .where('n', '!=', 0)
    .execute();
  return Object.fromEntries(rows.map((row) => [`${row.state} ${row.reason}`, row.n]));
}

/** The largest number of recipients that any batch has. */
export async function largestBatch(rig: Rig): Promise<number> {
  const { rows } = await sql<{ n: number | null }>`
    select max(n) as n from (select count(*) as n from outbox where batch is not null group by broadcast_id, batch)`.execute(
    rig.store.read,
  );
  return Number(rows[0]?.n ?? 0);
}
