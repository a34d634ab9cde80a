import { closeSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { Xml } from './xml.js';

/** Strings of one block, blocks in memory, and characters of the longest string (Excel's own limit). */
const BLOCK = 512;
const KEPT = 96;
export const LONGEST_CELL = 32_767;

/**
 * The shared strings of a workbook, read only as far as they are asked for. A million names do not fit into
 * little memory: full blocks go to a file of their own, and come back when they are asked for.
 */
export class SharedStrings {
  readonly #chunks: AsyncGenerator<string> | undefined;
  readonly #path: string;
  readonly #places: { at: number; length: number }[] = [];
  readonly #kept = new Map<number, string[]>();
  readonly #xml: Xml;
  #file: number | undefined;
  #end = 0;
  #open: string[] = [];
  #ready = 0;
  #finished = false;

  /** @param scratch path of a file that may be made and is removed by `close` */
  constructor(chunks: AsyncGenerator<string> | undefined, scratch: string) {
    this.#chunks = chunks;
    this.#path = scratch;
    this.#finished = chunks === undefined;
    this.#xml = this.#parser();
  }

  /** The string with this number; empty when there is none. */
  async get(index: number): Promise<string> {
    while (index >= this.#ready && !this.#finished) await this.#readOn();
    if (!(index >= 0 && index < this.#ready)) return '';
    const block = Math.floor(index / BLOCK);
    const strings = block === this.#places.length ? this.#open : this.#block(block);
    return strings[index % BLOCK] ?? '';
  }

  /** Whether the string is at hand without waiting; the common case. */
  has(index: number): string | undefined {
    if (index >= this.#ready) return undefined;
    const block = Math.floor(index / BLOCK);
    return (block === this.#places.length ? this.#open : this.#kept.get(block))?.[index % BLOCK];
  }

  async close(): Promise<void> {
    await this.#chunks?.return(undefined);
    if (this.#file === undefined) return;
    closeSync(this.#file);
    rmSync(this.#path, { force: true });
  }

  async #readOn(): Promise<void> {
    const next = await this.#chunks?.next();
    if (next === undefined || next.done) {
      this.#finished = true;
      this.#xml.end();
      return;
    }
    this.#xml.write(next.value);
  }

  #parser(): Xml {
    let text: string | undefined;
    let inText = false;
    let phonetic = 0;
    return new Xml({
      open: (name) => {
        if (name === 'si') text = '';
        else if (name === 'rPh') phonetic += 1;
        else if (name === 't') inText = phonetic === 0;
      },
      close: (name) => {
        if (name === 't') inText = false;
        else if (name === 'rPh') phonetic -= 1;
        else if (name === 'si') {
          this.#add(text ?? '');
          text = undefined;
        }
      },
      text: (piece) => {
        if (inText && text !== undefined && text.length < LONGEST_CELL) text += piece.slice(0, LONGEST_CELL);
      },
    });
  }

  #add(text: string): void {
    this.#open.push(text);
    this.#ready += 1;
    if (this.#open.length < BLOCK) return;
    this.#file ??= openSync(this.#path, 'w+', 0o600);
    const bytes = Buffer.from(JSON.stringify(this.#open));
    writeSync(this.#file, bytes, 0, bytes.length, this.#end);
    this.#keep(this.#places.length, this.#open);
    this.#places.push({ at: this.#end, length: bytes.length });
    this.#end += bytes.length;
    this.#open = [];
  }

  #block(block: number): string[] {
    const known = this.#kept.get(block);
    if (known) {
      this.#kept.delete(block);
      this.#kept.set(block, known);
      return known;
    }
    const place = this.#places[block];
    if (!place || this.#file === undefined) return [];
    const bytes = Buffer.alloc(place.length);
    readSync(this.#file, bytes, 0, place.length, place.at);
    const strings = JSON.parse(bytes.toString('utf8')) as string[];
    this.#keep(block, strings);
    return strings;
  }

  #keep(block: number, strings: string[]): void {
    this.#kept.set(block, strings);
    if (this.#kept.size <= KEPT) return;
    for (const oldest of this.#kept.keys()) {
      this.#kept.delete(oldest);
      return;
    }
  }
}
