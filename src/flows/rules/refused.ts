import { checkOutgoing } from '../../facts/check.js';
import { OBJECTION_WORDS, type ObjectionCode } from '../../facts/objection.js';
import { outgoingTexts, placeOfPiece } from '../outgoing-texts.js';
import type { Project } from '../project.js';
import type { Found, Rule } from './rule.js';

/** What the gate would refuse of the files' own texts. */
function refused(project: Project, codes: readonly ObjectionCode[]): Found[] {
  return outgoingTexts(project).flatMap((one) =>
    checkOutgoing(one.text, project.facts.registry, project.now)
      .filter(({ code }) => codes.includes(code))
      .map(({ code, at, length }) => ({
        doc: one.doc,
        at: placeOfPiece(one, one.text.slice(at, at + length)),
        ...OBJECTION_WORDS[code],
      })),
  );
}

/** An account number, QRIS code, link or phone number that the list of facts does not hold. */
export const unlistedFact: Rule = {
  code: 'unlisted-fact',
  level: 'fault',
  find: (project) => refused(project, ['unknown_account', 'unknown_qris', 'unknown_link', 'unknown_phone']),
};

/** A request for a secret, impersonation, abuse, incitement. */
export const refusedWords: Rule = {
  code: 'refused-words',
  level: 'fault',
  find: (project) => refused(project, ['asks_secret', 'impersonation', 'abuse', 'incitement']),
};
