import { createHash } from 'node:crypto';
import { DateTime } from 'luxon';
import { digitsOf, type Fact, type Language, valueIn } from './fact.js';
import { internationalPhone } from './phone-digits.js';

export interface RegistryOptions {
  /** Where the organisation is: a fact holds until the end of its last day there. */
  timezone: string;
  /** Our own name: saying it is no impersonation. */
  ownNames?: readonly string[];
}

/** A fact with the moment at which it ends, ms; null: never. */
export interface Entry {
  fact: Fact;
  endsAt: number | null;
}

export type Standing = 'good' | 'expired' | 'unknown';

/** The facts in force, made to be asked quickly. Never changes: another value is another registry. */
export interface Registry {
  entries: readonly Entry[];
  ownNames: readonly string[];
  /** Changes with every value, and when one ends: what was found good under it need not be looked at again. */
  version(now: number): string;
  /** Of a reference: `rekening-zakat`, `rekening-zakat.bank`. */
  standing(ref: string, now: number): Standing;
  /** What a reference reads; undefined when nobody knows it or its time is over. */
  value(ref: string, language: Language, now: number): string | undefined;
  account(digits: string, now: number): Standing;
  qris(id: string, now: number): Standing;
  /** The domain itself or one below it. */
  domain(host: string, now: number): Standing;
  phone(digits: string, now: number): Standing;
  /** Dated facts whose time is over. */
  endedFigures(now: number): readonly Entry[];
}

const PARTS = ['bank', 'holder', 'source'] as const;

/** @param facts with distinct ids */
export function createRegistry(facts: readonly Fact[], options: RegistryOptions): Registry {
  const entries = facts.map((fact) => ({ fact, endsAt: endOf(fact, options.timezone) }));
  const byId = new Map(entries.map((entry) => [entry.fact.id, entry]));
  const of = (kind: Fact['kind']) => entries.filter(({ fact }) => fact.kind === kind);
  const accounts = byValue(of('account'), (value) => digitsOf(value));
  const series = of('account').filter(({ fact }) => valueIn(fact, 'id').endsWith('*'));
  const codes = byValue(of('qris'), (value) => value);
  const domains = byValue(of('domain'), (value) => value);
  const phones = byValue(of('phone'), internationalPhone);
  const ends = entries.flatMap(({ endsAt }) => (endsAt === null ? [] : [endsAt])).sort((a, b) => a - b);
  const hash = createHash('sha256')
    .update(JSON.stringify([facts, options.ownNames, options.timezone]))
    .digest('hex')
    .slice(0, 12);
  const figures = of('figure');

  return {
    entries,
    ownNames: options.ownNames ?? [],
    version: (now) => `${hash}.${ends.findLastIndex((end) => end <= now) + 1}`,
    standing: (ref, now) => {
      const [id = '', part] = ref.split('.');
      const entry = byId.get(id);
      if (entry && part !== undefined && partOf(entry.fact, part) === undefined) return 'unknown';
      return standingOf(entry, now);
    },
    value: (ref, language, now) => {
      const [id = '', part] = ref.split('.');
      const entry = byId.get(id);
      if (!entry || standingOf(entry, now) !== 'good') return undefined;
      return part === undefined ? valueIn(entry.fact, language) : partOf(entry.fact, part);
    },
    account: (digits, now) =>
      standingOf(
        accounts.get(digits) ?? series.find(({ fact }) => digits.startsWith(digitsOf(valueIn(fact, 'id')))),
        now,
      ),
    qris: (id, now) => standingOf(codes.get(id), now),
    domain: (host, now) => {
      for (let name = host; name.includes('.'); name = name.slice(name.indexOf('.') + 1)) {
        const entry = domains.get(name);
        if (entry) return standingOf(entry, now);
      }
      return 'unknown';
    },
    phone: (digits, now) => standingOf(phones.get(internationalPhone(digits)), now),
    endedFigures: (now) => figures.filter((entry) => standingOf(entry, now) === 'expired'),
  };
}

function standingOf(entry: Entry | undefined, now: number): Standing {
  if (!entry) return 'unknown';
  return entry.endsAt !== null && entry.endsAt <= now ? 'expired' : 'good';
}

function byValue(entries: readonly Entry[], key: (value: string) => string): Map<string, Entry> {
  // Of two facts with one value the one that holds longer counts.
  const sorted = entries.toSorted((a, b) => (a.endsAt ?? Infinity) - (b.endsAt ?? Infinity));
  return new Map(sorted.map((entry) => [key(valueIn(entry.fact, 'id')), entry]));
}

function partOf(fact: Fact, part: string): string | undefined {
  const known = PARTS.find((one) => one === part);
  return known && fact[known];
}

/** The end of the last day on which it holds. */
function endOf({ expires }: Pick<Fact, 'expires'>, timezone: string): number | null {
  if (expires === undefined) return null;
  return DateTime.fromISO(expires, { zone: timezone }).plus({ days: 1 }).startOf('day').toMillis();
}
