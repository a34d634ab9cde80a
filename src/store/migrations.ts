import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Every migration that ever shipped, in order. A shipped one never changes; a change is a new one. */
export const migrations: Record<string, Migration> = {
  '0001-first': { up: first },
};

async function first(db: Kysely<unknown>): Promise<void> {
  for (const statement of FIRST) await sql.raw(statement).execute(db);
}

/**
 * Written out as SQL that both engines read, except for the two words the store replaces for PostgreSQL:
 * `integer primary key autoincrement` and `blob`.
 */
const FIRST = [
  `create table contact (
    id text primary key, language text, name text, zone text,
    labels text not null, attributes text not null,
    marketing_not_before bigint, marketing_not_before_reason text, blocked_at bigint,
    created_at bigint not null, updated_at bigint not null)`,
  `create table identity (
    kind text not null, value text not null, contact_id text not null,
    first_seen bigint not null, last_seen bigint not null, superseded_at bigint,
    primary key (kind, value)) without rowid`,
  'create index identity_contact on identity (contact_id)',
  `create table window (
    contact_id text not null, number_id text not null, last_inbound_at bigint not null,
    primary key (contact_id, number_id)) without rowid`,
  `create table topic (
    id text primary key, name text not null, description text not null, purpose text, frequency text,
    template text, renewal text, version integer not null default 1, position integer not null,
    created_at bigint not null, archived_at bigint)`,
  `create table topic_version (
    topic text not null, version integer not null, description text not null, purpose text, frequency text,
    terms text not null, at bigint not null, actor text, primary key (topic, version))`,
  `create table consent (
    contact_id text not null, topic text not null, state text not null, before text, since bigint not null,
    version integer not null, expires_at bigint, asked integer not null, environment text not null,
    evidence text not null, topic_version integer, not_asked text, import_id text,
    primary key (contact_id, topic))`,
  'create index consent_audience on consent (topic, state, contact_id)',
  'create index consent_expiry on consent (expires_at) where expires_at is not null',
  'create index consent_import on consent (import_id, contact_id, topic) where import_id is not null',
  `create table block (
    contact_id text not null, kind text not null, since bigint not null, until bigint,
    primary key (contact_id, kind)) without rowid`,
  `create table hold (
    kind text not null, value text not null, event_id integer not null, at bigint not null,
    primary key (kind, value, event_id)) without rowid`,
  'create index hold_event on hold (event_id)',
  `create table wording (
    hash text primary key, key text not null, topic text not null, language text not null,
    version integer not null, text text not null, contact_id text, first_at bigint not null)`,
  'create index wording_version on wording (key, topic, language, version)',
  'create index wording_contact on wording (contact_id) where contact_id is not null',
  `create table ledger (
    id integer primary key autoincrement, contact_id text not null, seq integer not null, topic text, event text not null, from_state text,
    to_state text, at bigint not null, recorded_at bigint not null, source text not null, actor text not null,
    effect integer not null, wording text, environment text not null, evidence text,
    commitment text not null, previous text not null, hash text not null,
    unique (contact_id, seq))`,
  'create table ledger_key (contact_id text primary key, key blob not null)',
  `create table checkpoint (
    seq integer primary key, at bigint not null, records bigint not null, previous text not null,
    root text not null, key_id text not null, signature text not null)`,
  `create table signing_key (
    number integer primary key, key_id text not null, public_key text not null, at bigint not null,
    first_checkpoint integer not null, previous text, signature text)`,
  `create table checkpoint_head (
    checkpoint_seq integer not null, contact_id text not null, seq integer not null, hash text not null,
    primary key (checkpoint_seq, contact_id))`,
  'create index checkpoint_head_contact on checkpoint_head (contact_id, checkpoint_seq)',
  `create table drill (
    id integer primary key autoincrement, at bigint not null, ok integer not null, reason text,
    answered real, recorded real)`,
  'create table suppression (hash text primary key, at bigint not null)',
  `create table rights_request (
    number integer primary key autoincrement, contact_id text not null, kind text not null, state text not null,
    source text not null, actor text not null, asked_at bigint not null, due_at bigint not null,
    closed_at bigint, closed_by text, detail text)`,
  `create index rights_request_due on rights_request (due_at) where state = 'open'`,
  'create index rights_request_contact on rights_request (contact_id)',
  `create table complaint (
    number integer primary key autoincrement, contact_id text not null, kind text not null, state text not null,
    source text not null, source_name text, said text, opened_at bigint not null, due_at bigint not null,
    answer text, answered_at bigint, answered_by text, closed_at bigint)`,
  `create index complaint_due on complaint (due_at) where state = 'open'`,
  'create index complaint_contact on complaint (contact_id)',
  `create table event (
    id integer primary key autoincrement, key text not null, kind text not null, field text not null,
    waba_id text not null, number_id text, contact_id text, at bigint not null, received_at bigint not null,
    identities text not null, standby integer not null, payload text, state text not null,
    ready_at bigint not null, attempts integer not null, error text)`,
  // Keys are digests, in no order: indexing them only when the turn is over keeps what arrives side by side on disk.
  `create unique index event_known on event (key) where state <> 'pending'`,
  `create index event_pending on event (ready_at, id) where state = 'pending'`,
  `create index event_waiting on event (contact_id) where state = 'pending' and contact_id is not null`,
  `create index event_contact on event (contact_id, at) where contact_id is not null`,
  `create index event_failed on event (id) where state = 'failed'`,
  `create table conversation (
    contact_id text primary key, number_id text not null, release text not null, state text not null,
    updated_at bigint not null)`,
  `create table timer (
    contact_id text not null, name text not null, due_at bigint not null, event text not null,
    primary key (contact_id, name)) without rowid`,
  'create index timer_due on timer (due_at)',
  `create table outbox (
    id integer primary key autoincrement, contact_id text not null, number_id text not null,
    purpose text not null, topic text, basis text, content text, wording text, broadcast_id text, batch integer,
    priority integer not null, state text not null, reason text, not_before bigint not null,
    expires_at bigint, created_at bigint not null, attempted_at bigint, updated_at bigint not null,
    attempts integer not null, wamid text, failure integer, sound text, paper text)`,
  `create index outbox_ready on outbox (priority, not_before, id)
    where batch is not null and state in ('queued', 'deferred')`,
  `create index outbox_open on outbox (state, updated_at) where state in ('attempting', 'unknown')`,
  'create unique index outbox_recipient on outbox (broadcast_id, contact_id) where broadcast_id is not null',
  `create index outbox_unsent on outbox (broadcast_id, batch, id)
    where broadcast_id is not null and state in ('queued', 'deferred')`,
  'create index outbox_contact on outbox (contact_id, created_at)',
  `create index outbox_marketing on outbox (contact_id, attempted_at)
    where purpose in ('marketing', 'permission') and attempted_at is not null`,
  'create index outbox_wamid on outbox (wamid) where wamid is not null',
  `create table template (
    name text not null, language text not null, category text not null, status text not null, quality text,
    components text not null, parameter_format text, synced_at bigint not null, primary key (name, language))`,
  `create table broadcast (
    id text primary key, name text not null, topic text not null, template text not null, audience text not null,
    schedule_at bigint, state text not null, reason text, actor text, cursor text, total integer not null,
    batch integer not null, forgiven text not null, created_at bigint not null, started_at bigint,
    completed_at bigint)`,
  'create index broadcast_state on broadcast (state)',
  `create table broadcast_count (
    broadcast_id text not null, state text not null, reason text not null, n integer not null,
    primary key (broadcast_id, state, reason))`,
  'create table segment (id text primary key, name text not null, filter text not null, created_at bigint not null)',
  `create table ticket (
    id text primary key, contact_id text not null, number_id text not null, state text not null, reason text,
    assignee text, opened_at bigint not null, reopened_at bigint, first_reply_at bigint, closed_at bigint,
    snoozed_at bigint, snoozed_until bigint, answer_later_at bigint, answered_later bigint, breached_at bigint,
    rating_asked_at bigint, rating_agent text, rating text, rated_at bigint, team text)`,
  'create table agent (name text primary key, here integer not null, since bigint not null, given_at bigint, teams text not null)',
  'create index ticket_closed on ticket (contact_id, closed_at) where closed_at is not null',
  `create unique index ticket_open on ticket (contact_id) where state = 'open'`,
  'create index ticket_rated on ticket (rating_asked_at) where rating_asked_at is not null',
  'create index ticket_queue on ticket (state, opened_at)',
  'create index ticket_answered on ticket (first_reply_at) where first_reply_at is not null',
  `create table ticket_note (
    id integer primary key autoincrement, ticket_id text not null, author text not null, text text not null,
    at bigint not null)`,
  'create index ticket_note_ticket on ticket_note (ticket_id)',
  'create table quick_reply (id text primary key, title text not null, text text not null, created_at bigint not null)',
  `create table faq_count (
    entry text not null, what text not null, n integer not null, primary key (entry, what)) without rowid`,
  `create table faq_answer (
    contact_id text not null, entry text not null, at bigint not null, helpful integer, handed_over integer not null,
    primary key (contact_id, entry)) without rowid`,
  'create index faq_answer_at on faq_answer (at)',
  `create table faq_question (
    id integer primary key autoincrement, contact_id text not null, language text not null, text text not null,
    at bigint not null, offered integer not null)`,
  'create index faq_question_contact on faq_question (contact_id)',
  'create table account_state (name text primary key, value text not null, updated_at bigint not null)',
  `create table account_event (
    id integer primary key autoincrement, at bigint not null, kind text not null, detail text not null)`,
  `create table api_key (
    id text primary key, name text not null, hash text not null unique, created_at bigint not null,
    revoked_at bigint)`,
  `create table idempotency (
    api_key_id text not null, key text not null, request_hash text not null, status integer not null,
    body text not null, at bigint not null, primary key (api_key_id, key))`,
  'create table setting (name text primary key, value text not null)',
  'create table fact (id text primary key, kind text not null, value text not null, updated_at bigint not null)',
  `create table fact_change (
    number integer primary key autoincrement, fact text not null, kind text not null, before text, after text,
    state text not null, proposed_by text not null, proposed_key text not null, proposed_at bigint not null,
    approved_by text, approved_at bigint, effective_at bigint, closed_by text, closed_at bigint)`,
  `create index fact_change_open on fact_change (fact) where state in ('proposed', 'approved')`,
  `create table import (
    id text primary key, name text, state text not null, dry_run integer not null, rows integer not null,
    counts text not null, percent integer not null, settings text not null, columns text not null,
    bytes bigint not null, sha256 text not null, proofs text not null, fault text, actor text not null,
    created_at bigint not null, completed_at bigint)`,
  'create index import_open on import (created_at, id) where completed_at is null',
  `create table import_row (
    import_id text not null, row integer not null, line integer not null, outcome text not null, reason text,
    note text, phone text, data text, primary key (import_id, row))`,
  'create index import_row_outcome on import_row (import_id, outcome, row)',
  'create index import_row_phone on import_row (phone) where phone is not null',
  `create table source_policy (
    id integer primary key autoincrement, source text not null, double_opt_in integer not null,
    reason text not null, actor text not null, at bigint not null)`,
  `create table subscribe_link (
    ref text primary key, topic text not null, channel text not null, source text not null,
    language text not null, wording text, created_at bigint not null, expires_at bigint, uses integer not null)`,
  'create index subscribe_link_expiry on subscribe_link (expires_at) where expires_at is not null',
  'create index subscribe_link_lasting on subscribe_link (created_at, ref) where expires_at is null',
  `create table signup (
    id text primary key, topic text not null, language text not null, wording text not null, name text not null,
    created_at bigint not null, revoked_at bigint)`,
  `create table scan (
    hash text primary key, type text not null, size integer not null, created_at bigint not null,
    used_at bigint)`,
  'create table scan_use (hash text not null, contact_id text not null, primary key (hash, contact_id))',
  'create index scan_use_contact on scan_use (contact_id)',
  `create table inbound_media (
    event_id integer primary key, contact_id text not null, kind text not null, media_id text, mime_type text,
    filename text, digest text, state text not null, reason text, tries integer not null, next_at bigint not null,
    at bigint not null, type text, size bigint, sha256 text, fetched_at bigint, erased_at bigint)`,
  `create index inbound_media_waiting on inbound_media (next_at) where state = 'waiting'`,
  'create index inbound_media_contact on inbound_media (contact_id)',
  'create index inbound_media_file on inbound_media (sha256) where sha256 is not null',
  `create table transfer_proof (
    number integer primary key autoincrement, contact_id text not null, event_id integer not null unique,
    ticket_id text, amount bigint, state text not null, at bigint not null, decided_at bigint, decided_by text,
    note text, message bigint, untold text)`,
  `create index transfer_proof_new on transfer_proof (number) where state = 'new'`,
  'create index transfer_proof_contact on transfer_proof (contact_id)',
  'create table file_removal (sha256 text primary key, at bigint not null)',
  `create table medium (
    id text primary key, sha256 text not null, mime text not null, size integer not null, name text not null,
    small_sha256 text, small_size integer,
    owner text, licence text, proof text, people text, people_proof text, expires_at bigint,
    origin text not null, entered_by text not null, created_at bigint not null,
    updated_by text not null, updated_at bigint not null,
    withdrawn_at bigint, withdrawn_by text, withdrawn_why text)`,
  `create table medium_upload (
    sha256 text not null, number_id text not null, meta_id text not null, uploaded_at bigint not null,
    primary key (sha256, number_id))`,
  'create table release (id text primary key, files text not null, created_at bigint not null)',
  'create table release_file (hash text primary key, source text not null)',
  `create table publication (
    number integer primary key autoincrement, release text not null, way text not null, actor text not null,
    at bigint not null)`,
  'create index publication_release on publication (release, number)',
];
