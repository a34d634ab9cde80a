import type { ColumnType, Generated } from 'kysely';

/** What arrives, and where each conversation stands. */
export interface ConversationTables {
  event: EventTable;
  conversation: ConversationTable;
  timer: TimerTable;
  faq_count: FaqCountTable;
  faq_answer: FaqAnswerTable;
  faq_question: FaqQuestionTable;
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
