import { soundFlows } from '../project.js';
import type { Rule } from './rule.js';

/** The name of a flow is the name of its file. */
export const flowName: Rule = {
  code: 'flow-name',
  level: 'fault',
  find: (project) =>
    soundFlows(project)
      .filter(({ flow, name }) => flow.id !== name)
      .map((doc) => ({
        doc,
        at: ['id'],
        message: {
          id: `Alur ini bernama \`${doc.flow.id}\`, berkasnya ${doc.name}.yaml.`,
          en: `This flow is called \`${doc.flow.id}\`, its file ${doc.name}.yaml.`,
        },
        mend: { id: `Tulis \`id: ${doc.name}\`.`, en: `Write \`id: ${doc.name}\`.` },
      })),
};
