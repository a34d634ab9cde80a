import { type OutgoingText, outgoingTexts, placeOfPiece } from '../../outgoing-texts.js';
import type { Project } from '../../project.js';
import type { Bilingual } from '../../types.js';
import type { Found, Rule } from '../rule.js';

/** What a text does against a rule of tone. */
export interface Slip {
  /** the words that do it; where they cannot be found, the text's beginning is shown */
  piece: string;
  message: Bilingual;
  mend: Bilingual;
}

/** A rule of tone: a warning, since only people can judge in the end. */
export function tone(code: string, slipsOf: (text: OutgoingText, project: Project) => Slip[]): Rule {
  return {
    code,
    level: 'warning',
    find: (project) =>
      outgoingTexts(project)
        .filter(isOurs)
        .flatMap((text) =>
          slipsOf(text, project).map(
            ({ piece, ...words }): Found => ({ doc: text.doc, at: placeOfPiece(text, piece), ...words }),
          ),
        ),
  };
}

/** Questions of the FAQ are in the customers' own words, and of other languages nobody here knows the tone. */
function isOurs({ path, language }: OutgoingText): boolean {
  return path[1] !== 'question' && language !== 'other';
}
