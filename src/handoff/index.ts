export type { Agent } from './agents.js';
export { agreeToLater, laterBasis, mayAnswerLater } from './answer-later.js';
export { CALENDAR_FILE, loadCalendar } from './calendar.js';
export { Handoff, type HandoffOptions } from './handoff.js';
export { HandoffError, type HandoffErrorCode } from './handoff-error.js';
export { hoursInWords } from './hours-in-words.js';
export { maskNumbers } from './mask.js';
export {
  DEFAULT_HOURS,
  type Office,
  type OfficeHours,
  officeAt,
  readHours,
  withCalendar,
  writeHours,
} from './office-hours.js';
export { nextPlace, queuePlace } from './queue.js';
export { markAsked, mayBeRated, rateTicket, type Satisfaction } from './rating.js';
export type { ReplyDraft } from './reply.js';
export { ticketBacklog } from './reply-time.js';
export { type Assignment, DEFAULT_RULES, type HandoffRules, HOUR, readRules, writeRules } from './rules.js';
export { closedLately, closeOpenTicketOf, closeTicket, openTicket } from './tickets.js';
export { type Distress, loadToAPerson, type ToAPerson } from './to-a-person.js';
export {
  decideTransferProof,
  listTransferProofs,
  PROOF_STATES,
  readTransferProof,
  type TransferProof,
  takeTransferProof,
  transferProofBacklog,
  transferProofOf,
} from './transfer-proofs.js';
export type { QueuePlace, QuickReply, Ticket, TicketNote, TicketView } from './types.js';
export { honest } from './waiting-time.js';
