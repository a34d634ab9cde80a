/** The time over which requests are counted, ms. */
const SPAN = 100;
/** More than this in a span is a flood: a thousand a second, beyond what one organisation is sent by talking. */
const FLOOD = 100;

/** Tells whether requests come in a flood. Counts whole spans of a clock that only moves forward. */
export class Pressure {
  #span = 0;
  #count = 0;
  #before = 0;

  add(now: number): void {
    this.#turnTo(Math.floor(now / SPAN));
    this.#count += 1;
  }

  isHigh(now: number): boolean {
    this.#turnTo(Math.floor(now / SPAN));
    return Math.max(this.#count, this.#before) > FLOOD;
  }

  #turnTo(span: number): void {
    if (span === this.#span) return;
    this.#before = span === this.#span + 1 ? this.#count : 0;
    this.#count = 0;
    this.#span = span;
  }
}
