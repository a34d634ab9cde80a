import { isObject, present } from './loose.js';
import { accountSchema, numberSchema } from './schemas.js';
import { readTier, type Tier } from './tier.js';
import type { WebhookItem } from './webhook.js';

/** What a restriction takes away: business-initiated messages, every message, or something else. */
export type Restricts = 'initiated' | 'everything' | 'utility' | 'numbers' | 'calls' | 'unknown';

export interface Restriction {
  type: string;
  restricts: Restricts;
  /** Milliseconds since the epoch; absent: until further notice. */
  expiresAt?: number;
  /** Meta's own sentence. */
  remediation?: string;
}

/** An event of the account (Meta docs: webhooks/reference/account_update and its neighbours). */
export type AccountEvent = { at: number } & (
  | { type: 'violation'; violation: string }
  | { type: 'restriction'; restrictions: Restriction[]; violation?: string }
  /** `date` is an English text of Meta's, not a time stamp. */
  | { type: 'ban'; state: 'DISABLE' | 'REINSTATE' | 'SCHEDULE_FOR_DISABLE' | (string & {}); date?: string }
  | { type: 'deleted' }
  | { type: 'offboarded'; reason?: string; initiatedBy?: string }
  | { type: 'reconnected' }
  /** A partner or app came or went; `REMOVED` and `UNINSTALLED` may mean that we lost access. */
  | { type: 'partner'; event: string }
  | {
      type: 'alert';
      severity: string;
      active: boolean;
      alert: string;
      description?: string;
      entityType: string;
      entityId?: string;
    }
  | { type: 'review'; decision: string }
  | {
      type: 'capability';
      limit?: Exclude<Tier, undefined>;
      numbersPerBusiness?: number;
      numbersPerAccount?: number;
    }
  | { type: 'other'; event: string }
);

const RESTRICTS: Readonly<Record<string, Restricts>> = {
  RESTRICTED_BIZ_INITIATED_MESSAGING: 'initiated',
  RESTRICTED_CUSTOMER_INITIATED_MESSAGING: 'everything',
  RESTRICTED_ADD_PHONE_NUMBER_ACTION: 'numbers',
  RESTRICTED_UTILITY_TEMPLATES: 'utility',
  RESTRICTED_DIRECT_SEND_UTILITY_TEMPLATES: 'utility',
};

function restricts(type: string): Restricts {
  return (Object.hasOwn(RESTRICTS, type) && RESTRICTS[type]) || (/_CALLING/.test(type) ? 'calls' : 'unknown');
}

/** Reads an item of kind `account`; never throws. What is new becomes `other`. */
export function readAccountEvent(item: WebhookItem): AccountEvent {
  const { at } = item;
  const value = accountSchema.parse(isObject(item.payload) ? item.payload : {});
  const event = value.event ?? '';
  if (value.alert_info) {
    const { alert_severity, alert_status, alert_type, alert_description } = value.alert_info;
    return {
      at,
      type: 'alert',
      severity: alert_severity ?? '',
      active: alert_status !== 'NONE',
      alert: alert_type ?? '',
      entityType: value.entity_type ?? '',
      ...present({ description: alert_description, entityId: value.entity_id }),
    };
  }
  const violation = value.violation_info?.violation_type;
  if (value.restriction_info || event === 'ACCOUNT_RESTRICTION')
    return {
      at,
      type: 'restriction',
      restrictions: (value.restriction_info ?? []).map(restriction),
      ...present({ violation }),
    };
  if (violation !== undefined || event === 'ACCOUNT_VIOLATION')
    return { at, type: 'violation', violation: violation ?? '' };
  if (value.ban_info || event === 'DISABLED_UPDATE') {
    // A ban without a state is a ban.
    const state = value.ban_info?.waba_ban_state ?? 'DISABLE';
    return { at, type: 'ban', state, ...present({ date: value.ban_info?.waba_ban_date }) };
  }
  if (event !== '') return named(at, event, value);
  if (value.decision !== undefined) return { at, type: 'review', decision: value.decision };
  if (item.field === 'business_capability_update')
    return {
      at,
      type: 'capability',
      ...present({
        limit: readTier(value.max_daily_conversations_per_business ?? value.max_daily_conversation_per_phone),
        numbersPerBusiness: value.max_phone_numbers_per_business,
        numbersPerAccount: value.max_phone_numbers_per_waba,
      }),
    };
  return { at, type: 'other', event: '' };
}

function named(at: number, event: string, value: ReturnType<typeof accountSchema.parse>): AccountEvent {
  if (event === 'ACCOUNT_DELETED') return { at, type: 'deleted' };
  if (event === 'ACCOUNT_RECONNECTED') return { at, type: 'reconnected' };
  if (event === 'ACCOUNT_OFFBOARDED') {
    const { reason, initiated_by } = value.disconnection_info ?? {};
    return { at, type: 'offboarded', ...present({ reason, initiatedBy: initiated_by }) };
  }
  if (/^PARTNER_(ADDED|REMOVED|APP_)/.test(event)) return { at, type: 'partner', event };
  return { at, type: 'other', event };
}

type RawRestriction = NonNullable<ReturnType<typeof accountSchema.parse>['restriction_info']>[number];

function restriction({ restriction_type, expiration, remediation }: RawRestriction): Restriction {
  const type = restriction_type ?? '';
  const expiresAt = expiration !== undefined && expiration > 0 ? expiration * 1000 : undefined;
  return { type, restricts: restricts(type), ...present({ expiresAt, remediation }) };
}

/** An event of a number (Meta docs: webhooks/reference/phone_number_quality_update and its neighbours). */
export type NumberEvent = {
  at: number;
  displayNumber?: string;
} /** ONBOARDING, THROUGHPUT_UPGRADE; older: UPGRADE, DOWNGRADE, FLAGGED, UNFLAGGED. */ & (
  | { type: 'quality'; event: string; limit?: Exclude<Tier, undefined> }
  | { type: 'name'; decision: string; requestedName?: string; rejectionReason?: string }
  /** PIN_CHANGED, PIN_RESET_REQUEST, PIN_REQUEST_SUCCESS: perhaps a takeover. */
  | { type: 'security'; event: string; requester?: string }
  | { type: 'username'; username?: string; status: string }
  | { type: 'other'; event: string }
);

/** Reads an item of kind `number`; never throws. */
export function readNumberEvent(item: WebhookItem): NumberEvent {
  const value = numberSchema.parse(isObject(item.payload) ? item.payload : {});
  const common = { at: item.at, ...present({ displayNumber: value.display_phone_number }) };
  const event = value.event ?? '';
  switch (item.field) {
    case 'phone_number_quality_update': {
      const limit = readTier(value.max_daily_conversations_per_business ?? value.current_limit);
      return { ...common, type: 'quality', event, ...present({ limit }) };
    }
    case 'phone_number_name_update':
      return {
        ...common,
        type: 'name',
        decision: value.decision ?? '',
        ...present({ requestedName: value.requested_verified_name, rejectionReason: value.rejection_reason }),
      };
    case 'security':
      return { ...common, type: 'security', event, ...present({ requester: value.requester }) };
    case 'business_username_updates':
      return {
        ...common,
        type: 'username',
        status: value.status ?? '',
        ...present({ username: value.username }),
      };
    default:
      return { ...common, type: 'other', event };
  }
}
