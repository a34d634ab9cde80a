import { soundFlows } from '../project.js';
import { isVariable } from '../variables.js';
import type { Rule } from './rule.js';
import { rememberedIn } from './unknown-variable.js';

/** What Izin knows cannot be overwritten by a flow; only `topic` may change what the flow is about. */
export const reservedName: Rule = {
  code: 'reserved-name',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      rememberedIn(doc)
        .filter(({ name }) => isVariable(name) && name !== 'topic')
        .map(({ name, path }) => ({
          doc,
          at: path,
          key: true,
          message: {
            id: `\`${name}\` sudah diisi oleh Izin, jadi tidak bisa diingat dengan nama itu.`,
            en: `\`${name}\` is filled in by Izin, so nothing can be remembered under it.`,
          },
          mend: {
            id: `Pakai nama lain, misalnya \`my-${name.toLowerCase()}\`.`,
            en: `Use another name, for example \`my-${name.toLowerCase()}\`.`,
          },
        })),
    ),
};
