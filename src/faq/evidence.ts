import type { Ranking } from './search.js';

/** What the chance of being right rests on, for the first of a ranking. Each figure is within 0..1. */
export interface Evidence {
  total: number;
  margin: number;
  refused: number;
  nearerRefused: number;
  cover: number;
  substance: number;
}

export function evidence(ranking: Ranking): Evidence {
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
