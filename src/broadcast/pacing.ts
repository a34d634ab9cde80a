import { type AccountHealth, standing } from '../account/machine.js';
import { outcomeOf } from '../whatsapp/errors.js';
import { marketingStop } from './stop-words.js';

/** Promise P6: never more in a batch. */
const BATCH = 256;
/** The first batch is small: what is wrong with everybody shows with a few. Meta docs: templates/template-pacing. */
const FIRST_BATCH = 50;

/** What a release rests on. */
export interface PacingFacts {
  now: number;
  topicKnown: boolean;
  /** Meta's word for the template's status; null: there is no such template. */
  templateStatus: string | null;
  health: AccountHealth;
  /** End of the quiet hours where the organisation is. */
  quietUntil: number | null;
  tierRoom: { room: number; freeAt: number } | null;
}

/**
 * Why no batch may be released. `pause`: staff have to decide, since going on would burn the audience with
 * refusals. `hold`: it passes; `until` null: nobody knows when.
 */
export type Obstacle =
  | { kind: 'pause'; reason: string }
  | {
      kind: 'hold';
      code: 'account_paused' | 'quiet_hours' | 'tier_limit';
      reason: string;
      until: number | null;
    };

/**
 * What would stop everybody alike is found before a batch is released, so that a million recipients are not
 * deferred one by one; what concerns one person is left to the gate. Pure.
 */
export function obstacle(facts: PacingFacts): Obstacle | null {
  const { now, health, quietUntil, tierRoom } = facts;
  if (!facts.topicKnown) return { kind: 'pause', reason: 'unknown_topic' };
  if (facts.templateStatus === 'PAUSED') return { kind: 'pause', reason: 'template_paused' };
  if (facts.templateStatus !== 'APPROVED') return { kind: 'pause', reason: 'template_not_approved' };
  if (standing(health.blocked, now)) return { kind: 'pause', reason: 'account_blocked' };
  const stop = marketingStop(health, now);
  if (stop) return { kind: 'hold', code: 'account_paused', reason: stop.reason, until: stop.until };
  if (quietUntil !== null)
    return { kind: 'hold', code: 'quiet_hours', reason: 'quiet_hours', until: quietUntil };
  if (tierRoom !== null && tierRoom.room <= 0) {
    return { kind: 'hold', code: 'tier_limit', reason: 'tier_limit', until: tierRoom.freeAt };
  }
  return null;
}

/** How many recipients the next batch has. */
export function batchSize(released: number, tierRoom: PacingFacts['tierRoom']): number {
  return Math.min(released === 0 ? FIRST_BATCH : BATCH, tierRoom?.room ?? BATCH);
}

/** Recipients by state and reason. */
export type Tally = readonly { state: string; reason: string; n: number }[];

/** The failures that staff knew of when they last let the broadcast go on. */
export interface Forgiven {
  attempted: number;
  failed: Record<string, number>;
}

const ATTEMPTED = new Set(['accepted', 'sent', 'delivered', 'read', 'failed', 'unknown']);
/** One bad number in a small audience says nothing. */
const FEWEST = 3;

export function forgive(tally: Tally): Forgiven {
  const failed: Record<string, number> = {};
  for (const { state, reason, n } of tally) if (state === 'failed') failed[reason] = n;
  return { attempted: attemptedOf(tally), failed };
}

/**
 * The breaker of one broadcast, over what came since staff last let it go on: too many undeliverable, too
 * many who stop, the same unknown error again and again. Returns why to pause; null: go on. Pure.
 */
export function breaker(tally: Tally, forgiven: Forgiven, total: number): string | null {
  // Answers come one by one: the share is taken of a first batch at least.
  const attempted = Math.max(attemptedOf(tally) - forgiven.attempted, Math.min(FIRST_BATCH, total));
  const over = (n: number, share: number) => n >= FEWEST && n > attempted * share;
  for (const { state, reason, n } of tally) {
    if (state !== 'failed') continue;
    const failed = n - (forgiven.failed[reason] ?? 0);
    if (reason === 'meta_131026' && over(failed, 0.05)) return 'undelivered_rate';
    if (reason === 'platform_stopped' && over(failed, 0.02)) return 'opt_out_rate';
    const code = /^meta_(\d+)$/.exec(reason)?.[1];
    if (code !== undefined && failed >= 3 && !outcomeOf(Number(code)).known) return `unknown_error_${code}`;
  }
  return null;
}

function attemptedOf(tally: Tally): number {
  return tally.reduce((sum, { state, n }) => sum + (ATTEMPTED.has(state) ? n : 0), 0);
}
