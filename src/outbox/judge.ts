import { decide, type FrequencyCap, type GateRequest, type Verdict } from '../gate/gate.js';
import type { RowFacts } from './facts.js';
import type { Move } from './moves.js';
import type { OutboxRow } from './row.js';

/** Nobody is behind this contact any more: erased, or merged into another. */
const UNREACHABLE: Verdict = { verdict: 'no', code: 'undeliverable' };
/** Its broadcast is gone, or its content cannot be made: one such message must not hold up the others. */
export const UNSENDABLE: Exclude<Verdict, { verdict: 'yes' | 'wait' }> = {
  verdict: 'no',
  code: 'content_blocked',
};

/** What is known of one message when it is judged. */
export interface Case {
  row: OutboxRow;
  /** Undefined: nothing is known of its contact. */
  known: RowFacts | undefined;
  /** Of its broadcast; undefined for a message of its own, and where the broadcast is gone. */
  composition: { cancelled: boolean; paused: boolean } | undefined;
  /** It is made from a template. */
  template: boolean;
  /** From `joinedOnTheWay`. */
  joined: 'wait' | 'no' | undefined;
  /** From `isBlocked`. */
  contentBlocked: boolean;
  /** From `lacksRights`. */
  mediaRightsMissing: boolean;
  cap: FrequencyCap | null;
  /** ms until the pace to this person has room. */
  pairDelay: () => number;
}

/** The gate's word on one message; pure. The pace to one person comes last, since it is ours to know. */
export function judge(
  { row, known, composition, template, joined, contentBlocked, mediaRightsMissing, cap, pairDelay }: Case,
  now: number,
): Verdict {
  if (!known || known.to.length === 0) return UNREACHABLE;
  if (row.broadcastId !== null && !composition) return UNSENDABLE;
  if (composition?.paused || joined === 'wait') return { verdict: 'wait' };
  // It pauses: staff may complete the rights, and nobody is left out.
  if (composition && !composition.cancelled && mediaRightsMissing) return { verdict: 'wait' };
  const request: GateRequest = {
    purpose: row.purpose,
    topic: row.topic,
    basis: row.basis,
    template,
    expiresAt: row.expiresAt,
    alreadyAttempted: joined === 'no',
    cancelled: composition?.cancelled ?? false,
    contentBlocked,
    mediaRightsMissing,
  };
  const verdict = decide(request, known.facts, cap, now);
  if (verdict.verdict !== 'yes') return verdict;
  const delay = pairDelay();
  return delay > 0 ? { verdict: 'later', code: 'pair_rate', at: now + delay } : verdict;
}

/** What becomes of a message that may not leave now. */
export function refusal(row: OutboxRow, verdict: Exclude<Verdict, { verdict: 'yes' | 'wait' }>): Move {
  const { id, broadcastId, contactId, state: before, reason } = row;
  const move = { id, broadcastId, contactId, from: { state: before, reason } };
  if (verdict.verdict === 'no') {
    const state = verdict.code === 'cancelled' ? 'cancelled' : 'refused';
    return { ...move, to: { state, reason: verdict.code } };
  }
  return { ...move, to: { state: 'deferred', reason: verdict.code }, notBefore: verdict.at };
}

/** Meta did not take its file: the same as if it had refused the message. */
export function fileRefused(row: OutboxRow, code: number): Move {
  const { id, broadcastId, contactId, state, reason } = row;
  const move = { id, broadcastId, contactId, from: { state, reason } };
  return { ...move, to: { state: 'failed', reason: `meta_${code}` }, failure: code };
}

/** The attempt itself, written before the bytes: a crash must find a trace of them (promise P4). */
export function attempt({ id, broadcastId, contactId, state, reason }: OutboxRow, now: number): Move {
  return {
    id,
    broadcastId,
    contactId,
    from: { state, reason },
    to: { state: 'attempting', reason: null },
    attemptedAt: now,
    tries: 1,
  };
}
