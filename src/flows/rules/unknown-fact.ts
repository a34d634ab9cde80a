import { referencesIn } from '../../facts/reference.js';
import { nearest } from '../nearest.js';
import { outgoingTexts, placeOfPiece } from '../outgoing-texts.js';
import type { Rule } from './rule.js';

/** A `{{fact.…}}` that the list of facts does not hold. */
export const unknownFact: Rule = {
  code: 'unknown-fact',
  level: 'fault',
  find: (project) => {
    const { registry } = project.facts;
    if (!registry) return [];
    const ids = registry.entries.map(({ fact }) => fact.id);
    return outgoingTexts(project).flatMap((one) =>
      referencesIn(one.text)
        .filter(({ ref }) => registry.standing(ref, project.now) === 'unknown')
        .map(({ ref, at, length }) => {
          const meant = nearest(ref, ids);
          return {
            doc: one.doc,
            at: placeOfPiece(one, one.text.slice(at, at + length)),
            message: {
              id: `Fakta \`${ref}\` tidak ada di locales/facts.yaml.`,
              en: `The fact \`${ref}\` is not in locales/facts.yaml.`,
            },
            mend: {
              id: `${meant ? `Mungkin maksudnya \`${meant}\`. ` : ''}Atau tambahkan fakta itu.`,
              en: `${meant ? `Perhaps \`${meant}\` was meant. ` : ''}Or add the fact.`,
            },
          };
        }),
    );
  },
};
