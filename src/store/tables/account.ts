import type { Generated } from 'kysely';

/** The account and the programs that use this one. */
export interface AccountTables {
  account_state: AccountStateTable;
  account_event: AccountEventTable;
  api_key: ApiKeyTable;
  idempotency: IdempotencyTable;
  setting: SettingTable;
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

export interface SettingTable {
  name: string;
  value: string;
}
