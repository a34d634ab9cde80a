import type { TicketRating } from '../flows/index.js';

/** A conversation handed to a person. Times in ms. */
export interface Ticket {
  id: string;
  contactId: string;
  numberId: string;
  state: 'open' | 'closed';
  reason: string | null;
  assignee: string | null;
  /** Whose agents it is for; null: anybody's. */
  team: string | null;
  openedAt: number;
  /** A message of theirs soon after closing brought it back. */
  reopenedAt: number | null;
  firstReplyAt: number | null;
  closedAt: number | null;
  /** They said yes to one answer by template, at this time. */
  answerLaterAt: number | null;
  /** That answer was given. */
  answeredLater: boolean;
  /** When it was noticed that the first reply is late. */
  breachedAt: number | null;
  /** They were asked whether the answers helped. */
  ratingAskedAt: number | null;
  rating: TicketRating | null;
}

/** A ticket on the staff's screen. */
export interface TicketView extends Ticket {
  /** Place in the queue from 1, while nobody has answered; null afterwards. */
  position: number | null;
  /** End of the 24-hour window in which a reply can be sent; null: no window is open. */
  windowUntil: number | null;
  /** What is left of it, whole seconds. */
  windowLeft: number | null;
  /** By when the first reply is promised; null: no promise, or it is answered. */
  replyDueAt: number | null;
  /** Put aside until then; null: not, or not any more. */
  snoozedUntil: number | null;
  notes: TicketNote[];
}

export interface TicketNote {
  id: number;
  author: string;
  text: string;
  at: number;
}

/** Where a person waits. `minutes` is absent when it is not known. */
export interface QueuePlace {
  position: number;
  minutes?: number;
}

export interface QuickReply {
  id: string;
  title: string;
  text: string;
  createdAt: number;
}
