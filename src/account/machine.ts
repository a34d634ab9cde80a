/**
 * The account's health as far as it decides what may leave. Times in ms; `until` null: until somebody acts.
 * Where several stops stand in one scope, its field shows the one that lasts longest.
 */
export interface AccountHealth {
  /** Banned, disabled, locked or deleted: nothing leaves. */
  blocked: Stop | null;
  /** Nothing leaves for a while, or until a token, a payment or a registration is mended. */
  paused: Stop | null;
  /** Templates of all kinds are refused by Meta. */
  templatesPaused: Stop | null;
  /** The breaker: marketing and permission messages wait. */
  marketingPaused: Stop | null;
  /** Every stop, each with its own reason and end: what ends one does not end another. */
  stops: readonly ScopedStop[];
  /** Quality of the number: GREEN YELLOW RED UNKNOWN. */
  quality: string;
  /** Unique people in a moving day outside windows; null: unlimited or not known. */
  tier: number | null;
}

export type Scope = 'blocked' | 'paused' | 'templatesPaused' | 'marketingPaused';

/** Why something is stopped, in a word that staff's screens translate. */
export interface Stop {
  reason: string;
  since: number;
  until: number | null;
}

export interface ScopedStop extends Stop {
  scope: Scope;
}

export const HEALTHY: AccountHealth = {
  blocked: null,
  paused: null,
  templatesPaused: null,
  marketingPaused: null,
  stops: [],
  quality: 'UNKNOWN',
  tier: null,
};

export type AccountEvent =
  | { type: 'VIOLATION'; at: number; reason: string }
  | { type: 'RESTRICTION'; at: number; restriction: string; until: number | null }
  | { type: 'BAN'; at: number; state: 'DISABLE' | 'REINSTATE' | 'SCHEDULE_FOR_DISABLE' | string }
  | { type: 'GONE'; at: number; reason: string }
  | { type: 'RECONNECTED'; at: number }
  | { type: 'ERROR'; at: number; code: number; stops: 'everything' | 'marketing' }
  | { type: 'QUALITY'; at: number; quality: string }
  | { type: 'TIER'; at: number; limit: number | null }
  | { type: 'WEBHOOKS_SILENT'; at: number }
  | { type: 'WEBHOOKS_BACK'; at: number }
  /** A person looked and says: go on. */
  | { type: 'RESUME'; at: number };

const HOUR = 3600 * 1000;
/** 131048 and its kin: no retry for hours. Meta docs: support/error-codes. */
const SPAM_REST = 6 * HOUR;

/** What an event does to the account's health; pure. A stop is never shortened by a later, milder one. */
export function nextHealth(health: AccountHealth, event: AccountEvent): AccountHealth {
  const { at } = event;
  const stop = (scope: Scope, reason: string, until: number | null = null) =>
    withStop(health, { scope, reason, since: at, until });
  switch (event.type) {
    case 'VIOLATION':
      return stop('marketingPaused', `violation_${event.reason}`);
    case 'RESTRICTION': {
      const scope = scopeOf(event.restriction);
      return scope === null ? health : stop(scope, event.restriction.toLowerCase(), event.until);
    }
    case 'BAN':
      if (event.state === 'REINSTATE') return without(health, isOneOf('disabled', 'ban_scheduled'));
      return event.state === 'SCHEDULE_FOR_DISABLE'
        ? stop('marketingPaused', 'ban_scheduled')
        : stop('blocked', 'disabled');
    case 'GONE':
      return stop('blocked', event.reason);
    case 'RECONNECTED':
      return without(health, isOneOf('account_offboarded'));
    case 'ERROR':
      return event.stops === 'everything'
        ? stop('paused', `meta_${event.code}`)
        : stop('marketingPaused', `meta_${event.code}`, at + SPAM_REST);
    case 'QUALITY': {
      const { quality } = event;
      if (quality === 'RED') return { ...stop('marketingPaused', 'quality_red'), quality };
      return { ...without(health, isOneOf('quality_red')), quality };
    }
    case 'TIER':
      return { ...health, tier: event.limit };
    case 'WEBHOOKS_SILENT':
      return stop('marketingPaused', 'webhook_silent');
    case 'WEBHOOKS_BACK':
      return without(health, isOneOf('webhook_silent'));
    case 'RESUME':
      return without(health, ({ scope }) => scope !== 'blocked');
  }
}

/** What a restriction of Meta's stops; null: nothing of ours. One that is not known yet counts as severe. */
function scopeOf(restriction: string): Scope | null {
  switch (restriction) {
    case 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING':
      return 'paused';
    case 'RESTRICTED_BIZ_INITIATED_MESSAGING':
    case 'RESTRICTED_UTILITY_TEMPLATES':
      return 'templatesPaused';
    case 'RESTRICTED_ADD_PHONE_NUMBER_ACTION':
      return null;
    default:
      return /CALLING/.test(restriction) ? null : 'marketingPaused';
  }
}

function withStop(health: AccountHealth, added: ScopedStop): AccountHealth {
  const isSame = (stop: ScopedStop) => stop.scope === added.scope && stop.reason === added.reason;
  const known = health.stops.find(isSame);
  const longer = known && standing(known, added.since) && lasts(known) >= lasts(added) ? known : added;
  return showing(health, [
    ...health.stops.filter((stop) => !isSame(stop) && standing(stop, added.since)),
    longer,
  ]);
}

function without(health: AccountHealth, lifted: (stop: ScopedStop) => boolean): AccountHealth {
  return showing(
    health,
    health.stops.filter((stop) => !lifted(stop)),
  );
}

const isOneOf =
  (...reasons: string[]) =>
  ({ reason }: Stop) =>
    reasons.includes(reason);

function showing(health: AccountHealth, stops: readonly ScopedStop[]): AccountHealth {
  const longest = (scope: Scope): Stop | null => {
    const [first] = stops.filter((stop) => stop.scope === scope).toSorted((a, b) => lasts(b) - lasts(a));
    return first ? { reason: first.reason, since: first.since, until: first.until } : null;
  };
  return {
    ...health,
    stops,
    blocked: longest('blocked'),
    paused: longest('paused'),
    templatesPaused: longest('templatesPaused'),
    marketingPaused: longest('marketingPaused'),
  };
}

/**
 * What holds while an event is on its way to the disk: every stop of both, the longer of each, and the smaller
 * tier. So a stop is obeyed at once, and nothing is loosened by what may yet be undone. Pure.
 */
export function stricter(known: AccountHealth, next: AccountHealth): AccountHealth {
  const byReason = Map.groupBy([...next.stops, ...known.stops], ({ scope, reason }) => `${scope} ${reason}`);
  const stops = [...byReason.values()].map((same) => same.reduce((a, b) => (lasts(b) > lasts(a) ? b : a)));
  const tier = Math.min(known.tier ?? Number.MAX_VALUE, next.tier ?? Number.MAX_VALUE);
  return showing({ ...next, tier: tier === Number.MAX_VALUE ? null : tier }, stops);
}

const lasts = ({ until }: Stop) => until ?? Number.MAX_VALUE;

/** Whether the stop stands at this moment. */
export function standing(stop: Stop | null, now: number): Stop | null {
  return stop !== null && (stop.until === null || stop.until > now) ? stop : null;
}

/** What the account may do now; `until` null: until somebody acts. */
export interface AccountFacts {
  /** Nothing may leave, for good as far as we know (banned, disabled, locked). */
  blocked: boolean;
  /** Nothing may leave for a while. */
  paused: { until: number | null } | null;
  /** Marketing and permission messages may not. */
  marketingPaused: { until: number | null } | null;
  /** Templates of any kind may not (RESTRICTED_BIZ_INITIATED_MESSAGING). */
  templatesPaused: { until: number | null } | null;
}
