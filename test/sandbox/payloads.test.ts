import { describe, expect, test } from '@jest/globals';
import {
  type AccountPreset,
  accountEvent,
  accountPresets,
  templateEvent,
} from '../../src/sandbox/account.js';
import type { CustomerInput } from '../../src/sandbox/customer-input.js';
import { newCustomer } from '../../src/sandbox/customers.js';
import { inboundChange } from '../../src/sandbox/inbound-payload.js';
import { preferenceChange, statusChange } from '../../src/sandbox/status-payload.js';
import { exampleTemplates } from '../../src/sandbox/templates.js';
import { webhookBody } from '../../src/sandbox/webhook-body.js';
import { readMessage, readPreference, readStatus } from '../../src/whatsapp/inbound.js';
import { parseWebhook, readWebhook, type WebhookItem } from '../../src/whatsapp/webhook.js';
import { noon } from './rig.js';

const number = { wabaId: '200000000000002', numberId: '100000000000001', displayNumber: '15550100000' };
const noa = newCustomer('6281200000001', { name: 'Noa' });
const hidden = { ...noa, phoneHidden: true };
const written = {
  id: 'wamid.A1',
  at: noon + 999,
  file: { id: '300000000000003', mimeType: 'image/png', sha256: 'ab'.repeat(32) },
};
const second = String(noon / 1000);
const metadata = { display_phone_number: '15550100000', phone_number_id: '100000000000001' };

/** What our own reader of webhooks makes of a change. */
function read(change: { field: string; value: unknown }): WebhookItem {
  const body = webhookBody(number.wabaId, [change], noon / 1000);
  const { items } = readWebhook(parseWebhook(body), noon);
  expect(items).toHaveLength(1);
  return items[0]!;
}

describe('what a person does becomes a webhook as Meta documents it', () => {
  test('text, whole', () => {
    expect(inboundChange(number, noa, { type: 'text', body: 'JOIN' }, written)).toEqual({
      field: 'messages',
      value: {
        messaging_product: 'whatsapp',
        metadata,
        contacts: [{ profile: { name: 'Noa' }, wa_id: noa.phone, user_id: noa.bsuid }],
        messages: [
          {
            from: noa.phone,
            from_user_id: noa.bsuid,
            id: 'wamid.A1',
            timestamp: second,
            type: 'text',
            text: { body: 'JOIN' },
          },
        ],
      },
    });
  });

  test.each<[CustomerInput, object]>([
    [
      { type: 'button_reply', id: 'yes', title: 'Ya, setuju', contextId: 'wamid.Q' },
      {
        type: 'interactive',
        context: { from: '15550100000', id: 'wamid.Q' },
        interactive: { type: 'button_reply', button_reply: { id: 'yes', title: 'Ya, setuju' } },
      },
    ],
    [
      { type: 'list_reply', id: 't', title: 'Info zakat', description: 'Sebulan sekali' },
      {
        type: 'interactive',
        interactive: {
          type: 'list_reply',
          list_reply: { id: 't', title: 'Info zakat', description: 'Sebulan sekali' },
        },
      },
    ],
    [
      { type: 'button', payload: 'stop', text: 'Berhenti' },
      { type: 'button', button: { payload: 'stop', text: 'Berhenti' } },
    ],
    [
      { type: 'voice' },
      {
        type: 'audio',
        audio: {
          id: '300000000000003',
          mime_type: 'image/png',
          sha256: expect.any(String),
          voice: true,
        },
      },
    ],
    [
      { type: 'image', caption: 'struk' },
      {
        type: 'image',
        image: {
          id: '300000000000003',
          mime_type: 'image/png',
          sha256: expect.any(String),
          caption: 'struk',
        },
      },
    ],
    [
      { type: 'location', latitude: -6.2, longitude: 106.8 },
      { type: 'location', location: { latitude: -6.2, longitude: 106.8 } },
    ],
    [
      { type: 'reaction', messageId: 'wamid.Q', emoji: '👎' },
      { type: 'reaction', reaction: { message_id: 'wamid.Q', emoji: '👎' } },
    ],
    [
      { type: 'reaction', messageId: 'wamid.Q', emoji: '' },
      { type: 'reaction', reaction: { message_id: 'wamid.Q' } },
    ],
    [
      { type: 'text', body: 'YA', forwarded: true },
      { type: 'text', text: { body: 'YA' }, context: { forwarded: true } },
    ],
  ])('%j', (input, part) => {
    const change = inboundChange(number, noa, input, written);
    const sender = { from: noa.phone, from_user_id: noa.bsuid, id: 'wamid.A1', timestamp: second };
    expect(change.value).toMatchObject({ messages: [{ ...sender, ...part }] });
    expect(Object.keys((change.value as { messages: object[] }).messages[0]!).sort()).toEqual(
      Object.keys({ ...sender, ...part }).sort(),
    );
  });

  test('a person without a visible phone has no wa_id and no from', () => {
    const byFlag = inboundChange(number, noa, { type: 'text', body: 'P', asBsuidOnly: true }, written);
    expect(JSON.stringify(byFlag)).not.toContain(noa.phone);
    expect(byFlag).toEqual(inboundChange(number, hidden, { type: 'text', body: 'P' }, written));
    expect(read(byFlag).identities).toEqual([{ kind: 'bsuid', value: noa.bsuid }]);
  });

  test('our own reader understands it', () => {
    const message = readMessage(
      read(inboundChange(number, noa, { type: 'button', payload: 'p', text: 'Berhenti' }, written)),
    );
    expect(message).toMatchObject({
      id: 'wamid.A1',
      type: 'button',
      text: 'Berhenti',
      choiceId: 'p',
      profileName: 'Noa',
    });
    expect(message.identities).toEqual(
      expect.arrayContaining([
        { kind: 'phone', value: noa.phone },
        { kind: 'bsuid', value: noa.bsuid },
      ]),
    );
  });
});

describe('statuses', () => {
  const sending = { category: 'marketing', toBsuid: false, callbackData: 'cmp:42' };

  test('delivered, whole', () => {
    expect(statusChange(number, noa, { id: 'wamid.O1', sending }, 'delivered', noon)).toEqual({
      field: 'messages',
      value: {
        messaging_product: 'whatsapp',
        metadata,
        contacts: [{ profile: { name: 'Noa' }, wa_id: noa.phone, user_id: noa.bsuid }],
        statuses: [
          {
            id: 'wamid.O1',
            status: 'delivered',
            timestamp: second,
            recipient_id: noa.phone,
            recipient_user_id: noa.bsuid,
            biz_opaque_callback_data: 'cmp:42',
            pricing: { billable: true, pricing_model: 'PMP', type: 'regular', category: 'marketing' },
          },
        ],
      },
    });
  });

  test('failed has its error, no contacts, and no BSUID when it went to a phone', () => {
    const change = statusChange(number, noa, { id: 'wamid.O1', sending }, 'failed', noon, 131049);
    expect(change.value).not.toHaveProperty('contacts');
    const item = read(change);
    expect(readStatus(item)).toMatchObject({
      wamid: 'wamid.O1',
      status: 'failed',
      at: noon,
      callbackData: 'cmp:42',
      errors: [{ code: 131049 }],
    });
    expect(item.identities).toEqual([{ kind: 'phone', value: noa.phone }]);
  });

  test('to a BSUID with a hidden phone, no status holds the phone', () => {
    const message = { id: 'wamid.O1', sending: { category: 'service', toBsuid: true } };
    for (const status of ['sent', 'delivered', 'read', 'failed'] as const)
      expect(JSON.stringify(statusChange(number, hidden, message, status, noon))).not.toContain(noa.phone);
  });
});

test.each(['stop', 'resume'] as const)('the preference %s', (value) => {
  const item = read(preferenceChange(number, noa, value, noon + 500));
  expect(item.kind).toBe('preference');
  expect(readPreference(item)).toMatchObject({ category: 'marketing_messages', value, at: noon });
  expect(preferenceChange(number, noa, value, noon)).toMatchObject({
    field: 'user_preferences',
    value: { user_preferences: [{ wa_id: noa.phone, user_id: noa.bsuid, timestamp: noon / 1000 }] },
  });
});

describe('account events', () => {
  test.each<[AccountPreset, string, object]>([
    [
      'violation',
      'account_update',
      { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SCAM' } },
    ],
    [
      'restriction',
      'account_update',
      {
        event: 'ACCOUNT_RESTRICTION',
        restriction_info: [
          { restriction_type: 'RESTRICTED_BIZ_INITIATED_MESSAGING', expiration: noon / 1000 + 3 * 86_400 },
        ],
      },
    ],
    [
      'ban_scheduled',
      'account_update',
      {
        event: 'DISABLED_UPDATE',
        ban_info: { waba_ban_state: 'SCHEDULE_FOR_DISABLE', waba_ban_date: 'May 11, 2026' },
      },
    ],
    ['review_rejected', 'account_review_update', { decision: 'REJECTED' }],
    [
      'tier_down',
      'business_capability_update',
      {
        max_daily_conversations_per_business: 'TIER_250',
        max_phone_numbers_per_business: 20,
        max_phone_numbers_per_waba: 20,
      },
    ],
  ])('%s', (preset, field, value) => {
    expect(accountEvent(preset, number, noon).change).toEqual({ field, value });
  });

  test('our own reader knows them all, and none of them names a person', () => {
    for (const preset of accountPresets) {
      const item = read(accountEvent(preset, number, noon).change);
      expect(['account', 'number']).toContain(item.kind);
      expect(item.identities).toEqual([]);
    }
  });

  test('a paused template', () => {
    const template = exampleTemplates()[0]!;
    expect(read(templateEvent(template, 'PAUSED')).kind).toBe('template');
    expect(templateEvent(template, 'PAUSED').value).toEqual({
      event: 'PAUSED',
      message_template_id: Number(template.id),
      message_template_name: 'laporan_penyaluran',
      message_template_language: 'id',
      message_template_category: 'MARKETING',
      reason: 'NONE',
      other_info: { title: 'FIRST_PAUSE', description: 'Low quality' },
    });
  });
});
