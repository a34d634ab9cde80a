/** Texts in both languages of the product. */
export interface Words {
  id: string;
  en: string;
}

/** Consent of one topic as staff see it. */
export interface InsideTopic {
  id: string;
  name: Words;
  /** `unknown` `pending` `subscribed` `declined` `unsubscribed` `lapsed`. */
  state: string;
  /** ISO time of the last change. */
  since?: string;
  /** ISO time at which a pending request ends by itself. */
  expiresAt?: string;
  /** What of the topic they agreed to, or were asked about. */
  version?: number;
  /** Of a subscription: broadcasts since the last read or reply, and when that was. */
  unread?: number;
  lastSign?: string;
  /** Of a request from elsewhere: why no message asks for a yes, or why it waits. */
  notAsked?: Words;
}

/** A block above all topics: `withdrawn_all` `platform_stop` `suspended` `paused_until` `undeliverable` `erased`. */
export interface InsideBlock {
  kind: string;
  since?: string;
  until?: string;
}

/** One record of the consent ledger; `hash` in lower-case hex. */
export interface InsideRecord {
  seq: number;
  topic?: string;
  event: string;
  from: string;
  to: string;
  at: string;
  source: string;
  actor?: string;
  hash: string;
}

/** The flow that the conversation is in. `machine` is the exported XState configuration (`izin flow export`). */
export interface InsideFlow {
  name: string;
  /** Path of the active state, such as `ask` or `wait.reply`. */
  state: string;
  machine?: unknown;
}

export interface InsideTicket {
  id: string;
  state: string;
  openedAt?: string;
  agent?: string;
}

/** `open`, `answered` or `closed`; `source`: where the consent came from that they complain of. */
export interface InsideComplaint {
  number: number;
  state: string;
  source: string;
  openedAt: string;
  dueAt: string;
}

/** What Izin knows about one person: the port behind `GET /sandbox/api/inside/:phone`. */
export interface Inside {
  /** False when no contact has this phone yet; everything else may then be empty. */
  known: boolean;
  contactId?: string;
  language?: string;
  labels?: string[];
  /** ISO time at which the 24 h window closes; absent when it is closed. */
  windowUntil?: string;
  topics: InsideTopic[];
  blocks: InsideBlock[];
  /** Newest first or oldest first; the page sorts by `seq`. */
  ledger: InsideRecord[];
  flow?: InsideFlow;
  tickets: InsideTicket[];
  complaints?: InsideComplaint[];
}
