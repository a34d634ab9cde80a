import type { Generated } from 'kysely';

/** What people agreed to, and what they may demand. */
export interface ConsentTables {
  topic: TopicTable;
  topic_version: TopicVersionTable;
  consent: ConsentTable;
  block: BlockTable;
  hold: HoldTable;
  wording: WordingTable;
  rights_request: RightsRequestTable;
  complaint: ComplaintTable;
  drill: DrillTable;
}

/**
 * What people can subscribe to. `name`, `description`, `purpose` are JSON {id,en}, `frequency` {messages,days},
 * `template` and `renewal` {name,parameters}. `version` counts what subscribers agree to: `topic_version`.
 */
export interface TopicTable {
  id: string;
  name: string;
  description: string;
  purpose: string | null;
  frequency: string | null;
  template: string | null;
  renewal: string | null;
  version: Generated<number>;
  position: number;
  created_at: number;
  archived_at: number | null;
}

/** What subscribers agreed to while this version was the newest. `terms`: JSON {id,en}, hashes of `wording`. */
export interface TopicVersionTable {
  topic: string;
  version: number;
  description: string;
  purpose: string | null;
  frequency: string | null;
  terms: string;
  at: number;
  actor: string | null;
}

/**
 * The state of the consent machine for one contact and topic. `before` is where a pending request came from,
 * `topic_version` what of the topic they were asked about, `not_asked` why no message asks for a yes.
 */
export interface ConsentTable {
  contact_id: string;
  topic: string;
  state: string;
  before: string | null;
  since: number;
  version: number;
  expires_at: number | null;
  asked: number;
  environment: string;
  evidence: string;
  topic_version: number | null;
  not_asked: Generated<string | null>;
  /** The list that made this request; null once anything else has changed it. */
  import_id: Generated<string | null>;
}

export interface BlockTable {
  contact_id: string;
  kind: string;
  since: number;
  until: number | null;
}

/** A possible opt-out that stands in a stored event whose turn has not run yet. */
export interface HoldTable {
  kind: string;
  value: string;
  event_id: number;
  at: number;
}

/**
 * The exact words that were shown, once each. `version` counts the texts of one key, topic and language.
 * `contact_id`: the one person who has seen them, as long as it is one; they go with that person's data.
 */
export interface WordingTable {
  hash: string;
  key: string;
  topic: string;
  language: string;
  version: number;
  text: string;
  contact_id: string | null;
  first_at: number;
}

/**
 * What a person asked for by right, numbered, with its clock. `detail` is JSON of what stands in it about the
 * person and goes with them.
 */
export interface RightsRequestTable {
  number: Generated<number>;
  contact_id: string;
  kind: string;
  state: string;
  source: string;
  actor: string;
  asked_at: number;
  due_at: number;
  closed_at: number | null;
  closed_by: string | null;
  detail: string | null;
}

/**
 * Somebody says that we should not have written. `source` and `source_name`: where their number came from, as
 * far as we know. `said` and `answer` go when they are erased.
 */
export interface ComplaintTable {
  number: Generated<number>;
  contact_id: string;
  kind: string;
  state: string;
  source: string;
  source_name: string | null;
  said: string | null;
  opened_at: number;
  due_at: number;
  answer: string | null;
  answered_at: number | null;
  answered_by: string | null;
  closed_at: number | null;
}

/** One synthetic opt-out; `answered` and `recorded` in ms from its beginning. */
export interface DrillTable {
  id: Generated<number>;
  at: number;
  ok: number;
  reason: string | null;
  answered: number | null;
  recorded: number | null;
}
