import type { Broadcast } from '../izin-api.js';

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
  reasons: { reason: string; count: number }[];
}

/** What the bar and the table show; parts in the order of the bar, shares in percent. */
export function progressOf(broadcast: Broadcast): Progress {
  const byStatus = broadcast.counts?.by_status ?? {};
  const known = Object.keys(statusColours).filter((status) => (byStatus[status] ?? 0) > 0);
  const counted = known.reduce((sum, status) => sum + (byStatus[status] ?? 0), 0);
  const total = Math.max(counted, broadcast.total ?? 0);
  const attempted = known.reduce(
    (sum, status) => sum + (waiting.has(status) ? 0 : (byStatus[status] ?? 0)),
    0,
  );
  const reasons = Object.entries(broadcast.counts?.by_reason ?? {})
    .filter(([, count]) => count > 0)
    .map(([reason, count]) => ({ reason, count }))
    .sort((one, other) => other.count - one.count);
  const parts = known.map((status) => {
    const count = byStatus[status] ?? 0;
    return { status, count, share: total === 0 ? 0 : (100 * count) / total };
  });
  return { total, attempted, parts, reasons };
}
