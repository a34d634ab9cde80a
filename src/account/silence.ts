/** So many accepted messages without any status ... */
const MESSAGES = 100;
/** ... in this time, ms, mean that webhooks do not arrive: then opt-outs do not either. */
const PATIENCE = 5 * 60 * 1000;

/**
 * Notices that Meta's webhooks have fallen silent: sending goes on working while we are deaf, and a stop
 * that is never heard cannot be honoured. Times in ms of a clock that only moves forward.
 */
export class Silence {
  #accepted = 0;
  #since: number | null = null;
  #silent = false;

  /** Meta accepted a message, of which it should soon say more. */
  accepted(now: number): void {
    this.#accepted += 1;
    this.#since ??= now;
  }

  /** A status arrived; true when the silence is over. */
  heard(): boolean {
    const wasSilent = this.#silent;
    this.#accepted = 0;
    this.#since = null;
    this.#silent = false;
    return wasSilent;
  }

  /** Whether it has just become clear that nothing arrives. */
  noticed(now: number): boolean {
    if (this.#silent || this.#since === null || this.#accepted < MESSAGES) return false;
    this.#silent = now - this.#since >= PATIENCE;
    return this.#silent;
  }
}
