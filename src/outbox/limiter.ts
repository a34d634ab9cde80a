import { grants, nextAt, PAIR_RATE, type Rate, spend } from './pacing.js';

/**
 * Meta's two rates, kept in this process: messages a second from the number, and the pace to one person.
 * Times in ms of the monotonic clock.
 */
export class Limiter {
  readonly #rate: Rate | null;
  #number = 0;
  readonly #pairs = new Map<string, number>();

  /** `rate` null: no limit of ours on the number. */
  constructor(rate: Rate | null) {
    this.#rate = rate;
  }

  /** How many messages the number may send now, at most `wanted`. */
  available(wanted: number, now: number): number {
    return this.#rate === null ? wanted : Math.min(wanted, grants(this.#rate, this.#number, now));
  }

  /** ms until the number may send again. */
  delay(now: number): number {
    return this.#rate === null ? 0 : Math.max(0, nextAt(this.#rate, this.#number) - now);
  }

  /** Takes the number's share for `n` messages that are about to be sent. */
  take(n: number, now: number): void {
    if (this.#rate !== null) this.#number = spend(this.#rate, this.#number, n, now);
  }

  /** ms until this person may be written to again. */
  pairDelay(contactId: string, now: number): number {
    const at = this.#pairs.get(contactId);
    return at === undefined ? 0 : Math.max(0, nextAt(PAIR_RATE, at) - now);
  }

  takePair(contactId: string, now: number): void {
    this.#pairs.set(contactId, spend(PAIR_RATE, this.#pairs.get(contactId) ?? 0, 1, now));
    if (this.#pairs.size > 50_000) this.#forget(now);
  }

  #forget(now: number): void {
    for (const [contactId, at] of this.#pairs) if (at <= now) this.#pairs.delete(contactId);
  }
}
