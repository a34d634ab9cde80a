import type { Issue } from '../issues.js';
import { nearest } from '../nearest.js';
import { GUARDS } from '../vocabulary.js';
import type { Rule } from './rule.js';

/** A guard that Izin does not have. */
export const unknownGuard: Rule = {
  code: 'unknown-guard',
  level: 'fault',
  find: ({ flows }) =>
    flows.flatMap((doc) =>
      doc.issues.filter(isGuard).map(({ path, value }) => {
        const meant = nearest(String(value), GUARDS);
        return {
          doc,
          at: path,
          message: {
            id: `Tidak ada syarat bernama \`${String(value)}\`.`,
            en: `There is no guard called \`${String(value)}\`.`,
          },
          mend: {
            id: `${meant ? `Mungkin maksudnya \`${meant}\`. ` : ''}Yang ada: ${GUARDS.join(', ')}.`,
            en: `${meant ? `Perhaps \`${meant}\` was meant. ` : ''}There are: ${GUARDS.join(', ')}.`,
          },
        };
      }),
    ),
};

/** By its bare name, or by the `type` of its long form. */
export function isGuard({
  path,
  kind,
  code,
  value,
}: Pick<Issue, 'path' | 'kind' | 'code' | 'value'>): boolean {
  const here = path.at(kind ? -2 : -1) === 'guard';
  return here && typeof value === 'string' && (kind === true || code === 'invalid_value');
}
