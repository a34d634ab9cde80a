import type { Environment } from '../consent/index.js';
import { survivorOf } from '../consent/links.js';
import { type Erasing, emptyEvents, eraseContact, forgetEvents } from '../consent/rights.js';
import { findContact, identitiesOf } from '../contacts/resolve.js';
import type { Suppression } from '../contacts/suppression.js';
import type { PermitOffice } from '../gate/permits.js';
import { readSetting, type Store, writeSetting } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';

/** Name of the timer that says whose data is to go, and when: after the goodbye has been sent. */
export const ERASE_TIMER = 'erase';

export interface ErasureOptions {
  store: Store;
  now: () => number;
  environment: Environment;
  suppression: Suppression;
  permits: Pick<PermitOffice, 'revoke'>;
  /** Removes what is kept outside the database: in the sandbox the phone's chats. */
  onErased?: (identities: readonly Identity[]) => Promise<void> | void;
  /** Takes the files off the disk that nobody needs any more. */
  removeFiles?: () => Promise<unknown>;
}

/**
 * Erases people (UU PDP Pasal 8): in every table, and overwritten in the database's files. What was cut off
 * can be begun again.
 */
export class Erasure {
  readonly #o: ErasureOptions;

  constructor(options: ErasureOptions) {
    this.#o = options;
  }

  async erase(contactId: string, { source, actor }: Pick<Erasing, 'source' | 'actor'>): Promise<void> {
    const { store, now, environment, suppression, permits, onErased, removeFiles } = this.#o;
    const known = (await identitiesOf(store.read, [contactId])).get(contactId) ?? [];
    // What is found by the person's names goes first: after their erasure nobody knows the names.
    const seen = await forgetEvents(store, known);
    await onErased?.(known);
    const erasing = { source, actor, now: now(), environment, suppression };
    // Who was found to be the same person as another meanwhile is erased as that one.
    const identities = await store.write(async (tx) =>
      eraseContact(tx, await survivorOf(tx, contactId), erasing),
    );
    permits.revoke(identities);
    await forgetEvents(store, identities, seen);
    await removeFiles?.();
    await store.wipeLog();
  }

  /**
   * Erases those who have confirmed it in the chat. The timer goes in the commit that erases, so an erasure
   * that is cut off begins again. Returns how many.
   */
  async due(): Promise<number> {
    const { store, now } = this.#o;
    const due = await store.read
      .selectFrom('timer')
      .select('contact_id')
      .where('name', '=', ERASE_TIMER)
      .where('due_at', '<=', now())
      .limit(50)
      .execute();
    for (const { contact_id: contactId } of due)
      await this.erase(contactId, { source: 'text', actor: 'customer' });
    return due.length;
  }

  /**
   * Empties what Meta still told about erased people after they were gone: statuses of the goodbye. Those who
   * have written again since are somebody we know, and left alone. Returns how many events it emptied.
   */
  async late(): Promise<number> {
    const { store, now } = this.#o;
    let from = Number((await readSetting(store.read, CURSOR)) ?? 0);
    let emptied = 0;
    for (;;) {
      const page = await store.read
        .selectFrom('event')
        .select(['id', 'state', 'identities', 'payload'])
        .where('id', '>', from)
        .where('received_at', '<=', now() - SETTLED)
        .orderBy('id')
        .limit(PAGE)
        .execute();
      const last = page.at(-1);
      if (last === undefined) return emptied;
      const gone = await this.#ofErased(
        page.filter((row) => row.state !== 'pending' && row.payload !== null),
      );
      await store.write(async (tx) => {
        await emptyEvents(tx, gone);
        await writeSetting(tx, CURSOR, String(last.id));
      });
      emptied += gone.length;
      from = last.id;
    }
  }

  async #ofErased<T extends { identities: string }>(events: readonly T[]): Promise<T[]> {
    const { store, suppression } = this.#o;
    const named = events.map((event) => ({ event, names: JSON.parse(event.identities) as Identity[] }));
    const suppressed = await suppression.heldOf(
      store.read,
      named.flatMap(({ names }) => names),
    );
    const candidates = named.filter(({ names }) =>
      names.some((one) => suppressed.has(suppression.hash(one))),
    );
    const gone: T[] = [];
    for (const { event, names } of candidates) {
      if ((await findContact(store.read, names)) === undefined) gone.push(event);
    }
    return gone;
  }
}

/** Last event that `late` has looked at. */
const CURSOR = 'erasure_cursor';
const PAGE = 500;
/** By then an event has had its turn, ms. */
const SETTLED = 10 * 60 * 1000;
