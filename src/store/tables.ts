import type { ColumnType, Generated } from 'kysely';

/**
 * The tables, in the types both engines share. Times are milliseconds since the epoch, JSON is text,
 * booleans are 0 or 1. A null time means "never" or "for good".
 */
export interface Tables {
  contact: ContactTable;
  identity: IdentityTable;
  window: WindowTable;
  topic: TopicTable;
  topic_version: TopicVersionTable;
  consent: ConsentTable;
  block: BlockTable;
  hold: HoldTable;
  wording: WordingTable;
  ledger: LedgerTable;
  ledger_key: LedgerKeyTable;
  checkpoint: CheckpointTable;
  signing_key: SigningKeyTable;
  drill: DrillTable;
  checkpoint_head: CheckpointHeadTable;
  suppression: SuppressionTable;
  rights_request: RightsRequestTable;
  complaint: ComplaintTable;
  event: EventTable;
  conversation: ConversationTable;
  timer: TimerTable;
  outbox: OutboxTable;
  template: TemplateTable;
  broadcast: BroadcastTable;
  broadcast_count: BroadcastCountTable;
  segment: SegmentTable;
  agent: AgentTable;
  ticket: TicketTable;
  ticket_note: TicketNoteTable;
  quick_reply: QuickReplyTable;
  faq_count: FaqCountTable;
  faq_answer: FaqAnswerTable;
  faq_question: FaqQuestionTable;
  account_state: AccountStateTable;
  account_event: AccountEventTable;
  api_key: ApiKeyTable;
  idempotency: IdempotencyTable;
  setting: SettingTable;
  fact: FactTable;
  fact_change: FactChangeTable;
  import: ImportTable;
  import_row: ImportRowTable;
  source_policy: SourcePolicyTable;
  subscribe_link: SubscribeLinkTable;
  signup: SignupTable;
  scan: ScanTable;
  scan_use: ScanUseTable;
  inbound_media: InboundMediaTable;
  transfer_proof: TransferProofTable;
  file_removal: FileRemovalTable;
  medium: MediumTable;
  medium_upload: MediumUploadTable;
  release: ReleaseTable;
  release_file: ReleaseFileTable;
  publication: PublicationTable;
}

/** A person as the organisation knows them. `labels` is a JSON list, `attributes` a JSON object. */
export interface ContactTable {
  id: string;
  language: string | null;
  name: string | null;
  zone: string | null;
  labels: string;
  attributes: string;
  marketing_not_before: number | null;
  marketing_not_before_reason: string | null;
  /** Staff shut them out since then: the bot answers only stops and rights. */
  blocked_at: number | null;
  created_at: number;
  updated_at: number;
}

/** One way to reach or recognise a contact. */
export interface IdentityTable {
  kind: string;
  value: string;
  contact_id: string;
  first_seen: number;
  last_seen: number;
  /** Since when the person has another one in its place: nobody is written to under this name. */
  superseded_at: number | null;
}

/** When the contact last wrote to one of our numbers: the 24 h window counts from here. */
export interface WindowTable {
  contact_id: string;
  number_id: string;
  last_inbound_at: number;
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

/** One consent event. `evidence` is erasable detail; `commitment` binds it into the chain for ever. */
export interface LedgerTable {
  /** In the order of writing. */
  id: Generated<number>;
  contact_id: string;
  seq: number;
  topic: string | null;
  event: string;
  from_state: string | null;
  to_state: string | null;
  at: number;
  recorded_at: number;
  source: string;
  actor: string;
  effect: number;
  wording: string | null;
  environment: string;
  evidence: string | null;
  commitment: string;
  previous: string;
  hash: string;
}

/** The per-contact key of the commitments; erasure destroys it. */
export interface LedgerKeyTable {
  contact_id: string;
  key: Buffer;
}

export interface CheckpointTable {
  seq: number;
  at: number;
  records: number;
  previous: string;
  root: string;
  key_id: string;
  signature: string;
}

/** Public keys that have signed checkpoints, each but the first signed by the one before. */
export interface SigningKeyTable {
  number: number;
  key_id: string;
  public_key: string;
  at: number;
  first_checkpoint: number;
  previous: string | null;
  signature: string | null;
}

/** The chain heads that changed since the checkpoint before. */
export interface CheckpointHeadTable {
  checkpoint_seq: number;
  contact_id: string;
  seq: number;
  hash: string;
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

/** Keyed hash of an erased identity, so that an import cannot bring it back. */
export interface SuppressionTable {
  hash: string;
  at: number;
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

/** One thing that arrived: the durable inbox. `payload` is whole, as received. */
export interface EventTable {
  id: Generated<number>;
  key: string;
  kind: string;
  field: string;
  waba_id: string;
  number_id: string | null;
  contact_id: string | null;
  at: number;
  received_at: number;
  identities: string;
  standby: number;
  payload: string | null;
  state: ColumnType<string, string, string>;
  ready_at: number;
  attempts: number;
  error: string | null;
}

export interface ConversationTable {
  contact_id: string;
  number_id: string;
  release: string;
  state: string;
  updated_at: number;
}

export interface TimerTable {
  contact_id: string;
  name: string;
  due_at: number;
  event: string;
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

export interface TicketTable {
  id: string;
  contact_id: string;
  number_id: string;
  state: string;
  reason: string | null;
  assignee: string | null;
  opened_at: number;
  /** A later message brought it back. */
  reopened_at: ColumnType<number | null, number | null | undefined, number | null>;
  first_reply_at: number | null;
  closed_at: number | null;
  snoozed_at: ColumnType<number | null, number | null | undefined, number | null>;
  snoozed_until: ColumnType<number | null, number | null | undefined, number | null>;
  /** When they said yes to one answer by template. */
  answer_later_at: ColumnType<number | null, number | null | undefined, number | null>;
  /** The outbox row that used this yes. */
  answered_later: ColumnType<number | null, number | null | undefined, number | null>;
  /** The promised time of the first reply passed without one. */
  breached_at: ColumnType<number | null, number | null | undefined, number | null>;
  /** When they were asked whether the answers helped; once at most. */
  rating_asked_at: ColumnType<number | null, number | null | undefined, number | null>;
  /** Whose ticket it was then. */
  rating_agent: ColumnType<string | null, string | null | undefined, string | null>;
  rating: ColumnType<string | null, string | null | undefined, string | null>;
  rated_at: ColumnType<number | null, number | null | undefined, number | null>;
  /** Whose agents it is for; null: anybody's. */
  team: ColumnType<string | null, string | null | undefined, string | null>;
}

/** Somebody of ours who answers tickets. */
export interface AgentTable {
  name: string;
  here: number;
  since: number;
  given_at: number | null;
  /** JSON: the teams they belong to. */
  teams: string;
}

export interface TicketNoteTable {
  id: Generated<number>;
  ticket_id: string;
  author: string;
  text: string;
  at: number;
}

export interface QuickReplyTable {
  id: string;
  title: string;
  text: string;
  created_at: number;
}

/** How often something became of an FAQ entry; says nothing of anybody. */
export interface FaqCountTable {
  entry: string;
  what: string;
  n: number;
}

/** When a person was last given an entry, whether it helped them, and whether they went on to an agent. */
export interface FaqAnswerTable {
  contact_id: string;
  entry: string;
  at: number;
  helpful: number | null;
  handed_over: number;
}

/** A question without an answer, its personal numbers masked. `offered`: entries were, and none was taken so far. */
export interface FaqQuestionTable {
  id: Generated<number>;
  contact_id: string;
  language: string;
  text: string;
  at: number;
  offered: number;
}

/** The account's health, one JSON value a name. */
export interface AccountStateTable {
  name: string;
  value: string;
  updated_at: number;
}

export interface AccountEventTable {
  id: Generated<number>;
  at: number;
  kind: string;
  detail: string;
}

export interface ApiKeyTable {
  id: string;
  name: string;
  hash: string;
  created_at: number;
  revoked_at: number | null;
}

export interface IdempotencyTable {
  api_key_id: string;
  key: string;
  request_hash: string;
  status: number;
  body: string;
  at: number;
}

/** A fact in force: an account, a QRIS code, a domain, a phone number, a dated figure. `value` is JSON of it. */
export interface FactTable {
  id: string;
  kind: string;
  value: string;
  updated_at: number;
}

/** A change of a fact. `before` and `after`: JSON of it; null: there is none. */
export interface FactChangeTable {
  number: Generated<number>;
  fact: string;
  kind: string;
  before: string | null;
  after: string | null;
  state: string;
  proposed_by: string;
  proposed_key: string;
  proposed_at: number;
  approved_by: string | null;
  approved_at: number | null;
  effective_at: number | null;
  closed_by: string | null;
  closed_at: number | null;
}

export interface SettingTable {
  name: string;
  value: string;
}

/**
 * A file of requests and how far it is. `settings`: JSON of what was asked for; `columns`: JSON of the header
 * that was found; `proofs`: JSON list of what staff attached; `percent`: of the file that has been read.
 */
export interface ImportTable {
  id: string;
  name: string | null;
  state: string;
  dry_run: number;
  rows: number;
  counts: string;
  percent: number;
  settings: string;
  columns: string;
  bytes: number;
  sha256: string;
  proofs: string;
  fault: string | null;
  actor: string;
  created_at: number;
  completed_at: number | null;
}

/** What became of a row. `phone` and `data` (JSON of the row) only while it waits for its proof. */
export interface ImportRowTable {
  import_id: string;
  row: number;
  line: number;
  outcome: string;
  reason: string | null;
  note: string | null;
  phone: string | null;
  data: string | null;
}

/** Whether requests from a source need the customer's yes in WhatsApp; the newest of a source counts. */
export interface SourcePolicyTable {
  id: Generated<number>;
  source: string;
  double_opt_in: number;
  reason: string;
  actor: string;
  at: number;
}

/** A ref in a message to us tells where its writer came from. With an end it counts once. */
export interface SubscribeLinkTable {
  ref: string;
  topic: string;
  channel: string;
  source: string;
  language: string;
  wording: string | null;
  created_at: number;
  expires_at: number | null;
  uses: number;
}

/** What an In-App Signup of Meta's stands for here. */
export interface SignupTable {
  id: string;
  topic: string;
  language: string;
  wording: string;
  name: string;
  created_at: number;
  revoked_at: number | null;
}

/** A scanned form, named by the SHA-256 of its bytes; the file lies in the data directory. */
export interface ScanTable {
  hash: string;
  type: string;
  size: number;
  created_at: number;
  used_at: number | null;
}

export interface ScanUseTable {
  hash: string;
  contact_id: string;
}

/**
 * The file of a message that came, one a message: what Meta says of it (`media_id`, `mime_type`, `digest`: SHA-256),
 * how far it is fetched, and what it turned out to be (`type`, `size`, `sha256`: its name in the data directory).
 */
export interface InboundMediaTable {
  event_id: number;
  contact_id: string;
  kind: string;
  media_id: string | null;
  mime_type: string | null;
  filename: string | null;
  digest: string | null;
  state: string;
  reason: string | null;
  tries: number;
  next_at: number;
  at: number;
  type: string | null;
  size: number | null;
  sha256: string | null;
  fetched_at: number | null;
  erased_at: number | null;
}

/**
 * A picture or document that shows a transfer. `event_id`: the message that brought it; `ticket_id`: the ticket that
 * was opened for nothing else; `amount`: what they said, in rupiah; `note`: what staff told them beside the decision;
 * `message`: the row of the outbox that told them, `untold`: why nothing did.
 */
export interface TransferProofTable {
  number: Generated<number>;
  contact_id: string;
  event_id: number;
  ticket_id: string | null;
  amount: number | null;
  state: string;
  at: number;
  decided_at: number | null;
  decided_by: string | null;
  note: string | null;
  message: number | null;
  untold: string | null;
}

/** A file that somebody has let go of: removed when nobody needs it. */
export interface FileRemovalTable {
  sha256: string;
  at: number;
}

/** Flows, words and FAQ that belong together, named by what they hold. `files`: JSON {path: hash}. */
export interface ReleaseTable {
  id: string;
  files: string;
  created_at: number;
}

/** The text of a file, once for all releases that hold it. `hash`: its SHA-256. */
export interface ReleaseFileTable {
  hash: string;
  source: string;
}

/** A release became the one in use. `way`: `files`, `publish` or `rollback`. The newest counts. */
export interface PublicationTable {
  number: Generated<number>;
  release: string;
  way: string;
  actor: string;
  at: number;
}

/**
 * A file that may be sent, and the rights to it. `small_sha256`: its variant for people on cheap plans.
 * `origin`: `file` or `api`, who holds it. Null among the rights: nobody has said.
 */
export interface MediumTable {
  id: string;
  sha256: string;
  mime: string;
  size: number;
  name: string;
  small_sha256: string | null;
  small_size: number | null;
  owner: string | null;
  licence: string | null;
  proof: string | null;
  people: string | null;
  people_proof: string | null;
  expires_at: number | null;
  origin: string;
  entered_by: string;
  created_at: number;
  updated_by: string;
  updated_at: number;
  withdrawn_at: number | null;
  withdrawn_by: string | null;
  withdrawn_why: string | null;
}

/** Under which id Meta keeps these bytes for this number, and since when. */
export interface MediumUploadTable {
  sha256: string;
  number_id: string;
  meta_id: string;
  uploaded_at: number;
}
