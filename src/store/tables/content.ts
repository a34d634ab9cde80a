import type { Generated } from 'kysely';

/** What may be said and shown. */
export interface ContentTables {
  fact: FactTable;
  fact_change: FactChangeTable;
  release: ReleaseTable;
  release_file: ReleaseFileTable;
  publication: PublicationTable;
  medium: MediumTable;
  medium_upload: MediumUploadTable;
  inbound_media: InboundMediaTable;
  file_removal: FileRemovalTable;
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

/** A file that somebody has let go of: removed when nobody needs it. */
export interface FileRemovalTable {
  sha256: string;
  at: number;
}
