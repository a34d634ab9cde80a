import type { Objection, ObjectionCode } from '../objection.js';
import { ABUSE_WORDS, isAbusive, withoutEnding } from './abuse.js';
import { type Clause, clausesOf, wordsOf } from './clauses.js';
import { CLAIM_WORDS, impersonates } from './impersonation.js';
import { INCITEMENT_WORDS, incites } from './incitement.js';
import { asksSecret, SECRET_WORDS } from './secrets.js';

const LISTED: ReadonlySet<string> = new Set([
  ...SECRET_WORDS,
  ...CLAIM_WORDS,
  ...ABUSE_WORDS,
  ...INCITEMENT_WORDS,
]);

/** Without any word of the tables no rule can speak. */
export function mayNeedWording(text: string): boolean {
  return wordsOf(text).some((word) => LISTED.has(word) || LISTED.has(withoutEnding(word)));
}

/** What a text says that nobody may say in the organisation's name. `ownNames`: what it is called. */
export function wordingObjections(text: string, ownNames: readonly string[]): Objection[] {
  const clauses = clausesOf(text);
  const own = ownNames.map((name) => wordsOf(name).join(' '));
  const claim = impersonates(clauses, own);
  return clauses.flatMap((clause) => {
    const code = clause === claim ? 'impersonation' : codeOf(clause);
    return code === undefined ? [] : [{ code, at: clause.at, length: clause.length }];
  });
}

function codeOf(clause: Clause): ObjectionCode | undefined {
  if (asksSecret(clause)) return 'asks_secret';
  if (incites(clause)) return 'incitement';
  return isAbusive(clause) ? 'abuse' : undefined;
}
