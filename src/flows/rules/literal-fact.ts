import { valueIn } from '../../facts/fact.js';
import { outgoingTexts, placeOfPiece } from '../outgoing-texts.js';
import type { Rule } from './rule.js';

/** A value of the list of facts that is written out: it would stay when the fact changes. */
export const literalFact: Rule = {
  code: 'literal-fact',
  level: 'warning',
  find: (project) => {
    const facts = (project.facts.registry?.entries ?? [])
      .map(({ fact }) => fact)
      .filter(({ kind }) => kind !== 'figure');
    return outgoingTexts(project).flatMap((one) =>
      facts
        .filter((fact) => one.text.includes(valueIn(fact, 'id')))
        .map((fact) => ({
          doc: one.doc,
          at: placeOfPiece(one, valueIn(fact, 'id')),
          message: {
            id: `Nilai fakta \`${fact.id}\` ditulis langsung, jadi tidak ikut berubah.`,
            en: `The value of the fact \`${fact.id}\` is written out, so it would not change with it.`,
          },
          mend: { id: `Tulis {{fact.${fact.id}}}.`, en: `Write {{fact.${fact.id}}}.` },
        })),
    );
  },
};
