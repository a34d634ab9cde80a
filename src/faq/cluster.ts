import { termsOf } from './terms.js';

/** Questions that ask for the same, the first asked of them first. */
export interface Cluster<Q> {
  questions: Q[];
}

/** Share of content words that two questions have in common, from which they count as one. */
const ALIKE = 0.5;

/**
 * Puts questions together that mean the same; the largest cluster first, then in the order asked. Pure. Each
 * question joins the cluster whose words are most like its own (Dice's coefficient over the terms of the
 * search), so `questions` in the order asked always give the same clusters.
 */
export function clusterQuestions<Q extends { text: string }>(questions: readonly Q[]): Cluster<Q>[] {
  const clusters: { questions: Q[]; terms: ReadonlySet<string> }[] = [];
  for (const question of questions) {
    const terms = wordsOf(question.text);
    let best: (typeof clusters)[number] | undefined;
    let most = 0;
    for (const cluster of clusters) {
      const likeness = dice(terms, cluster.terms);
      if (likeness > most) [best, most] = [cluster, likeness];
    }
    if (best && most >= ALIKE) best.questions.push(question);
    else clusters.push({ questions: [question], terms });
  }
  return clusters
    .toSorted((a, b) => b.questions.length - a.questions.length)
    .map(({ questions: together }) => ({ questions: together }));
}

/** Content words without the kinds of things; a question of none is known by all it says. */
function wordsOf(text: string): ReadonlySet<string> {
  const terms = [...termsOf(text).keys()].filter((term) => !term.startsWith('~'));
  return new Set(terms.length > 0 ? terms : [text.trim().toLowerCase()]);
}

function dice(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const term of a) if (b.has(term)) common++;
  return (2 * common) / (a.size + b.size);
}
