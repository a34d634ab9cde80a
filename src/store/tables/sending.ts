import type { Generated } from 'kysely';

/** What leaves. */
export interface SendingTables {
  outbox: OutboxTable;
  template: TemplateTable;
  broadcast: BroadcastTable;
  broadcast_count: BroadcastCountTable;
  segment: SegmentTable;
}

/** One message to send, for ever its own record: the only thing the dispatcher reads. */
export interface OutboxTable {
  id: Generated<number>;
  contact_id: string;
  number_id: string;
  purpose: string;
  topic: string | null;
  basis: string | null;
  content: string | null;
  wording: string | null;
  broadcast_id: string | null;
  batch: number | null;
  priority: number;
  state: string;
  reason: string | null;
  not_before: number;
  expires_at: number | null;
  created_at: number;
  attempted_at: number | null;
  updated_at: number;
  attempts: number;
  wamid: string | null;
  failure: number | null;
  /**
   * The version of the facts under which its words were found good; `always`: our own words on consent and rights,
   * which nothing may hold up. Null: nobody has looked.
   */
  sound: string | null;
  /** Which paper of our own making its files are, such as a person's copy of their data; null: none. */
  paper: string | null;
}

export interface TemplateTable {
  name: string;
  language: string;
  category: string;
  status: string;
  quality: string | null;
  components: string;
  parameter_format: string | null;
  synced_at: number;
}

/**
 * A campaign and how far it is. `cursor`: the last contact that was put into the outbox. `forgiven`: JSON of
 * the failures that staff knew of when they let it go on.
 */
export interface BroadcastTable {
  id: string;
  name: string;
  topic: string;
  template: string;
  audience: string;
  schedule_at: number | null;
  state: string;
  reason: string | null;
  actor: string | null;
  cursor: string | null;
  total: number;
  batch: number;
  forgiven: string;
  created_at: number;
  started_at: number | null;
  completed_at: number | null;
}

export interface BroadcastCountTable {
  broadcast_id: string;
  state: string;
  reason: string;
  n: number;
}

export interface SegmentTable {
  id: string;
  name: string;
  filter: string;
  created_at: number;
}
