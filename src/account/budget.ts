const DAY = 24 * 60 * 60 * 1000;
const NOBODY: ReadonlySet<string> = new Set();

/**
 * The portfolio's budget: unique people written to outside windows in a moving day, over all numbers.
 * Meta docs: messaging-limits. Kept in memory, in order of time; filled from the outbox at start.
 */
export class Budget {
  /** Last business-initiated attempt by contact; a Map keeps the order of insertion, so the oldest is first. */
  readonly #last = new Map<string, number>();

  /** Someone was written to. */
  spend(contactId: string, at: number): void {
    this.#last.delete(contactId);
    this.#last.set(contactId, at);
  }

  /**
   * When there is room for this person under `limit` (null: no limit), ms; null: now. `others` are about to be
   * written to and count as if they had been.
   */
  freeAt(
    contactId: string,
    limit: number | null,
    now: number,
    others: ReadonlySet<string> = NOBODY,
  ): number | null {
    if (limit === null) return null;
    this.#forget(now);
    if (this.#last.has(contactId) || others.has(contactId)) return null;
    let used = this.#last.size;
    for (const other of others) if (!this.#last.has(other)) used += 1;
    if (used < limit) return null;
    const oldest = this.#last.values().next().value;
    return oldest === undefined ? now + DAY : oldest + DAY;
  }

  /** Unique people that may still be written to, and when there is room for more; null: no limit. */
  room(limit: number | null, now: number): { room: number; freeAt: number } | null {
    if (limit === null) return null;
    return { room: Math.max(0, limit - this.used(now)), freeAt: this.freeAt('', limit, now) ?? now };
  }

  used(now: number): number {
    this.#forget(now);
    return this.#last.size;
  }

  #forget(now: number): void {
    for (const [contactId, at] of this.#last) {
      if (at > now - DAY) return;
      this.#last.delete(contactId);
    }
  }
}
