import type { Broadcast } from '../izin-types.js';
import type { Localized } from '../localized.js';

/** In which order statuses stand in the bar, and their colours. */
export const statusColours: Record<string, string> = {
  read: '#0b6b5d',
  delivered: '#2f9f83',
  sent: '#76c2ac',
  accepted: '#a7d7c9',
  attempting: '#c8ddeb',
  unknown: '#d99a2b',
  failed: '#c2453d',
  refused: '#8b6f8f',
  cancelled: '#9aa6a1',
  deferred: '#e3cf9a',
  queued: '#e6e9e6',
};

const waiting = new Set(['queued', 'deferred', 'attempting']);

export interface Progress {
  total: number;
  attempted: number;
  parts: { status: string; count: number; share: number }[];
  reasons: { key: string; message: Localized; count: number }[];
}

/** What the bar and the table show; parts in the order of the bar, shares in percent. */
export function progressOf(broadcast: Broadcast): Progress {
  const counts = broadcast.counts ?? {};
  const countOf = (status: string): number => {
    const count = counts[status];
    return typeof count === 'number' ? count : 0;
  };
  const known = Object.keys(statusColours).filter((status) => countOf(status) > 0);
  const sum = (statuses: string[]) => statuses.reduce((total, status) => total + countOf(status), 0);
  const total = Math.max(sum(known), broadcast.total ?? 0);
  return {
    total,
    attempted: sum(known.filter((status) => !waiting.has(status))),
    parts: known.map((status) => ({
      status,
      count: countOf(status),
      share: total === 0 ? 0 : (100 * countOf(status)) / total,
    })),
    reasons: (counts.reasons ?? [])
      .filter(({ n }) => n > 0)
      .map(({ state, reason, n, message }) => ({ key: `${state} ${reason}`, message, count: n }))
      .sort((one, other) => other.count - one.count),
  };
}
