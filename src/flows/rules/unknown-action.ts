import type { Issue } from '../issues.js';
import { nearest } from '../nearest.js';
import { ACTIONS } from '../vocabulary.js';
import type { Rule } from './rule.js';

/** An action that Izin does not have. */
export const unknownAction: Rule = {
  code: 'unknown-action',
  level: 'fault',
  find: ({ flows }) =>
    flows.flatMap((doc) =>
      doc.issues.filter(isAction).map(({ path, value }) => {
        const meant = nearest(String(value), ACTIONS);
        return {
          doc,
          at: path,
          message: {
            id: `Tidak ada tindakan bernama \`${String(value)}\`.`,
            en: `There is no action called \`${String(value)}\`.`,
          },
          mend: {
            id: `${meant ? `Mungkin maksudnya \`${meant}\`. ` : ''}Yang ada: ${ACTIONS.join(', ')}.`,
            en: `${meant ? `Perhaps \`${meant}\` was meant. ` : ''}There are: ${ACTIONS.join(', ')}.`,
          },
        };
      }),
    ),
};

/** By its bare name, or by the `type` of its long form. */
export function isAction({
  path,
  kind,
  code,
  value,
}: Pick<Issue, 'path' | 'kind' | 'code' | 'value'>): boolean {
  const list = path.filter((key) => typeof key !== 'number');
  const last = list.at(kind ? -2 : -1);
  const here = last === 'actions' || last === 'entry' || last === 'exit';
  return here && typeof value === 'string' && (kind === true || code === 'invalid_value');
}
