import { describe, expect, test } from '@jest/globals';
import { readAccountEvent, readNumberEvent } from '../../src/whatsapp/account-events.js';
import { readTemplateEvent } from '../../src/whatsapp/template-events.js';
import { readTier } from '../../src/whatsapp/tier.js';
import { parseWebhook, readWebhook, type WebhookItem } from '../../src/whatsapp/webhook.js';
import { body, change, EVENTS, NOW } from './payloads.js';

const item = (field: string, value: object): WebhookItem =>
  readWebhook(body([change(field, value)], { time: 1_795_000_000 }), NOW).items[0]!;
const sample = (field: string, at = 0) => EVENTS.filter(([name]) => name === field)[at]![1];
const at = 1_795_000_000_000;

describe('account events', () => {
  const read = (value: object, field = 'account_update') => readAccountEvent(item(field, value));

  test.each<[string, object, object]>([
    ['a violation', sample('account_update', 0), { type: 'violation', violation: 'SCAM' }],
    ['a violation without a type', { event: 'ACCOUNT_VIOLATION' }, { type: 'violation', violation: '' }],
    [
      'a restriction, its end as number, text or absent',
      sample('account_update', 1),
      {
        type: 'restriction',
        restrictions: [
          {
            type: 'RESTRICTED_BIZ_INITIATED_MESSAGING',
            restricts: 'initiated',
            expiresAt: 1_795_259_200_000,
          },
          {
            type: 'RESTRICTED_ADD_PHONE_NUMBER_ACTION',
            restricts: 'numbers',
            expiresAt: 1_795_259_200_000,
            remediation: 'wait',
          },
          { type: 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING', restricts: 'everything' },
        ],
      },
    ],
    [
      'restrictions of other kinds',
      {
        event: 'ACCOUNT_RESTRICTION',
        violation_info: { violation_type: 'DIRECT_SEND_UTILITY_CATEGORY_ABUSE_WARN' },
        restriction_info: [
          { restriction_type: 'RESTRICTED_UTILITY_TEMPLATES', expiration: 'soon' },
          { restriction_type: 'RESTRICTED_USER_INITIATED_CALLING' },
          { restriction_type: 'RESTRICTED_TOMORROW', expiration: 0 },
          {},
        ],
      },
      {
        type: 'restriction',
        violation: 'DIRECT_SEND_UTILITY_CATEGORY_ABUSE_WARN',
        restrictions: [
          { type: 'RESTRICTED_UTILITY_TEMPLATES', restricts: 'utility' },
          { type: 'RESTRICTED_USER_INITIATED_CALLING', restricts: 'calls' },
          { type: 'RESTRICTED_TOMORROW', restricts: 'unknown' },
          { type: '', restricts: 'unknown' },
        ],
      },
    ],
    [
      'a restriction without a list',
      { event: 'ACCOUNT_RESTRICTION' },
      { type: 'restriction', restrictions: [] },
    ],
    [
      'a ban to come',
      sample('account_update', 2),
      { type: 'ban', state: 'SCHEDULE_FOR_DISABLE', date: 'December 1, 2026' },
    ],
    ['a ban without a state', { event: 'DISABLED_UPDATE' }, { type: 'ban', state: 'DISABLE' }],
    [
      'the end of a ban',
      { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state: 'REINSTATE' } },
      { type: 'ban', state: 'REINSTATE' },
    ],
    [
      'leaving the API',
      sample('account_update', 3),
      { type: 'offboarded', reason: 'PRIMARY_INACTIVITY', initiatedBy: 'SYSTEM' },
    ],
    ['leaving without a reason', { event: 'ACCOUNT_OFFBOARDED' }, { type: 'offboarded' }],
    ['coming back', { event: 'ACCOUNT_RECONNECTED' }, { type: 'reconnected' }],
    ['deletion', { event: 'ACCOUNT_DELETED' }, { type: 'deleted' }],
    [
      'a partner gone',
      { event: 'PARTNER_REMOVED', waba_info: {} },
      { type: 'partner', event: 'PARTNER_REMOVED' },
    ],
    [
      'an app gone',
      { event: 'PARTNER_APP_UNINSTALLED' },
      { type: 'partner', event: 'PARTNER_APP_UNINSTALLED' },
    ],
    [
      'prices',
      { event: 'VOLUME_BASED_PRICING_TIER_UPDATE' },
      { type: 'other', event: 'VOLUME_BASED_PRICING_TIER_UPDATE' },
    ],
    ['nothing known', { surprise: 1 }, { type: 'other', event: '' }],
  ])('%s', (_name, value, expected) => {
    expect(read(value)).toEqual({ at, ...expected });
  });

  test('an alert', () => {
    expect(read(sample('account_alerts'), 'account_alerts')).toEqual({
      at,
      type: 'alert',
      severity: 'WARNING',
      active: true,
      alert: 'INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED',
      description: 'later',
      entityType: 'PHONE_NUMBER',
      entityId: '100000000000001',
    });
    expect(read({ alert_info: { alert_status: 'NONE' } }, 'account_alerts')).toMatchObject({ active: false });
  });

  test('a review and the capability', () => {
    expect(read(sample('account_review_update'), 'account_review_update')).toEqual({
      at,
      type: 'review',
      decision: 'APPROVED',
    });
    const capability = 'business_capability_update';
    expect(read(sample(capability), capability)).toEqual({
      at,
      type: 'capability',
      limit: 2_000,
      numbersPerBusiness: 20,
    });
    expect(read({ max_daily_conversation_per_phone: -1 }, capability)).toMatchObject({ limit: 'unlimited' });
    expect(read({ max_daily_conversations_per_business: 10_000 }, capability)).toMatchObject({
      limit: 10_000,
    });
    expect(read({}, capability)).toEqual({ at, type: 'capability' });
  });
});

describe('number events', () => {
  test.each<[string, object, object]>([
    [
      'phone_number_quality_update',
      sample('phone_number_quality_update'),
      { type: 'quality', event: 'THROUGHPUT_UPGRADE', limit: 10_000 },
    ],
    [
      'phone_number_quality_update',
      { event: 'FLAGGED', current_limit: 'TIER_1K' },
      { type: 'quality', event: 'FLAGGED', limit: 1_000 },
    ],
    [
      'phone_number_name_update',
      sample('phone_number_name_update'),
      { type: 'name', decision: 'REJECTED', requestedName: 'Example Shop', rejectionReason: 'NAME_X' },
    ],
    [
      'security',
      sample('security'),
      { type: 'security', event: 'PIN_CHANGED', requester: '900000000000009' },
    ],
    [
      'business_username_updates',
      sample('business_username_updates'),
      { type: 'username', username: 'exampleshop', status: 'approved' },
    ],
    ['account_update', { event: 'X' }, { type: 'other', event: 'X' }],
  ])('%s', (field, value, expected) => {
    const display = 'display_phone_number' in value ? { displayNumber: '15550100000' } : {};
    expect(readNumberEvent(item(field, value))).toEqual({ at, ...display, ...expected });
  });
});

describe('template events', () => {
  const named = { message_template_name: 'spring_news', message_template_language: 'en' };
  const read = (value: object, field = 'message_template_status_update') =>
    readTemplateEvent(item(field, { ...named, ...value }));
  const common = { at, name: 'spring_news', language: 'en' };

  test('the id keeps its exact digits', () => {
    const raw = JSON.stringify(
      body([change('message_template_status_update', { ...named, event: 'APPROVED' })]),
    ).replace('"event"', '"message_template_id":1234567890123456789,"event"');
    const [event] = readWebhook(parseWebhook(Buffer.from(raw)), NOW).items;
    expect(readTemplateEvent(event!)).toMatchObject({ templateId: '1234567890123456789' });
  });

  test.each([
    ['APPROVED', 'usable'],
    ['REINSTATED', 'usable'],
    ['UNARCHIVED', 'usable'],
    ['PENDING', 'unusable'],
    ['IN_APPEAL', 'unusable'],
    ['REJECTED', 'unusable'],
    ['PAUSED', 'paused'],
    ['FLAGGED', 'warned'],
    ['DISABLED', 'gone'],
    ['LOCKED', 'unusable'],
    ['LIMIT_EXCEEDED', 'unusable'],
    ['PENDING_DELETION', 'gone'],
    ['DELETED', 'gone'],
    ['ARCHIVED', 'unusable'],
    ['SOMETHING_NEW', 'unusable'],
    ['toString', 'unusable'],
  ])('%s leaves it %s', (event, usability) => {
    expect(read({ event })).toEqual({ ...common, type: 'status', event, usability });
  });

  test.each<[string, object, object]>([
    [
      'a pause with its title',
      sample('message_template_status_update'),
      {
        category: 'MARKETING',
        usability: 'paused',
        title: 'FIRST_PAUSE',
        description: 'low quality',
        templateId: '800000000000008',
      },
    ],
    [
      'the end of a pause',
      { event: 'PAUSED', other_info: { title: 'UNPAUSE' } },
      { usability: 'usable', title: 'UNPAUSE' },
    ],
    [
      'a rejection',
      {
        event: 'REJECTED',
        reason: 'INVALID_FORMAT',
        rejection_info: { reason: 'why', recommendation: 'how' },
      },
      { usability: 'unusable', reason: 'INVALID_FORMAT', description: 'why', recommendation: 'how' },
    ],
    [
      'its end',
      { event: 'DISABLED', disable_info: { disable_date: 'soon' } },
      { usability: 'gone', disableDate: 'soon' },
    ],
    ['a reason that is none', { event: 'APPROVED', reason: null }, { usability: 'usable' }],
    ['quality', { new_quality_score: 'RED' }, { type: 'quality', previous: 'UNKNOWN', current: 'RED' }],
    [
      'a category to come',
      { new_category: 'UTILITY', correct_category: 'MARKETING', category_update_timestamp: 1795086400 },
      { type: 'category', current: 'UTILITY', correct: 'MARKETING', changesAt: 1_795_086_400_000 },
    ],
    [
      'a category that came',
      sample('template_category_update'),
      { type: 'category', previous: 'UTILITY', current: 'MARKETING' },
    ],
    [
      'a wrong category found',
      sample('template_correct_category_detection'),
      { type: 'category', current: 'UTILITY', correct: 'MARKETING' },
    ],
    [
      'only the right category',
      { correct_category: 'MARKETING' },
      { type: 'category', current: '', correct: 'MARKETING' },
    ],
    [
      'new components',
      sample('message_template_components_update'),
      {
        type: 'components',
        title: 'News',
        body: 'body text',
        footer: 'STOP',
        buttons: [{ type: 'URL', text: 'Open' }],
      },
    ],
    [
      'components without buttons',
      { message_template_element: 'a' },
      { type: 'components', body: 'a', buttons: [] },
    ],
    ['nothing known', {}, { type: 'other', event: '' }],
  ])('%s', (_name, value, expected) => {
    expect(read(value)).toMatchObject(expected);
  });

  test('an item without a value', () => {
    const [empty] = readWebhook(body(['x']), NOW).items;
    expect(readTemplateEvent(empty!)).toMatchObject({ type: 'other', name: '' });
    expect(readAccountEvent(empty!)).toMatchObject({ type: 'other' });
    expect(readNumberEvent(empty!)).toMatchObject({ type: 'other' });
  });
});

test.each([
  ['TIER_50', 50],
  ['TIER_250', 250],
  ['TIER_2K', 2_000],
  ['TIER_100K', 100_000],
  ['TIER_1M', 1_000_000],
  ['TIER_UNLIMITED', 'unlimited'],
  ['-1', 'unlimited'],
  [-1, 'unlimited'],
  [2000, 2_000],
  ['2000', 2_000],
  ['TIER_NOT_SET', undefined],
  ['TIER_', undefined],
  [undefined, undefined],
  [{}, undefined],
])('tier %j', (value, expected) => {
  expect(readTier(value)).toBe(expected);
});
