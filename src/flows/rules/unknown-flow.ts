import { allActs, startedFlow } from '../graph.js';
import { nearest } from '../nearest.js';
import type { Path } from '../parse.js';
import { type SoundFlow, soundFlows } from '../project.js';
import { questionsOf } from '../words-used.js';
import type { Rule } from './rule.js';

/** `startFlow` or `late` names a flow that does not exist. */
export const unknownFlow: Rule = {
  code: 'unknown-flow',
  level: 'fault',
  find: (project) => {
    const names = soundFlows(project).map(({ flow }) => flow.id);
    return soundFlows(project).flatMap((doc) =>
      flowsNamed(doc)
        .filter(({ flow }) => !project.flows.some(({ name }) => name === flow))
        .map(({ flow, at }) => {
          const meant = nearest(flow, names);
          return {
            doc,
            at,
            message: {
              id: `Tidak ada alur bernama \`${flow}\`.`,
              en: `There is no flow called \`${flow}\`.`,
            },
            mend: {
              id: `${meant ? `Mungkin maksudnya \`${meant}\`. ` : ''}Yang ada: ${names.join(', ')}.`,
              en: `${meant ? `Perhaps \`${meant}\` was meant. ` : ''}There are: ${names.join(', ')}.`,
            },
          };
        }),
    );
  },
};

function flowsNamed(doc: SoundFlow): { flow: string; at: Path }[] {
  const started = allActs(doc.graph).flatMap(({ action, path }) => {
    const flow = startedFlow(action);
    return flow ? [{ flow, at: [...path, 'params', 'flow'] }] : [];
  });
  const late = questionsOf(doc).flatMap(({ ask, path }) =>
    (ask.choices ?? []).flatMap((choice, index) =>
      choice.late ? [{ flow: choice.late, at: [...path, 'choices', index, 'late'] }] : [],
    ),
  );
  return [...started, ...late];
}
