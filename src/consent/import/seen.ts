import { hash } from 'node:crypto';

/**
 * Which requests a dry run has met already, in 16 bytes each: a million rows must not fill the memory. The
 * first 52 bits of a hash stand for a request; two that share them would need millions of millions of rows.
 */
export class Seen {
  #slots = new Float64Array(1024);
  #size = 0;

  /** Remembers a request; false when it is known already. */
  add(text: string): boolean {
    if (this.#size * 2 >= this.#slots.length) this.#grow();
    const added = insert(this.#slots, keyOf(text));
    if (added) this.#size += 1;
    return added;
  }

  has(text: string): boolean {
    const key = keyOf(text);
    return this.#slots[slotOf(this.#slots, key)] === key;
  }

  #grow(): void {
    const larger = new Float64Array(this.#slots.length * 2);
    for (const key of this.#slots) if (key !== 0) insert(larger, key);
    this.#slots = larger;
  }
}

const keyOf = (text: string) => Number.parseInt(hash('sha256', text).slice(0, 13), 16) + 1;

/** Where the key is, or where it belongs. */
function slotOf(slots: Float64Array, key: number): number {
  let at = key % slots.length;
  while (slots[at] !== 0 && slots[at] !== key) at = (at + 1) % slots.length;
  return at;
}

function insert(slots: Float64Array, key: number): boolean {
  const at = slotOf(slots, key);
  if (slots[at] === key) return false;
  slots[at] = key;
  return true;
}
