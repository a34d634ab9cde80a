import type { AccountTables } from './tables/account.js';
import type { ConsentTables } from './tables/consent.js';
import type { ContactsTables } from './tables/contacts.js';
import type { ContentTables } from './tables/content.js';
import type { ConversationTables } from './tables/conversation.js';
import type { HandoffTables } from './tables/handoff.js';
import type { LedgerTables } from './tables/ledger.js';
import type { SendingTables } from './tables/sending.js';
import type { WaysInTables } from './tables/ways-in.js';

export type * from './tables/account.js';
export type * from './tables/consent.js';
export type * from './tables/contacts.js';
export type * from './tables/content.js';
export type * from './tables/conversation.js';
export type * from './tables/handoff.js';
export type * from './tables/ledger.js';
export type * from './tables/sending.js';
export type * from './tables/ways-in.js';

/**
 * The tables, in the types both engines share. Times are milliseconds since the epoch, JSON is text,
 * booleans are 0 or 1. A null time means "never" or "for good".
 */
export interface Tables
  extends ContactsTables,
    ConsentTables,
    WaysInTables,
    LedgerTables,
    ConversationTables,
    SendingTables,
    HandoffTables,
    ContentTables,
    AccountTables {}
