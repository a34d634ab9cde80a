import { checkOutgoing } from '../../facts/check.js';
import { OBJECTION_WORDS, type Objection } from '../../facts/objection.js';
import { createRegistry } from '../../facts/registry.js';
import { type OutgoingText, outgoingTexts, placeOfPiece } from '../outgoing-texts.js';
import type { Project } from '../project.js';
import type { Found, Rule } from './rule.js';

const WORDING: ReadonlySet<string> = new Set(['asks_secret', 'impersonation', 'abuse', 'incitement']);
const LISTS: ReadonlySet<string> = new Set([
  'unknown_account',
  'unknown_qris',
  'unknown_link',
  'unknown_phone',
]);

/** What stands against each text of a project, looked for once for both rules. */
const known = new WeakMap<Project, { text: OutgoingText; objections: Objection[] }[]>();

function objectionsOf(project: Project) {
  const before = known.get(project);
  if (before) return before;
  const registry = project.facts.registry ?? createRegistry([], { timezone: 'UTC' });
  const found = outgoingTexts(project).map((text) => ({
    text,
    objections: checkOutgoing(text.text, registry, project.now),
  }));
  known.set(project, found);
  return found;
}

function refused(project: Project, codes: ReadonlySet<string>): Found[] {
  return objectionsOf(project).flatMap(({ text, objections }) =>
    objections
      .filter(({ code }) => codes.has(code))
      .map(({ code, at, length }) => ({
        doc: text.doc,
        at: placeOfPiece(text, text.text.slice(at, at + length)),
        ...OBJECTION_WORDS[code],
      })),
  );
}

/** An account number, QRIS code, link or phone number that the list of facts does not hold. */
export const unlistedFact: Rule = {
  code: 'unlisted-fact',
  level: 'fault',
  find: (project) => (project.facts.registry ? refused(project, LISTS) : []),
};

/** A request for a secret, impersonation, abuse, incitement. */
export const refusedWords: Rule = {
  code: 'refused-words',
  level: 'fault',
  find: (project) => refused(project, WORDING),
};
