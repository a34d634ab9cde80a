/** What a page may take of the main thread, ms: webhooks and turns go in between. */
const WANTED = 5;
const LEAST = 16;
const MOST = 192;

/** How many rows a page has, so that it takes about as long as it may on this machine, now. */
export class Pace {
  #size = 64;

  get size(): number {
    return this.#size;
  }

  /** Half the way to what would have been right. */
  took(ms: number, rows: number): void {
    const right = (rows * WANTED) / Math.max(ms, 0.1);
    this.#size = Math.round(Math.min(MOST, Math.max(LEAST, (this.#size + right) / 2)));
  }
}
