import { sql } from 'kysely';
import type { Actor, Evidence, Source } from '../consent/evidence.js';
import { readImport } from '../consent/import/reading.js';
import { PRIORITY } from '../outbox/row.js';
import {
  prepared,
  readSetting,
  readSettingsUnder,
  type Store,
  type Tx,
  writeSetting,
} from '../store/index.js';
import { askOnce } from './ask-once.js';
import type { Asker } from './permission.js';
import { requestOf } from './request-of.js';

/** Asking those whom a list has requested consent of. Times in ms. */
export interface AskImported {
  importId: string;
  /** Who wanted it. */
  actor: string;
  beganAt: number;
  endedAt: number | null;
  /** Permission messages on their way so far. */
  asked: number;
  /** Who was not asked, by reason. */
  notAsked: Record<string, number>;
  /** Contact and topic of the last one looked at. */
  cursor: readonly [contactId: string, topic: string];
}

export interface AskImportedOptions {
  store: Store;
  asker: Asker;
  now: () => number;
}

const PREFIX = 'ask-imported:';
/** Never more than one batch waits to leave: what has not been put there yet can still be called off. */
const BATCH = 256;
const PAGE = 64;

/** Begins, or goes on, to ask everybody whose request stands by this list, once it has been read to its end. */
export function beginAskImported(
  store: Store,
  importId: string,
  actor: string,
  now: number,
): Promise<AskImported> {
  return store.write(async (tx) => {
    const known = await readAskImported(tx, importId);
    if (known?.endedAt === null) return known;
    const begun = { importId, actor, beganAt: now, endedAt: null, cursor: ['', ''] as const };
    // Whoever was asked already is not asked again, so a second time is for those proven since.
    const work = { ...begun, asked: known?.asked ?? 0, notAsked: {} };
    await keep(tx, work);
    return work;
  });
}

/** Asks nobody else; what is on its way stays. Undefined: nobody was being asked. */
export function endAskImported(
  store: Store,
  importId: string,
  now: number,
): Promise<AskImported | undefined> {
  return store.write(async (tx) => {
    const known = await readAskImported(tx, importId);
    if (!known || known.endedAt !== null) return known;
    const work = { ...known, endedAt: now };
    await keep(tx, work);
    return work;
  });
}

export async function readAskImported(
  read: Parameters<typeof readSetting>[0],
  importId: string,
): Promise<AskImported | undefined> {
  const value = await readSetting(read, PREFIX + importId);
  return value === undefined ? undefined : (JSON.parse(value) as AskImported);
}

const keep = (tx: Tx, work: AskImported) => writeSetting(tx, PREFIX + work.importId, JSON.stringify(work));

/** Goes on with what staff have begun, behind the last page also after a crash. Resolves with how many it asked. */
export async function askImported({ store, asker, now }: AskImportedOptions): Promise<number> {
  let total = 0;
  for (const value of await readSettingsUnder(store.read, PREFIX)) {
    const { importId, endedAt } = JSON.parse(value) as AskImported;
    if (endedAt !== null) continue;
    const read = await readImport(store.read, importId);
    if (read?.completedAt === null) continue;
    for (let more = true; more; ) {
      const asked = await store.write((tx) => askPage(tx, importId, asker, now()));
      total += asked ?? 0;
      more = asked !== undefined;
    }
  }
  return total;
}

const waiting = prepared((db) =>
  db
    .selectFrom((outbox) =>
      outbox
        .selectFrom('outbox')
        .select('id')
        .where('priority', '=', sql.lit(PRIORITY.permission))
        .where(sql<boolean>`batch is not null and state in ('queued', 'deferred')`)
        .limit(sql.lit(BATCH))
        .as('some'),
    )
    .select(({ fn }) => fn.countAll<number>().as('n')),
);
const nextOf = prepared((db, importId: string, contactId: string, topic: string, limit: number) =>
  db
    .selectFrom('consent')
    .select(['contact_id', 'topic', 'state'])
    .where('import_id', '=', importId)
    .where('import_id', 'is not', null)
    .where(sql<boolean>`(contact_id, topic) > (${contactId}, ${topic})`)
    .orderBy('contact_id')
    .orderBy('topic')
    .limit(limit),
);
const requestBy = prepared((db, contactId: string, topic: string) =>
  db
    .selectFrom('ledger')
    .select(['at', 'source', 'actor', 'evidence'])
    .where('contact_id', '=', contactId)
    .where('topic', '=', topic)
    .where('event', '=', 'REQUEST')
    .orderBy('seq', 'desc')
    .limit(1),
);

/** One page, in the commit that notes how far it is. Resolves with how many it asked; undefined: no more for now. */
async function askPage(tx: Tx, importId: string, asker: Asker, now: number): Promise<number | undefined> {
  const work = await readAskImported(tx, importId);
  if (!work || work.endedAt !== null) return undefined;
  const [count] = await waiting(tx);
  const room = Math.min(PAGE, BATCH - Number(count?.n ?? 0));
  if (room <= 0) return undefined;
  const rows = await nextOf(tx, importId, ...work.cursor, room);
  const notAsked = { ...work.notAsked };
  let { cursor } = work;
  let asked = 0;
  for (const { contact_id: contactId, topic, state } of rows) {
    cursor = [contactId, topic];
    if (state !== 'pending') continue;
    const reason = await ask(tx, contactId, topic, asker, now);
    if (reason === null) asked += 1;
    else if (reason !== 'asked') notAsked[reason] = (notAsked[reason] ?? 0) + 1;
  }
  const ended = rows.length < room;
  await keep(tx, { ...work, cursor, notAsked, asked: work.asked + asked, endedAt: ended ? now : null });
  return ended ? undefined : asked;
}

async function ask(tx: Tx, contactId: string, topic: string, asker: Asker, now: number) {
  const [record] = await requestBy(tx, contactId, topic);
  if (!record) return 'no_basis';
  const evidence = JSON.parse(record.evidence ?? '{}') as Evidence;
  const { at, source, actor } = record;
  const made = requestOf({ at, source: source as Source, actor: actor as Actor, evidence });
  return askOnce(tx, { ...made, contactId, topic, stranger: false }, asker, now);
}
