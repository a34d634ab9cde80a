import type { Template } from './templates.js';
import { type Change, type NumberFacts, seconds } from './webhook-body.js';

/** What Meta thinks of the account; the fake Graph API answers and refuses by it. */
export interface AccountState {
  quality: 'GREEN' | 'YELLOW' | 'RED';
  tier: string;
  /** Sends that are refused: none, those outside a window, or all. */
  blocked: 'nothing' | 'templates' | 'everything';
  status: 'CONNECTED' | 'FLAGGED' | 'RESTRICTED' | 'BANNED';
}

export const healthyAccount: AccountState = {
  quality: 'GREEN',
  tier: 'TIER_2K',
  blocked: 'nothing',
  status: 'CONNECTED',
};

/** Things that Meta does to an account, by name (`POST /sandbox/api/account-events`). */
export const accountPresets = [
  'violation',
  'restriction',
  'restriction_all',
  'ban_scheduled',
  'ban',
  'reinstate',
  'quality_yellow',
  'quality_red',
  'quality_green',
  'tier_up',
  'tier_down',
  'pin_changed',
  'review_rejected',
  'name_rejected',
] as const;
export type AccountPreset = (typeof accountPresets)[number];

export const templatePresets = ['APPROVED', 'PAUSED', 'DISABLED', 'REJECTED', 'FLAGGED'] as const;
export type TemplatePreset = (typeof templatePresets)[number];

export interface AccountEvent {
  change: Change;
  account: Partial<AccountState>;
}

const day = 86_400;

/** The webhook of a preset and what it does to the account (reference: account health webhooks). */
export function accountEvent(preset: AccountPreset, number: NumberFacts, at: number): AccountEvent {
  const update = (event: string, extra: object = {}): Change => ({
    field: 'account_update',
    value: { event, ...extra },
  });
  const restriction = (restriction_type: string) =>
    update('ACCOUNT_RESTRICTION', {
      restriction_info: [{ restriction_type, expiration: seconds(at) + 3 * day }],
    });
  const quality = (event: string): Change => ({
    field: 'phone_number_quality_update',
    value: {
      display_phone_number: number.displayNumber,
      event,
      max_daily_conversations_per_business: 'TIER_2K',
    },
  });
  const tier = (value: string): Change => ({
    field: 'business_capability_update',
    value: {
      max_daily_conversations_per_business: value,
      max_phone_numbers_per_business: 20,
      max_phone_numbers_per_waba: 20,
    },
  });
  switch (preset) {
    case 'violation':
      return {
        change: update('ACCOUNT_VIOLATION', { violation_info: { violation_type: 'SCAM' } }),
        account: {},
      };
    case 'restriction':
      return {
        change: restriction('RESTRICTED_BIZ_INITIATED_MESSAGING'),
        account: { blocked: 'templates', status: 'RESTRICTED' },
      };
    case 'restriction_all':
      return {
        change: restriction('RESTRICTED_CUSTOMER_INITIATED_MESSAGING'),
        account: { blocked: 'everything', status: 'RESTRICTED' },
      };
    case 'ban_scheduled':
      return {
        change: update('DISABLED_UPDATE', {
          ban_info: {
            waba_ban_state: 'SCHEDULE_FOR_DISABLE',
            waba_ban_date: englishDate(at + 7 * day * 1000),
          },
        }),
        account: {},
      };
    case 'ban':
      return {
        change: update('DISABLED_UPDATE', {
          ban_info: { waba_ban_state: 'DISABLE', waba_ban_date: englishDate(at) },
        }),
        account: { blocked: 'everything', status: 'BANNED' },
      };
    case 'reinstate':
      return {
        change: update('DISABLED_UPDATE', {
          ban_info: { waba_ban_state: 'REINSTATE', waba_ban_date: englishDate(at) },
        }),
        account: { blocked: 'nothing', status: 'CONNECTED', quality: 'GREEN' },
      };
    case 'quality_yellow':
      return { change: quality('FLAGGED'), account: { quality: 'YELLOW' } };
    case 'quality_red':
      return { change: quality('FLAGGED'), account: { quality: 'RED', status: 'FLAGGED' } };
    case 'quality_green':
      return { change: quality('UNFLAGGED'), account: { quality: 'GREEN', status: 'CONNECTED' } };
    case 'tier_up':
      return { change: tier('TIER_10K'), account: { tier: 'TIER_10K' } };
    case 'tier_down':
      return { change: tier('TIER_250'), account: { tier: 'TIER_250' } };
    case 'pin_changed':
      return {
        change: {
          field: 'security',
          value: {
            display_phone_number: number.displayNumber,
            event: 'PIN_CHANGED',
            requester: '900000000000009',
          },
        },
        account: {},
      };
    case 'review_rejected':
      return { change: { field: 'account_review_update', value: { decision: 'REJECTED' } }, account: {} };
    case 'name_rejected':
      return {
        change: {
          field: 'phone_number_name_update',
          value: {
            display_phone_number: number.displayNumber,
            decision: 'REJECTED',
            requested_verified_name: 'Izin',
            rejection_reason: 'NAME_EXAMPLE',
          },
        },
        account: {},
      };
  }
}

/** The webhook that tells of a template's new state. */
export function templateEvent(template: Template, event: TemplatePreset): Change {
  return {
    field: 'message_template_status_update',
    value: {
      event,
      message_template_id: Number(template.id),
      message_template_name: template.name,
      message_template_language: template.language,
      message_template_category: template.category,
      reason: event === 'REJECTED' ? 'INVALID_FORMAT' : 'NONE',
      ...(event === 'PAUSED' ? { other_info: { title: 'FIRST_PAUSE', description: 'Low quality' } } : {}),
    },
  };
}

function englishDate(at: number): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}
