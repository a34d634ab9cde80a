export { BroadcastError, type BroadcastErrorCode } from './broadcast-error.js';
export { type BroadcastOptions, Broadcasts } from './broadcasts.js';
export type { StopToken } from './compose.js';
export { unsubscribePayload } from './compose.js';
export { compositions } from './compositions.js';
export { broadcastConsequences } from './consequences.js';
export { BROADCAST_STATES, type BroadcastState } from './machine.js';
export { BroadcastRunner, type RunnerOptions } from './runner.js';
export { createSegment, listSegments, type Segment, type SegmentFilter } from './segments.js';
export { stopWords } from './stop-words.js';
export type { Surroundings } from './surroundings.js';
export {
  changeTemplateStatus,
  listTemplates,
  type StoredTemplate,
  type SyncReport,
  syncTemplates,
} from './templates.js';
export { pauseBroadcast, pauseForTemplate } from './transitions.js';
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
