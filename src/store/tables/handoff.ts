import type { ColumnType, Generated } from 'kysely';

/** What people of ours do. */
export interface HandoffTables {
  ticket: TicketTable;
  agent: AgentTable;
  ticket_note: TicketNoteTable;
  quick_reply: QuickReplyTable;
  transfer_proof: TransferProofTable;
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
