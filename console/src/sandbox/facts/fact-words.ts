import type { Language } from '../../language/language.js';
import type { Fact, FactKind } from '../izin-types.js';
import { inLanguage } from '../localized.js';
import { dayKey } from '../times.js';

export const KINDS: FactKind[] = ['account', 'qris', 'domain', 'phone', 'figure'];

/** So many days before its end a fact asks to be renewed, as `izin check` does. */
const SOON = 14;
const DAY = 24 * 60 * 60 * 1000;

/** A change of one waits for a second person and a day. */
export const isGuarded = (kind: FactKind): boolean =>
  kind === 'account' || kind === 'qris' || kind === 'domain';

/** What people read, with the bank and the holder of an account. */
export function valueWords({ value, bank, holder }: Fact, language: Language): string {
  return [inLanguage(value, language), bank, holder].filter(Boolean).join(' · ');
}

export type Standing =
  | { is: 'endless' }
  | { is: 'holds' | 'over'; day: string }
  | { is: 'soon'; day: string; days: number };

/** How it stands with the end of a fact, on the day of the organisation's zone; pure. */
export function standingOf({ expires }: Pick<Fact, 'expires'>, now: number, zone: string): Standing {
  if (expires === undefined) return { is: 'endless' };
  const days = Math.round((Date.parse(expires) - Date.parse(dayKey(now, zone))) / DAY);
  if (days < 0) return { is: 'over', day: expires };
  return days <= SOON ? { is: 'soon', day: expires, days } : { is: 'holds', day: expires };
}

/** Those that fit what is looked for, in the order of the kinds. */
export function foundFacts(facts: readonly Fact[], text: string): Fact[] {
  const wanted = text.trim().toLowerCase();
  const fits = (fact: Fact) => JSON.stringify(Object.values(fact)).toLowerCase().includes(wanted);
  return facts
    .filter((fact) => wanted === '' || fits(fact))
    .toSorted((a, b) => KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind) || a.id.localeCompare(b.id));
}
