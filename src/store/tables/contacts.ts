/** Who there is. */
export interface ContactsTables {
  contact: ContactTable;
  identity: IdentityTable;
  window: WindowTable;
  suppression: SuppressionTable;
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

/** Keyed hash of an erased identity, so that an import cannot bring it back. */
export interface SuppressionTable {
  hash: string;
  at: number;
}
