import type { Store } from '../store/index.js';

/** Contacts with every one of the labels, that language and those attributes. */
export interface SegmentFilter {
  labels?: string[];
  language?: 'id' | 'en';
  attributes?: Record<string, string>;
}

export interface Segment {
  id: string;
  name: string;
  filter: SegmentFilter;
  createdAt: number;
}

export function listSegments(_read: Store['read']): Promise<Segment[]> {
  throw new Error('not there yet');
}

/** @throws BroadcastError invalid_audience when the filter is empty */
export function createSegment(
  _store: Store,
  _segment: { name: string; filter: SegmentFilter },
  _now: number,
): Promise<Segment> {
  throw new Error('not there yet');
}
