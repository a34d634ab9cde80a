import type { Blocks } from '../consent/blocks.js';

/** Whether nobody will understand by itself any more what stands in the event of this hold; null: it is gone. */
export const isDoubt = ({ state }: { state: string | null }) => state === 'failed' || state === null;

/**
 * What was set aside may have been a stop: the doubt stands beside the person's own blocks, and holds nobody else
 * up; pure.
 */
export function withDoubts(blocks: Blocks, doubts: readonly { at: number }[]): Blocks {
  if (doubts.length === 0 || blocks.has('suspended')) return blocks;
  return new Map([...blocks, ['suspended', { since: Math.max(...doubts.map(({ at }) => at)), until: null }]]);
}
