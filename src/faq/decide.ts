import type { Ranking } from './search.js';

export type Decision = 'answer' | 'suggest' | 'none';

export interface Answer {
  id: string;
  /** How sure we are, 0..1; for the first answer the estimated chance that it is right. */
  score: number;
}

/** What to do with a question: answer outright with the first, offer up to three, or say honestly that we do not know. */
export interface Lookup {
  answers: Answer[];
  decision: Decision;
}

/** From here on the first answer is right in at least 19 of 20 cases, by cross-validation (docs/measures/faq.md). */
export const SURE = 0.75;
/** Below this an offer helps nobody; 1 answerable question in 25 is lost by it. */
export const POSSIBLE = 0.28;
const OFFERED = 3;

/** A question as near as this to one marked `not`, and nearer to it than to any phrasing, is never answered outright. */
const SURELY_REFUSED = 0.85;

/** Logistic regression on the development questions and on phrasings left out in turn (scripts/measure-faq.mjs --fit). */
const MODEL = {
  constant: -3.82,
  total: 3.38,
  margin: 3.53,
  refused: -1.7,
  nearerRefused: -2.53,
  cover: 1.88,
  substance: 1.34,
};

/** What the chance of being right rests on, for the first of a ranking. */
export function evidence(ranking: Ranking): Omit<typeof MODEL, 'constant'> {
  const [first, second] = ranking.fits;
  return {
    total: first?.total ?? 0,
    margin: (first?.total ?? 0) - (second?.total ?? 0),
    refused: ranking.refused,
    nearerRefused: Math.max(0, ranking.refused - (first?.phrase ?? 0)),
    cover: first?.cover ?? 0,
    substance: ranking.substance,
  };
}

/** Pure. The answers are sorted, best first; with `none` they are only what came nearest, for staff to look at. */
export function decide(ranking: Ranking): Lookup {
  const first = ranking.fits[0];
  if (first === undefined) return { answers: [], decision: 'none' };
  const facts = evidence(ranking);
  let sum = MODEL.constant;
  for (const name of Object.keys(facts) as (keyof typeof facts)[]) sum += MODEL[name] * facts[name];
  const chance = 1 / (1 + Math.exp(-sum));
  const answers = ranking.fits
    .slice(0, OFFERED)
    .map(({ id, total }) => ({ id, score: first.total === 0 ? 0 : (chance * total) / first.total }));
  if (chance < POSSIBLE) return { answers, decision: 'none' };
  const refused = ranking.refused >= SURELY_REFUSED && facts.nearerRefused > 0;
  return { answers, decision: chance >= SURE && !refused ? 'answer' : 'suggest' };
}
