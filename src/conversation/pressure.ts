/** The time over which the peak is remembered, ms. */
const SPAN = 100;
/** So many webhooks waiting for one commit are a flood: Meta sends faster than turns can be taken. */
const FLOOD = 24;

/**
 * Tells whether webhooks come in a flood, by how many wait at the same time: a figure that means the same on
 * a small machine and on a large one. Times in ms of a clock that only moves forward.
 */
export class Pressure {
  #waiting = 0;
  #span = 0;
  #peak = 0;
  #before = 0;

  enter(now: number): void {
    this.#turnTo(Math.floor(now / SPAN));
    this.#waiting += 1;
    this.#peak = Math.max(this.#peak, this.#waiting);
  }

  leave(): void {
    this.#waiting -= 1;
  }

  isHigh(now: number): boolean {
    this.#turnTo(Math.floor(now / SPAN));
    return Math.max(this.#peak, this.#before) >= FLOOD;
  }

  #turnTo(span: number): void {
    if (span === this.#span) return;
    this.#before = span === this.#span + 1 ? this.#peak : 0;
    this.#peak = this.#waiting;
    this.#span = span;
  }
}
