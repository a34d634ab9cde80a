import { type Evidence, evidence } from './evidence.js';
import type { Exact } from './exact.js';
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

/** Of the questions with an entry that reach this, 95 in 100 get the right one, by cross-validation (docs/measures/faq.md). */
export const SURE = 0.77;
/** Below this an offer helps nobody; 1 answerable question in 25 is lost by it. */
export const POSSIBLE = 0.28;
/** Two entries as near as this, or a question that says as little as this ("donasi"), are for the customer to settle. */
const TIE = 0.05;
const VAGUE = 0.2;
const OFFERED = 3;
/** The score of a question that staff wrote down word for word. */
const EXACT = 0.99;

/** Logistic regression on the development questions and on phrasings left out in turn (scripts/measure-faq.mjs --fit). */
const MODEL: Evidence & { constant: number } = {
  constant: -4.01,
  total: 4.05,
  margin: 3.45,
  refused: -1.76,
  nearerRefused: -2.44,
  cover: 1.64,
  substance: 1.1,
};

/**
 * Pure. The answers are sorted, best first, at most three; with the decision `none` they are only what came nearest,
 * for staff to look at.
 */
export function decide(ranking: Ranking, exact: Exact): Lookup {
  const answers = score(ranking);
  if (exact === 'refused') return { answers, decision: 'none' };
  if (exact !== undefined) {
    const others = answers.filter(({ id }) => id !== exact.id).slice(0, OFFERED - 1);
    const capped = others.map(({ id, score }) => ({ id, score: Math.min(score, EXACT) }));
    return { answers: [{ id: exact.id, score: EXACT }, ...capped], decision: 'answer' };
  }
  const chance = answers[0]?.score ?? 0;
  if (chance < POSSIBLE) return { answers, decision: 'none' };
  const { margin, substance } = evidence(ranking);
  const clear = chance >= SURE && margin >= TIE && substance >= VAGUE;
  return { answers, decision: clear ? 'answer' : 'suggest' };
}

function score(ranking: Ranking): Answer[] {
  const first = ranking.fits[0];
  if (first === undefined) return [];
  const facts = evidence(ranking);
  let sum = MODEL.constant;
  for (const name of Object.keys(facts) as (keyof Evidence)[]) sum += MODEL[name] * facts[name];
  const chance = 1 / (1 + Math.exp(-sum));
  return ranking.fits
    .slice(0, OFFERED)
    .map(({ id, total }) => ({ id, score: (chance * total) / first.total }));
}
