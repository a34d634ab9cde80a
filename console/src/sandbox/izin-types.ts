import type { Localized } from './localized.js';

/** A page of a list of the REST API. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface Contact {
  id: string;
  identities: { kind: string; value: string }[];
  name?: string | null;
  /** E.164; null for people known by another id only. */
  phone?: string | null;
  language?: string | null;
  labels: string[];
  /** Staff shut them out then. */
  blocked_at: string | null;
}

/** One message of a conversation, newest first in a list; numbers of cards are hidden. */
export interface HistoryItem {
  id: string;
  direction: 'in' | 'out';
  at: string;
  type: string;
  text: string | null;
  media: IncomingFile | null;
  broadcast: string | null;
  state: string | null;
}

/** A file that somebody sent; only one that was `fetched` can be looked at. */
export interface IncomingFile {
  state: 'waiting' | 'fetched' | 'refused' | 'gone' | 'failed';
  /** By its bytes, such as `image/jpeg`. */
  type: string | null;
  filename: string | null;
}

/** A picture or document that shows a transfer. */
export interface TransferProof {
  number: number;
  contact: string;
  /** The message that brought it. */
  message: string;
  media: IncomingFile | null;
  /** In rupiah, as they said. */
  amount: number | null;
  state: 'new' | 'confirmed' | 'refused';
  received_at: string;
  decided_at: string | null;
  decided_by: string | null;
  note: string | null;
  /** Why no message told them. */
  untold: string | null;
}

export interface Ticket {
  id: string;
  /** Id of the contact. */
  contact: string;
  state: string;
  reason?: string | null;
  opened_at: string;
  closed_at: string | null;
  first_reply_at: string | null;
  assignee: string | null;
  team: string | null;
  /** Place in the queue, while nobody has answered. */
  position: number | null;
  /** Until then a reply can be sent; null: not now. */
  window_until: string | null;
  /** The first reply is promised by then; null: no promise, or answered. */
  reply_due_at: string | null;
  breached_at: string | null;
  snoozed_until: string | null;
  answer_later: 'agreed' | 'used' | null;
  rating: string | null;
  rating_asked_at: string | null;
  notes: { id: number; author: string; text: string; at: string }[];
}

export interface QuickReply {
  id: string;
  title: string;
  text: string;
}

/** How it stands with the account at Meta. */
export interface Account {
  environment: 'live' | 'sandbox';
  health: 'ok' | 'paused' | 'blocked';
  pauses: { scope: string; message: Localized }[];
}

/** Somebody who answers, and whether they are there. */
export interface AgentItem {
  name: string;
  presence: 'here' | 'away';
  since: string;
  open_tickets: number;
  teams: string[];
}

/** What people said of one agent's answers in the last 30 days. */
export interface Satisfaction {
  agent: string | null;
  asked: number;
  good: number;
  fair: number;
  poor: number;
}

/** How tickets are given out. */
export interface HandoffRules {
  assignment: 'manual' | 'round_robin' | 'least_busy';
  teams: { reason?: string; label?: string; team: string }[];
}

export type FactKind = 'account' | 'qris' | 'domain' | 'phone' | 'figure';

/** What must not be faked: where money and trust go, and figures that end. */
export interface Fact {
  id: string;
  kind: FactKind;
  value: string | Localized;
  bank?: string;
  holder?: string;
  source: string;
  owner: string;
  /** The last day on which it holds, 2026-12-31. */
  expires?: string;
}

export interface FactChange {
  number: number;
  fact: string;
  state: 'proposed' | 'approved' | 'done' | 'cancelled';
  before: Fact | null;
  /** null: it is taken away. */
  after: Fact | null;
  proposed_by: string;
  proposed_at: string;
  approved_by: string | null;
  approved_at: string | null;
  /** When it counts; null while nobody has approved it. */
  effective_at: string | null;
  closed_by: string | null;
  closed_at: string | null;
}

export interface Topic {
  id: string;
  name: Localized;
}

/** Meta's sheet for one topic; `topic` null: it was made elsewhere. */
export interface Signup {
  id: string;
  topic: string | null;
  name: string;
  url: string;
  state: 'active' | 'revoked';
}

/** What somebody asked for by right. */
export interface RightsRequest {
  number: number;
  contact: string;
  kind: string;
  state: string;
  source: string;
  asked_at: string;
  due_at: string;
  closed_at: string | null;
  closed_by: string | null;
  detail: {
    field?: string;
    before?: string | null;
    after?: string | null;
    note?: string;
    answer?: string;
  } | null;
}

/** Questions of one kind that found no answer. */
export interface UnansweredCluster {
  id: number;
  size: number;
  language: 'id' | 'en';
  last_at: string;
  examples: string[];
  nearest: { entry: string; score: number } | null;
  /** YAML to paste at the end of locales/faq.yaml. */
  new_entry: string;
}

export interface FailedEvent {
  id: number;
  kind: string;
  field: string;
  at: string;
  attempts: number;
  error: string | null;
}

/** Which release is in use, and one with its files. */
export interface Publication {
  id: string;
  current: boolean;
}
export interface Release {
  id: string;
  files: { path: string; source: string }[];
}

export interface Complaint {
  number: number;
  contact: string;
  kind: string;
  state: string;
  source: string;
  source_name: string | null;
  said: string | null;
  opened_at: string;
  due_at: string;
  answer: string | null;
  answered_by: string | null;
}

export interface Consent {
  topic: string;
  state: string;
}

export interface TemplateItem {
  name: string;
  language: string;
  category: string;
  status: string;
  parameter_format?: string | null;
  components: { type: string; text?: string; buttons?: { text: string }[] }[];
}

export interface Broadcast {
  id: string;
  name: string;
  topic: string;
  state: string;
  total?: number;
  counts?: BroadcastCounts;
  /** One plain sentence: why it stands still. */
  explanation?: Localized | null;
}

/** How many people in each status, and within a status for which reason. */
export interface BroadcastCounts {
  reasons?: CountedReason[];
  [status: string]: number | CountedReason[] | undefined;
}

export interface CountedReason {
  state: string;
  reason: string;
  n: number;
  message: Localized;
}

export interface Preflight {
  ok: boolean;
  checks: { id: string; level: 'ok' | 'warning' | 'error'; message: Localized }[];
}

export interface NewBroadcast {
  name: string;
  topic: string;
  template: { name: string; language: string; parameters: string[] };
  audience: { all: true };
}

/** A file of the register of media. */
export interface Medium {
  id: string;
  name: string;
  type: string;
  sendable: boolean;
}
