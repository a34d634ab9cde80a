import { checkOutgoing, isPlain, type KnownNumbers } from './check.js';
import type { Language } from './fact.js';
import type { Objection } from './objection.js';
import { fillReferences } from './reference.js';
import { createRegistry, type Registry } from './registry.js';

/** Looks at what is about to leave. The one face of the facts for everything that makes or sends messages. */
export interface Scrutiny {
  /** Changes when something that was found good may be so no more. */
  version(): string;
  /** The first thing that stands against one of the texts. */
  against(texts: readonly string[], known?: KnownNumbers): Objection | undefined;
  /** What `{{fact.<ref>}}` reads; undefined: nobody knows it, or its time is over. */
  value(ref: string, language: Language): string | undefined;
  /** The text with its references filled in. One that cannot be stays, and `against` objects to it. */
  fill(text: string, language: Language): string;
}

/** Bubbles repeat: so many verdicts are remembered. */
const REMEMBERED = 1000;

/** A registry that can be exchanged, with what it said last. */
export class Lookout implements Scrutiny {
  readonly #now: () => number;
  #registry: Registry;
  #version = '';
  #verdicts = new Map<string, Objection | undefined>();

  constructor(now: () => number, registry: Registry = createRegistry([], { timezone: 'UTC' })) {
    this.#now = now;
    this.#registry = registry;
  }

  /** As it is now. */
  get registry(): Registry {
    return this.#registry;
  }

  use(registry: Registry): void {
    this.#registry = registry;
  }

  version(): string {
    return this.#registry.version(this.#now());
  }

  against(texts: readonly string[], known: KnownNumbers = []): Objection | undefined {
    const now = this.#now();
    const version = this.#registry.version(now);
    if (version !== this.#version) {
      this.#version = version;
      this.#verdicts.clear();
    }
    for (const text of texts) {
      const objection = known.length === 0 ? this.#remembered(text, now) : this.#look(text, now, known);
      if (objection) return objection;
    }
    return undefined;
  }

  value(ref: string, language: Language): string | undefined {
    return this.#registry.value(ref, language, this.#now());
  }

  fill(text: string, language: Language): string {
    return fillReferences(text, (ref) => this.value(ref, language));
  }

  #look(text: string, now: number, known: KnownNumbers): Objection | undefined {
    return isPlain(text) ? undefined : checkOutgoing(text, this.#registry, now, known)[0];
  }

  #remembered(text: string, now: number): Objection | undefined {
    if (this.#verdicts.has(text)) return this.#verdicts.get(text);
    const objection = this.#look(text, now, []);
    if (this.#verdicts.size >= REMEMBERED) this.#verdicts.clear();
    this.#verdicts.set(text, objection);
    return objection;
  }
}
