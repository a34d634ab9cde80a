import type { AccountFacts } from '../account/machine.js';
import { type Blocks, stands } from '../consent/blocks.js';
import type { Environment } from '../consent/evidence.js';
import type { ConsentState } from '../consent/machine.js';
import type { DeferCode, DenyCode } from './codes.js';

/** Why we write. Design §3. */
export type Purpose = 'service' | 'utility' | 'permission' | 'marketing';

/** What entitles a message that is not covered by a subscription. Times in ms. */
export type Basis =
  /** Answer to a message of theirs, which arrived at `at`. */
  | { kind: 'reply'; at: number }
  /** The one confirmation of an opt-out. */
  | { kind: 'confirmation'; at: number }
  /** A person answers in an open ticket. */
  | { kind: 'ticket'; id: string }
  /**
   * Something this person asked for, with its reference: an order, a donation, a promised answer. With `at`, the
   * time of a yes that a later stop ends. A reminder keeps the quiet hours.
   */
  | { kind: 'asked_for'; reference: string; at?: number; reminder?: true }
  /** Proof that they asked elsewhere to be subscribed: form, paper, import. */
  | { kind: 'proof'; reference: string };

export interface GateRequest {
  purpose: Purpose;
  topic: string | null;
  basis: Basis | null;
  template: boolean;
  /** After this moment it is pointless, ms. */
  expiresAt: number | null;
  alreadyAttempted: boolean;
  cancelled: boolean;
  contentBlocked: boolean;
  mediaRightsMissing: boolean;
}

/** Everything the decision rests on, read together, fresh. */
export interface GateFacts {
  environment: Environment;
  topicKnown: boolean;
  consent: { state: ConsentState; since: number; asked: number; environment: Environment } | null;
  blocks: Blocks;
  /** A possible opt-out of theirs is stored and not yet understood. */
  held: boolean;
  /** When they last stopped everything, ms, also where they came back since; read where a message rests on a yes. */
  lastStop?: number | null;
  /** When they last wrote to this number. */
  lastInboundAt: number | null;
  ticketOpen: boolean;
  template: { status: string; category: string } | null;
  account: AccountFacts;
  /** Business-initiated marketing to this country does not arrive (Meta docs: per-user-limits, US numbers). */
  countryAllowed: boolean;
  /** Attempts of marketing and permission messages within the cap's period, ascending. */
  recent: readonly number[];
  /** How often this person was told that we write about this topic, and the attempts within that period. */
  promised?: { cap: FrequencyCap; recent: readonly number[] };
  /** Meta asked us to leave this person alone until then (131049, 130472). */
  restUntil: { at: number; code: 'marketing_cap' | 'experiment' } | null;
  /** When the portfolio's budget of unique people has room for this one; null: now. */
  tierFreeAt: number | null;
  /** End of the quiet hours where this person lives; null outside them. */
  quietUntil: number | null;
}

/** At most `messages` in any `period` ms. */
export interface FrequencyCap {
  messages: number;
  period: number;
}

export type Verdict =
  | { verdict: 'yes' }
  | { verdict: 'later'; code: DeferCode; at: number }
  /** Ask again in a moment: what they wrote is being understood. */
  | { verdict: 'wait' }
  | { verdict: 'no'; code: DenyCode };

/** The 24 h window, less the margin for clocks and for the way to Meta. Meta docs: messages/send-messages. */
export const WINDOW = 24 * 60 * 60 * 1000 - 2 * 60 * 1000;
/** How long a message waits before it asks again when nobody knows until when. */
export const RECHECK = 10 * 60 * 1000;

const YES: Verdict = { verdict: 'yes' };
const WAIT: Verdict = { verdict: 'wait' };
const no = (code: DenyCode): Verdict => ({ verdict: 'no', code });
const later = (code: DeferCode, at: number): Verdict => ({ verdict: 'later', code, at });

/**
 * May this message leave now? Pure: the matrix of design §5 in the order in which a reason is worth
 * telling: the message itself, the person, the template, the account, and only then what passes with time.
 */
export function decide(
  request: GateRequest,
  facts: GateFacts,
  cap: FrequencyCap | null,
  now: number,
): Verdict {
  const denied = denyMessage(request, now) ?? denyPerson(request, facts, now) ?? denyMeans(request, facts);
  if (denied) return no(denied);
  const { purpose } = request;
  if (facts.held && (asksConsent(purpose) || yesOf(request) !== null)) return WAIT;
  return (
    deferAccount(request, facts, now) ??
    (asksConsent(purpose) ? deferPace(facts, cap, now) : null) ??
    (isReminder(request) ? deferQuiet(facts) : null) ??
    deferTier(purpose !== 'service', facts) ??
    YES
  );
}

/**
 * By whose rules a person is asked about: a template that Meta calls marketing needs marketing consent, whatever
 * we call it. The question for consent keeps its own rules, which are no milder.
 */
function rulesFor({ purpose, template }: GateRequest, facts: GateFacts): Purpose {
  const renamed = template && facts.template?.category === 'MARKETING' && purpose !== 'permission';
  return renamed ? 'marketing' : purpose;
}

/**
 * Whether Meta lets a template of this category carry the purpose. Marketing that goes out under another name
 * would be counted in no cap; a question for consent is utility as long as it promotes nothing.
 * Meta docs: templates/template-categorization.
 */
function carries(category: string, purpose: Purpose): boolean {
  switch (purpose) {
    case 'marketing':
      return category !== 'AUTHENTICATION';
    case 'permission':
      return category === 'UTILITY';
    default:
      return category !== 'MARKETING';
  }
}

/** Quiet hours and caps bind these. */
const asksConsent = (purpose: Purpose) => purpose === 'marketing' || purpose === 'permission';

function denyMessage(request: GateRequest, now: number): DenyCode | null {
  if (request.alreadyAttempted) return 'already_attempted';
  if (request.cancelled) return 'cancelled';
  if (request.expiresAt !== null && now >= request.expiresAt) return 'expired';
  if (request.contentBlocked) return 'content_blocked';
  if (request.mediaRightsMissing) return 'media_rights_missing';
  return null;
}

function denyPerson(request: GateRequest, facts: GateFacts, now: number): DenyCode | null {
  switch (rulesFor(request, facts)) {
    case 'marketing':
      return denyMarketing(request, facts, now);
    case 'permission':
      return denyPermission(request, facts, now);
    case 'utility':
      return denyUtility(request, facts, now);
    case 'service':
      return denyService(request, facts, now);
  }
}

function denyMarketing(request: GateRequest, facts: GateFacts, now: number): DenyCode | null {
  const gone = denyGone(facts, now);
  if (gone) return gone;
  if (request.topic === null || !facts.topicKnown) return 'unknown_topic';
  const stopped = denyStopped(facts, now);
  if (stopped) return stopped;
  switch (facts.consent?.state) {
    case 'subscribed':
      return isUnproven(facts) ? 'sandbox_evidence' : null;
    case 'pending':
    case 'declined':
    case 'lapsed':
      return facts.consent.state;
    default:
      return 'no_consent';
  }
}

function denyPermission(request: GateRequest, facts: GateFacts, now: number): DenyCode | null {
  const gone = denyGone(facts, now);
  if (gone) return gone;
  if (request.topic === null || !facts.topicKnown) return 'unknown_topic';
  const stopped = denyStopped(facts, now);
  if (stopped) return stopped;
  switch (facts.consent?.state) {
    case 'pending':
    case 'lapsed':
      if (request.basis?.kind !== 'proof') return 'no_basis';
      if (isUnproven(facts)) return 'sandbox_evidence';
      return facts.consent.asked > 0 ? 'already_attempted' : null;
    case 'declined':
      return 'declined';
    case 'subscribed':
      return 'no_basis';
    default:
      return 'no_consent';
  }
}

function denyUtility(request: GateRequest, facts: GateFacts, now: number): DenyCode | null {
  const gone = denyGone(facts, now);
  if (gone) return gone;
  if (request.basis?.kind !== 'asked_for') return 'no_basis';
  const yes = yesOf(request);
  const stop = Math.max(stopOf(facts) ?? 0, facts.lastStop ?? 0);
  if (yes !== null && stop >= yes) return 'opted_out';
  return !request.template && !windowOpen(facts, now) ? 'window_closed' : null;
}

function denyService(request: GateRequest, facts: GateFacts, now: number): DenyCode | null {
  const { basis } = request;
  for (const kind of ['erased', 'undeliverable'] as const) {
    const block = facts.blocks.get(kind);
    if (block && !answersAfter(basis, block.since) && basis?.kind !== 'confirmation') return kind;
  }
  const stop = stopOf(facts);
  if (stop !== null && basis?.kind !== 'confirmation' && !answersAfter(basis, stop)) {
    if (!(basis?.kind === 'ticket' && facts.ticketOpen)) return 'opted_out';
  }
  return windowOpen(facts, now) ? null : 'window_closed';
}

function denyGone(facts: GateFacts, now: number): DenyCode | null {
  if (stands(facts.blocks, 'erased', now)) return 'erased';
  return stands(facts.blocks, 'undeliverable', now) ? 'undeliverable' : null;
}

function denyStopped(facts: GateFacts, now: number): DenyCode | null {
  if (stopOf(facts) !== null) return 'opted_out';
  if (stands(facts.blocks, 'platform_stop', now)) return 'platform_stopped';
  if (stands(facts.blocks, 'suspended', now)) return 'suspended';
  return stands(facts.blocks, 'paused_until', now) ? 'paused_by_customer' : null;
}

/** When the stop that binds this message was said; null: none does. */
function stopOf(facts: GateFacts): number | null {
  const all = facts.blocks.get('withdrawn_all');
  if (all) return all.since;
  return facts.consent?.state === 'unsubscribed' ? facts.consent.since : null;
}

/** When they said the yes that this rests on; null: it rests on what a stop does not end. */
const yesOf = ({ basis }: GateRequest) => (basis?.kind === 'asked_for' ? (basis.at ?? null) : null);

const isReminder = ({ basis }: GateRequest) => basis?.kind === 'asked_for' && basis.reminder === true;

const answersAfter = (basis: Basis | null, stop: number) => basis?.kind === 'reply' && basis.at > stop;

const isUnproven = (facts: GateFacts) =>
  facts.environment === 'live' && facts.consent?.environment !== 'live';

const windowOpen = (facts: GateFacts, now: number) =>
  facts.lastInboundAt !== null && now - facts.lastInboundAt < WINDOW;

/** What the message is made of and where it goes. */
function denyMeans(request: GateRequest, facts: GateFacts): DenyCode | null {
  const { purpose } = request;
  if (request.template) {
    if (facts.template?.status === 'PAUSED') return 'template_paused';
    if (facts.template?.status !== 'APPROVED') return 'template_not_approved';
    if (!carries(facts.template.category, purpose)) return 'template_not_approved';
  } else if (asksConsent(purpose)) {
    return 'template_not_approved';
  }
  if (facts.account.blocked) return 'account_blocked';
  return purpose === 'marketing' && !facts.countryAllowed ? 'country_not_allowed' : null;
}

function deferAccount(request: GateRequest, facts: GateFacts, now: number): Verdict | null {
  const { paused, templatesPaused, marketingPaused } = facts.account;
  const pause =
    paused ??
    (request.template ? templatesPaused : null) ??
    (asksConsent(request.purpose) ? marketingPaused : null);
  return pause
    ? later('account_paused', Math.max(pause.until ?? 0, now + (pause.until === null ? RECHECK : 1)))
    : null;
}

function deferPace(facts: GateFacts, cap: FrequencyCap | null, now: number): Verdict | null {
  if (facts.restUntil !== null && facts.restUntil.at > now)
    return later(facts.restUntil.code, facts.restUntil.at);
  const quiet = deferQuiet(facts);
  if (quiet) return quiet;
  const { promised } = facts;
  const frees = Math.max(
    freesAt(cap, facts.recent, now),
    promised ? freesAt(promised.cap, promised.recent, now) : 0,
  );
  return frees > now ? later('frequency_cap', frees) : null;
}

function deferQuiet({ quietUntil }: GateFacts): Verdict | null {
  return quietUntil === null ? null : later('quiet_hours', quietUntil);
}

/** When the cap has room again; 0: it has. */
function freesAt(cap: FrequencyCap | null, recent: readonly number[], now: number): number {
  if (cap === null || recent.length < cap.messages) return 0;
  return (recent[recent.length - cap.messages] ?? now) + cap.period;
}

function deferTier(initiated: boolean, facts: GateFacts): Verdict | null {
  return initiated && facts.tierFreeAt !== null ? later('tier_limit', facts.tierFreeAt) : null;
}
