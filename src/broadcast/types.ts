import type { Bilingual } from '../whatsapp/error-row.js';
import type { BroadcastState } from './machine.js';

/** Subscribers of the topic, narrowed: `all` of them, those with every one of `labels`, those of a `segment`. */
export interface Audience {
  segment?: string;
  labels?: string[];
  all?: boolean;
}

/** Which template, and a value for each placeholder of its body, in order; may hold `{{attribute|fallback}}`. */
export interface TemplateChoice {
  name: string;
  language: string;
  parameters: string[];
  /** The file in its header, by its id in the list of media; where the template wants one. */
  media?: string | undefined;
}

/** What staff or the API ask for. Times in ms. */
export interface NewBroadcast {
  name: string;
  topic: string;
  template: TemplateChoice;
  audience: Audience;
  scheduleAt?: number | null;
}

/** A broadcast as it is stored. Times in ms. */
export interface Broadcast {
  id: string;
  name: string;
  topic: string;
  template: TemplateChoice;
  audience: Audience;
  scheduleAt: number | null;
  state: BroadcastState;
  /** Why it is paused, a code: `staff`, `meta_131048`, `template_paused` ... */
  reason: string | null;
  /** Who acted last: a staff member's or API key's name. */
  actor: string | null;
  /** Everybody of the audience has a row in the outbox. */
  materialised: boolean;
  /** Recipients, so far while not materialised. */
  total: number;
  /** The number of the last batch that was released; 0: none. */
  batch: number;
  createdAt: number;
  startedAt: number | null;
  completedAt: number | null;
}

/** A broadcast with what came of it. */
export interface BroadcastView extends Broadcast {
  counts: BroadcastCounts;
  /** 0..1 of the recipients that need no further attempt. */
  progress: number;
  /** Why nothing moves, when nothing moves. */
  explanation: Bilingual | null;
}

/** Recipients by state, and by reason within a state (`refused` and `deferred` by gate code, `failed` by error). */
export interface BroadcastCounts {
  byState: Record<string, number>;
  byReason: { state: string; reason: string; n: number; message: Bilingual }[];
}

/** One check before sending. An `error` forbids the start. */
export interface Check {
  id: string;
  level: 'ok' | 'warning' | 'error';
  message: Bilingual;
}

export interface Preflight {
  ok: boolean;
  checks: Check[];
}

/** One recipient. Nothing of it is personal data but the contact's id. */
export interface RecipientView {
  id: number;
  contactId: string;
  status: string;
  reason: string | null;
  /** The reason in words. */
  message: Bilingual | null;
  batch: number | null;
  /** When it may go, for `deferred`. */
  notBefore: number | null;
  attemptedAt: number | null;
  updatedAt: number;
}

export interface Page<T> {
  items: T[];
  /** Hand back as `cursor` for the next page; null: this was the last. */
  next: string | null;
}
