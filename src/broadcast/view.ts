import { reasonWords } from '../gate/words.js';
import type { Tally } from './pacing.js';
import type { Broadcast, BroadcastCounts } from './types.js';

/** The counts as screens and the API show them. Pure. */
export function countsOf(tally: Tally): BroadcastCounts {
  const byState: Record<string, number> = {};
  for (const { state, n } of tally) byState[state] = (byState[state] ?? 0) + n;
  const byReason = tally
    .filter(({ reason }) => reason !== '')
    .map((row) => ({ ...row, message: reasonWords(row.reason) }))
    .sort((a, b) => b.n - a.n);
  return { byState, byReason };
}

const LEFT = new Set(['queued', 'deferred', 'attempting']);

/** 0..1: how many of the recipients need no further attempt. Pure. */
export function progressOf({ state, total, materialised }: Broadcast, tally: Tally): number {
  if (state === 'completed') return 1;
  if (!materialised || total === 0) return 0;
  const left = tally.reduce((sum, row) => sum + (LEFT.has(row.state) ? row.n : 0), 0);
  return Math.max(0, 1 - left / total);
}
