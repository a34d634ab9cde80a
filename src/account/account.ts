import type { Store, Tx } from '../store/index.js';
import {
  type AccountEvent,
  type AccountFacts,
  type AccountHealth,
  HEALTHY,
  nextHealth,
  standing,
} from './machine.js';

/** The account's health: read by the gate from memory, changed only together with its record in the database. */
export class Account {
  #health: AccountHealth = HEALTHY;
  readonly #onChange: (event: AccountEvent, health: AccountHealth) => void;

  constructor(onChange: (event: AccountEvent, health: AccountHealth) => void = () => undefined) {
    this.#onChange = onChange;
  }

  get health(): AccountHealth {
    return this.#health;
  }

  async load(read: Store['read']): Promise<void> {
    const row = await read
      .selectFrom('account_state')
      .select('value')
      .where('name', '=', 'health')
      .executeTakeFirst();
    if (row) this.#health = { ...HEALTHY, ...(JSON.parse(row.value) as AccountHealth) };
  }

  /** Records an event of the account in the caller's transaction. A stop holds at once, before the commit. */
  async record(tx: Tx, event: AccountEvent, now: number): Promise<void> {
    this.#health = nextHealth(this.#health, event);
    const value = JSON.stringify(this.#health);
    await tx
      .insertInto('account_state')
      .values({ name: 'health', value, updated_at: now })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value, updated_at: now }))
      .execute();
    await tx
      .insertInto('account_event')
      .values({ at: event.at, kind: event.type, detail: JSON.stringify(event) })
      .execute();
    this.#onChange(event, this.#health);
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
