import type { FlowTopic } from './types.js';

/** Words that stand in the name of any topic. */
const COMMON = new Set([
  'info',
  'informasi',
  'update',
  'updates',
  'kabar',
  'berita',
  'news',
  'topik',
  'topic',
]);

/**
 * The topics that these words name: those whose id or names share most words with them. Several when they tie,
 * none when nothing fits.
 */
export function topicsNamed(words: readonly string[], topics: readonly FlowTopic[]): string[] {
  const said = new Set(words.flatMap(tokens));
  const scored = topics.map((topic) => {
    const own = new Set([topic.id, topic.name.id, topic.name.en].flatMap(tokens));
    const shared = [...own].filter((token) => said.has(token));
    return { id: topic.id, score: shared.length, telling: shared.some((token) => !COMMON.has(token)) };
  });
  const fitting = scored.filter(({ telling }) => telling);
  const best = Math.max(0, ...fitting.map(({ score }) => score));
  return fitting.filter(({ score }) => score === best).map(({ id }) => id);
}

function tokens(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
