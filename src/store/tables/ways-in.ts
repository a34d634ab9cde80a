import type { Generated } from 'kysely';

/** How people come to be asked. */
export interface WaysInTables {
  import: ImportTable;
  import_row: ImportRowTable;
  source_policy: SourcePolicyTable;
  subscribe_link: SubscribeLinkTable;
  signup: SignupTable;
  scan: ScanTable;
  scan_use: ScanUseTable;
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
