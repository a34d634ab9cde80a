import { afterCommit, type Store, type Tx } from '../store/index.js';
import {
  type AccountEvent,
  type AccountFacts,
  type AccountHealth,
  HEALTHY,
  nextHealth,
  standing,
  stricter,
} from './machine.js';

/** The account's health: read by the gate from memory, changed only together with its record in the database. */
export class Account {
  #health: AccountHealth = HEALTHY;
  readonly #onChange: (event: AccountEvent) => void;
  readonly #onHeard: () => void;

  /** `onHeard` is told of an event at once, `onChange` when it is durable. */
  constructor(
    onChange: (event: AccountEvent) => void = () => undefined,
    onHeard: () => void = () => undefined,
  ) {
    this.#onChange = onChange;
    this.#onHeard = onHeard;
  }

  get health(): AccountHealth {
    return this.#health;
  }

  async load(read: Store['read']): Promise<void> {
    this.#health = await storedHealth(read);
  }

  /**
   * Records an event of the account in the caller's transaction. A stop holds at once, before the commit; the
   * end of one counts only when it is durable.
   */
  async record(tx: Tx, event: AccountEvent, now: number): Promise<void> {
    const next = nextHealth(await storedHealth(tx), event);
    const value = JSON.stringify(next);
    await tx
      .insertInto('account_state')
      .values({ name: 'health', value, updated_at: now })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, updated_at: now }))
      .execute();
    await tx
      .insertInto('account_event')
      .values({ at: event.at, kind: event.type, detail: JSON.stringify(event) })
      .execute();
    this.#health = stricter(this.#health, next);
    this.#onHeard();
    afterCommit(tx, () => {
      this.#health = next;
      this.#onChange(event);
    });
  }

  /** What the gate needs to know. */
  facts(now: number): AccountFacts {
    const { blocked, paused, templatesPaused, marketingPaused } = this.#health;
    return {
      blocked: standing(blocked, now) !== null,
      paused: standing(paused, now),
      templatesPaused: standing(templatesPaused, now),
      marketingPaused: standing(marketingPaused, now),
    };
  }
}

async function storedHealth(read: Pick<Tx, 'selectFrom'>): Promise<AccountHealth> {
  const row = await read
    .selectFrom('account_state')
    .select('value')
    .where('name', '=', 'health')
    .executeTakeFirst();
  return row ? { ...HEALTHY, ...(JSON.parse(row.value) as AccountHealth) } : HEALTHY;
}
