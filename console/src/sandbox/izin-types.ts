import type { Localized } from './localized.js';

/** A page of a list of the REST API. */
export interface Page<Item> {
  items: Item[];
  next: string | null;
}

export interface Contact {
  id: string;
  identities: { kind: string; value: string }[];
  language?: string | null;
}

export interface Ticket {
  id: string;
  /** Id of the contact. */
  contact: string;
  state: string;
  reason?: string | null;
  opened_at: string;
  assignee?: string | null;
  /** Seconds in which a reply can still be sent; null: none. */
  window_left?: number | null;
  answer_later?: 'agreed' | 'used' | null;
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
