/** The account's health as far as it decides what may leave. Times in ms; `until` null: until somebody acts. */
export interface AccountHealth {
  /** Banned, disabled, locked or deleted: nothing leaves. */
  blocked: Stop | null;
  /** Nothing leaves for a while, or until a token, a payment or a registration is mended. */
  paused: Stop | null;
  /** Templates of all kinds are refused by Meta. */
  templatesPaused: Stop | null;
  /** The breaker: marketing and permission messages wait. */
  marketingPaused: Stop | null;
  /** Quality of the number: GREEN YELLOW RED UNKNOWN. */
  quality: string;
  /** Unique people in a moving day outside windows; null: unlimited or not known. */
  tier: number | null;
}

/** Why something is stopped, in a word that staff's screens translate. */
export interface Stop {
  reason: string;
  since: number;
  until: number | null;
}

export const HEALTHY: AccountHealth = {
  blocked: null,
  paused: null,
  templatesPaused: null,
  marketingPaused: null,
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
  const stop = (reason: string, until: number | null = null): Stop => ({ reason, since: at, until });
  switch (event.type) {
    case 'VIOLATION':
      return {
        ...health,
        marketingPaused: longer(health.marketingPaused, stop(`violation_${event.reason}`), at),
      };
    case 'RESTRICTION':
      return restricted(health, event, stop(event.restriction.toLowerCase(), event.until));
    case 'BAN':
      if (event.state === 'REINSTATE') return { ...health, blocked: null };
      if (event.state === 'SCHEDULE_FOR_DISABLE') {
        return { ...health, marketingPaused: longer(health.marketingPaused, stop('ban_scheduled'), at) };
      }
      return { ...health, blocked: stop('disabled') };
    case 'GONE':
      return { ...health, blocked: stop(event.reason) };
    case 'RECONNECTED':
      return { ...health, blocked: null };
    case 'ERROR':
      return event.stops === 'everything'
        ? { ...health, paused: longer(health.paused, stop(`meta_${event.code}`), at) }
        : {
            ...health,
            marketingPaused: longer(health.marketingPaused, stop(`meta_${event.code}`, at + SPAM_REST), at),
          };
    case 'QUALITY':
      return {
        ...health,
        quality: event.quality,
        marketingPaused:
          event.quality === 'RED'
            ? longer(health.marketingPaused, stop('quality_red'), at)
            : without(health.marketingPaused, 'quality_red'),
      };
    case 'TIER':
      return { ...health, tier: event.limit };
    case 'WEBHOOKS_SILENT':
      return { ...health, marketingPaused: longer(health.marketingPaused, stop('webhook_silent'), at) };
    case 'WEBHOOKS_BACK':
      return { ...health, marketingPaused: without(health.marketingPaused, 'webhook_silent') };
    case 'RESUME':
      return { ...health, paused: null, templatesPaused: null, marketingPaused: null };
  }
}

function restricted(
  health: AccountHealth,
  event: Extract<AccountEvent, { type: 'RESTRICTION' }>,
  stop: Stop,
): AccountHealth {
  switch (event.restriction) {
    case 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING':
      return { ...health, paused: longer(health.paused, stop, event.at) };
    case 'RESTRICTED_BIZ_INITIATED_MESSAGING':
      return { ...health, templatesPaused: longer(health.templatesPaused, stop, event.at) };
    case 'RESTRICTED_ADD_PHONE_NUMBER_ACTION':
      return health;
    default:
      // Calling is not ours; a restriction that is not known yet counts as severe.
      return /CALLING/.test(event.restriction)
        ? health
        : { ...health, marketingPaused: longer(health.marketingPaused, stop, event.at) };
  }
}

/** Of two stops the one that lasts longer; one that has ended counts for nothing. */
function longer(known: Stop | null, other: Stop, now: number): Stop {
  if (known === null || (known.until !== null && known.until <= now)) return other;
  if (known.until === null || other.until === null) return known.until === null ? known : other;
  return other.until > known.until ? other : known;
}

function without(stop: Stop | null, reason: string): Stop | null {
  return stop?.reason === reason ? null : stop;
}

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
