import type { Node } from '../graph.js';
import { nearest } from '../nearest.js';
import type { Path } from '../parse.js';
import { type SoundFlow, soundFlows } from '../project.js';
import type { Found, Rule } from './rule.js';

/** A target or an initial state that the flow does not have. */
export const unknownState: Rule = {
  code: 'unknown-state',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      [doc.graph.root, ...doc.graph.nodes].flatMap((node) => [
        ...node.edges
          .filter(({ target, to }) => target !== undefined && to === undefined)
          .map(({ path, target = '' }) =>
            wrong(doc, typeof doc.doc.getIn(path) === 'string' ? path : [...path, 'target'], target, node),
          ),
        // A flow without any state has no beginning either.
        ...((node.children.length > 0 || node === doc.graph.root) &&
        !node.children.some(({ path }) => path.at(-1) === node.state.initial)
          ? [wrong(doc, [...node.path, 'initial'], node.state.initial ?? '', node)]
          : []),
      ]),
    ),
};

function wrong(doc: SoundFlow, at: Path, target: string, node: Node): Found {
  const inside = at.at(-1) === 'initial' || target.startsWith('.');
  const near = (inside ? node : (node.parent ?? node)).children.map(({ path }) => String(path.at(-1)));
  const meant = nearest(target.replace(/^\./, ''), near);
  const written = meant && (target.startsWith('.') || (!node.parent && !inside)) ? `.${meant}` : meant;
  return {
    doc,
    at,
    message: {
      id: `Tidak ada langkah bernama \`${target}\` dari sini.`,
      en: `There is no state called \`${target}\` from here.`,
    },
    mend: {
      id: `${written ? `Mungkin maksudnya \`${written}\`. ` : ''}Yang ada: ${near.join(', ')}.`,
      en: `${written ? `Perhaps \`${written}\` was meant. ` : ''}There are: ${near.join(', ')}.`,
    },
  };
}
