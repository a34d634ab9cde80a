import { type Act, nameOf } from '../graph.js';
import { soundFlows } from '../project.js';
import { initialWays, waysOf } from '../walk.js';
import type { Rule } from './rule.js';

const MOST = 2;

/** Each bubble costs money, and one message per 6 s is Meta's rule (pair rate). */
export const tooManyBubbles: Rule = {
  code: 'too-many-bubbles',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) => {
      const turns = [doc.graph.root, ...doc.graph.nodes].flatMap((node) =>
        node.edges
          .filter(({ kind }) => kind !== 'always')
          .map((edge) => ({ at: edge.path, key: true, ways: waysOf(project, edge) })),
      );
      return [{ at: ['initial'], key: false, ways: initialWays(project, doc) }, ...turns].flatMap(
        ({ at, key, ways }) => {
          const most = Math.max(...ways.map(bubbles));
          if (most <= MOST) return [];
          return [
            {
              doc,
              at,
              key,
              message: {
                id: `Di sini bot bisa mengirim ${most} pesan sekaligus; paling banyak ${MOST}.`,
                en: `Here the bot can send ${most} messages at once; ${MOST} is the most.`,
              },
              mend: {
                id: 'Gabungkan kata-katanya, atau tunggu jawaban pelanggan di antaranya.',
                en: 'Join the words, or wait for the customer in between.',
              },
            },
          ];
        },
      );
    }),
};

/** As the engine joins them: a text joins the text or question that follows. */
function bubbles(acts: readonly Act[]): number {
  const kinds = acts
    .map(({ action }) => nameOf(action))
    .filter((name) => /^(say|ask|answerFaq|send.*)$/.test(name));
  const joins = kinds.filter((kind, index) => {
    const next = kinds[index + 1];
    return isText(kind) && next !== undefined && (isText(next) || next === 'ask');
  });
  return kinds.length - joins.length;
}

const isText = (kind: string) => kind === 'say' || kind === 'answerFaq';
