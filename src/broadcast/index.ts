export { BroadcastError, type BroadcastErrorCode } from './broadcast-error.js';
export { type BroadcastOptions, Broadcasts } from './broadcasts.js';
export { BROADCAST_STATES, type BroadcastState } from './machine.js';
export { createSegment, listSegments, type Segment, type SegmentFilter } from './segments.js';
export { listTemplates, type StoredTemplate } from './templates.js';
export type {
  Audience,
  Broadcast,
  BroadcastCounts,
  BroadcastView,
  Check,
  NewBroadcast,
  Page,
  Preflight,
  RecipientView,
  TemplateChoice,
} from './types.js';
