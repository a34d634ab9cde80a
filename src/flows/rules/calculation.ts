import { readCalculation } from '../calculation.js';
import { allActs } from '../graph.js';
import type { Path } from '../parse.js';
import { type SoundFlow, soundFlows } from '../project.js';
import type { Rule } from './rule.js';

/** A sum that cannot be read: it would never come to anything. */
export const calculation: Rule = {
  code: 'calculation',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      sumsIn(doc)
        .filter(({ sum }) => readCalculation(sum) === undefined)
        .map(({ sum, path }) => ({
          doc,
          at: path,
          message: {
            id: `Hitungan ini tidak terbaca: \`${sum}\`.`,
            en: `This calculation cannot be read: \`${sum}\`.`,
          },
          mend: {
            id: 'Pakai {{nama}}, angka seperti 2.5 atau 2.5%, + - * / dan tanda kurung.',
            en: 'Use {{names}}, numbers such as 2.5 or 2.5%, + - * / and parentheses.',
          },
        })),
    ),
};

function sumsIn({ graph }: SoundFlow): { sum: string; path: Path }[] {
  const calculated = allActs(graph).flatMap(({ action, path }) =>
    typeof action === 'object' && 'type' in action && action.type === 'calculate'
      ? Object.entries(action.params).map(([name, sum]) => ({ sum, path: [...path, 'params', name] }))
      : [],
  );
  const compared = [graph.root, ...graph.nodes].flatMap(({ edges }) =>
    edges.flatMap(({ guard, path }) =>
      typeof guard === 'object' && guard.type === 'atLeast'
        ? Object.entries(guard.params).map(([name, sum]) => ({
            sum,
            path: [...path, 'guard', 'params', name],
          }))
        : [],
    ),
  );
  return [...calculated, ...compared];
}
