import { describe, expect, test } from '@jest/globals';
import {
  type InboundMessage,
  readErrors,
  readMessage,
  readPreference,
  readStatus,
} from '../../src/whatsapp/inbound.js';
import { readWebhook, type WebhookItem } from '../../src/whatsapp/webhook.js';
import {
  BSUID,
  body,
  change,
  contact,
  FAILED,
  MESSAGES,
  metadata,
  NOW,
  PARENT,
  PHONE,
  PREFERENCE,
  STATUS,
  withMessage,
  withPreference,
  withStatus,
} from './payloads.js';

const first = (value: unknown): WebhookItem => readWebhook(value, NOW).items[0]!;
const read = (message: object): InboundMessage => readMessage(first(withMessage(message)));

describe('every kind of message', () => {
  test.each<[string, object, Partial<InboundMessage>]>([
    [
      'text',
      MESSAGES.text,
      {
        type: 'text',
        text: 'Hello, is the shop open on Sunday?',
        texts: ['Hello, is the shop open on Sunday?'],
      },
    ],
    [
      'reply button',
      MESSAGES.buttonReply,
      {
        type: 'choice',
        text: 'Yes, sign me up',
        choiceId: 'consent:yes:v3',
        contextId: 'wamid.FAKEOUT0001',
        texts: ['consent:yes:v3', 'Yes, sign me up'],
      },
    ],
    [
      'list row',
      MESSAGES.listReply,
      {
        type: 'choice',
        text: 'News',
        choiceId: 'topic:news',
        texts: ['topic:news', 'News', 'About one a week'],
      },
    ],
    [
      'form',
      MESSAGES.form,
      {
        type: 'form',
        text: 'Sent',
        form: { flow_token: 'ft_8f0c', topics: ['news'], more: { note: 'daily' } },
        texts: ['Sent', 'ft_8f0c', 'news', 'daily'],
      },
    ],
    [
      'answer about calls',
      MESSAGES.callPermission,
      { type: 'unknown', originalType: 'call_permission_reply', texts: [] },
    ],
    [
      'template button',
      MESSAGES.button,
      {
        type: 'button',
        text: 'Stop promotions',
        choiceId: 'optout:marketing',
        texts: ['optout:marketing', 'Stop promotions'],
      },
    ],
    [
      'image',
      MESSAGES.image,
      {
        type: 'media',
        text: 'receipt',
        texts: ['receipt'],
        media: {
          kind: 'image',
          id: '300',
          mimeType: 'image/jpeg',
          sha256: 'FAKESHA=',
          caption: 'receipt',
          url: 'https://x.example',
          voice: false,
        },
      },
    ],
    ['video', MESSAGES.video, { type: 'media', text: 'clip' }],
    [
      'voice message',
      MESSAGES.audio,
      {
        type: 'media',
        texts: [],
        media: { kind: 'audio', id: '302', mimeType: 'audio/ogg; codecs=opus', voice: true },
      },
    ],
    ['document', MESSAGES.document, { type: 'media', text: 'signed', texts: ['signed', 'form.pdf'] }],
    ['sticker', MESSAGES.sticker, { type: 'media', texts: [] }],
    [
      'location',
      MESSAGES.location,
      {
        type: 'location',
        texts: [],
        location: { latitude: 40.0001, longitude: -73.0001, name: 'Example Cafe', address: '1 Example St' },
      },
    ],
    [
      'contact card',
      MESSAGES.contacts,
      {
        type: 'contacts',
        texts: [],
        contacts: [
          { name: 'Dan Example', phones: [{ phone: '+1 555-010-9999', waId: '15550109999' }], own: true },
        ],
      },
    ],
    [
      'reaction',
      MESSAGES.reaction,
      {
        type: 'reaction',
        text: '👎',
        texts: ['👎'],
        reaction: { messageId: 'wamid.FAKEOUT0001', emoji: '👎' },
        contextId: 'wamid.FAKEOUT0001',
      },
    ],
    [
      'reaction taken back',
      { type: 'reaction', reaction: { message_id: 'w', emoji: '' } },
      { type: 'reaction', reaction: { messageId: 'w' }, texts: [] },
    ],
    [
      'order',
      MESSAGES.order,
      {
        type: 'order',
        text: 'please deliver before 5',
        texts: ['please deliver before 5'],
        order: {
          catalogId: '400',
          text: 'please deliver before 5',
          items: [{ productId: 'sku-1', quantity: 2, price: 9.5, currency: 'USD' }],
        },
      },
    ],
    [
      'changed number',
      MESSAGES.system,
      {
        type: 'system',
        texts: [],
        system: {
          type: 'user_changed_number',
          previousIdentities: [
            { kind: 'phone', value: PHONE },
            { kind: 'bsuid', value: BSUID },
            { kind: 'parent_bsuid', value: PARENT },
          ],
          newIdentities: [
            { kind: 'phone', value: '15550105678' },
            { kind: 'bsuid', value: 'US.EXAMPLE00000000000002' },
            { kind: 'parent_bsuid', value: 'US.ENT.EXAMPLE0000000010' },
          ],
        },
      },
    ],
    [
      'changed identity key: nobody new',
      {
        type: 'system',
        system: { type: 'customer_identity_changed', wa_id: PHONE },
        identity: { hash: 'x' },
      },
      { type: 'system', system: expect.objectContaining({ newIdentities: [] }) as never },
    ],
    ['unsupported', MESSAGES.unsupported, { type: 'unsupported', originalType: 'poll' }],
    [
      'edit',
      MESSAGES.edit,
      {
        type: 'edit',
        text: 'corrected text',
        texts: ['corrected text'],
        originalMessageId: 'wamid.FAKEAAAA0000',
        contextId: 'M0',
      },
    ],
    ['revoke', MESSAGES.revoke, { type: 'revoke', originalMessageId: 'wamid.FAKEAAAA0000', texts: [] }],
    [
      'a kind of the future',
      { type: 'hologram', hologram: { deep: ['STOP', { a: 'b' }] } },
      { type: 'unknown', originalType: 'hologram', texts: ['STOP', 'b'] },
    ],
    ['no kind', {}, { type: 'unknown', texts: [] }],
    [
      'a kind named like an inherited key',
      { type: 'toString' },
      { type: 'unknown', originalType: 'toString' },
    ],
  ])('%s', (_name, message, expected) => {
    expect(read(message)).toMatchObject({
      id: 'wamid.FAKEAAAA0001',
      at: 1_795_000_000_000,
      standby: false,
      forwarded: false,
      ...('system' in message ? {} : { profileName: 'Noa' }),
      ...expected,
    });
  });

  test('a change of id as an event of its own', () => {
    const update = {
      wa_id: PHONE,
      user_id: { previous: 'US.A', current: 'US.B' },
      detail: 'stop',
      timestamp: '1795000000',
    };
    expect(readMessage(first(body([change('user_id_update', { user_id_update: [update] })])))).toMatchObject({
      type: 'system',
      texts: [],
      system: {
        type: 'user_id_update',
        previousIdentities: [{ kind: 'bsuid', value: 'US.A' }],
        newIdentities: [
          { kind: 'bsuid', value: 'US.B' },
          { kind: 'phone', value: PHONE },
        ],
      },
    });
  });
});

describe('where an opt-out can stand', () => {
  test.each<[string, object]>([
    ['text', { type: 'text', text: { body: 'STOP' } }],
    ['text that is no object', { type: 'text', text: 'STOP' }],
    ['text under another type', { type: 'unsupported', text: { body: 'STOP' } }],
    ['caption of an image', { type: 'image', image: { caption: 'STOP' } }],
    ['caption of a video', { type: 'video', video: { caption: 'STOP' } }],
    ['caption of a document', { type: 'document', document: { caption: 'STOP' } }],
    ['file name', { type: 'document', document: { filename: 'STOP' } }],
    ['button text', { type: 'button', button: { text: 'STOP', payload: 'x' } }],
    ['button payload', { type: 'button', button: { text: 'x', payload: 'STOP' } }],
    [
      'reply id',
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'STOP', title: 'x' } },
      },
    ],
    [
      'reply title',
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: 'x', title: 'STOP' } },
      },
    ],
    ['row id', { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: 'STOP' } } }],
    [
      'row title',
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: { title: 'STOP' } } },
    ],
    [
      'row description',
      { type: 'interactive', interactive: { type: 'list_reply', list_reply: { description: 'STOP' } } },
    ],
    ['form body', { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { body: 'STOP' } } }],
    [
      'form answer',
      {
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: { response_json: '{"a":[{"b":"STOP"}]}' } },
      },
    ],
    [
      'form answer already parsed',
      {
        type: 'interactive',
        interactive: { type: 'nfm_reply', nfm_reply: { response_json: { a: 'STOP' } } },
      },
    ],
    [
      'form answer that is no JSON',
      { type: 'interactive', interactive: { type: 'nfm_reply', nfm_reply: { response_json: 'STOP' } } },
    ],
    [
      'interactive of the future',
      { type: 'interactive', interactive: { type: 'slider_reply', slider_reply: { label: 'STOP' } } },
    ],
    ['interactive that is no object', { type: 'interactive', interactive: ['STOP'] }],
    ['edited text', { type: 'edit', edit: { message: { type: 'text', text: { body: 'STOP' } } } }],
    ['edited caption', { type: 'edit', edit: { message: { type: 'image', image: { caption: 'STOP' } } } }],
    ['edit without the message in it', { type: 'edit', edit: { body: 'STOP' } }],
    ['reaction', { type: 'reaction', reaction: { emoji: 'STOP' } }],
    ['order', { type: 'order', order: { text: 'STOP' } }],
    ['kind of the future', { type: 'poll_vote', poll_vote: { options: [{ name: 'STOP' }] } }],
  ])('P2 %s', (_name, message) => {
    expect(read(message).texts).toContain('STOP');
  });

  test.each<[string, object]>([
    [
      'the text of an advertisement',
      { type: 'text', text: { body: 'a' }, referral: { body: 'STOP', welcome_message: { text: 'STOP' } } },
    ],
    ["Meta's own sentence", { type: 'system', system: { type: 'user_changed_number', body: 'STOP' } }],
    ['the card of somebody else', { type: 'contacts', contacts: [{ name: { formatted_name: 'STOP' } }] }],
    ['the name of a place', { type: 'location', location: { name: 'STOP' } }],
    ['an error', { type: 'unsupported', errors: [{ title: 'STOP' }] }],
  ])('not %s', (_name, message) => {
    expect(read(message).texts).not.toContain('STOP');
  });

  test('an endless edit ends', () => {
    let edit: object = { type: 'text', text: { body: 'STOP' } };
    for (let at = 0; at < 500; at += 1) edit = { type: 'edit', edit: { message: edit } };
    expect(read(edit).type).toBe('edit');
  });

  test('an endless form ends', () => {
    const answers = JSON.stringify(Array.from({ length: 5_000 }, (_, at) => `answer ${at}`));
    const message = {
      type: 'interactive',
      interactive: { type: 'nfm_reply', nfm_reply: { response_json: answers } },
    };
    expect(read(message).texts).toHaveLength(2_000);
    expect(read({ type: 'text', text: { body: 'a'.repeat(100_000) } }).texts[0]).toHaveLength(70_000);
  });
});

describe('around a message', () => {
  test.each([
    [{ forwarded: true }, true],
    [{ frequently_forwarded: true }, true],
    [{ forwarded: 'yes' }, false],
    [{ id: 'wamid.X' }, false],
    ['nonsense', false],
  ])('context %j', (context, forwarded) => {
    expect(read({ ...MESSAGES.text, context }).forwarded).toBe(forwarded);
  });

  test('a referral of an advertisement', () => {
    const referral = {
      source_type: 'ad',
      source_id: '500',
      source_url: 'https://fb.example/abc',
      headline: 'Spring course',
      ctwa_clid: 'FAKECLID',
      video_url: null,
      welcome_message: { text: 'Hi, tell me more' },
    };
    expect(read({ ...MESSAGES.text, referral }).referral).toEqual({
      sourceType: 'ad',
      sourceId: '500',
      sourceUrl: 'https://fb.example/abc',
      headline: 'Spring course',
      clickId: 'FAKECLID',
      welcome: 'Hi, tell me more',
    });
    expect(read({ ...MESSAGES.text, referral: 7 }).referral).toBeUndefined();
  });

  test('a group is named', () => {
    expect(read({ ...MESSAGES.text, group_id: 'G1' }).groupId).toBe('G1');
  });

  test('an item of another kind is an empty message', () => {
    expect(readMessage(first(withStatus(STATUS)))).toMatchObject({ type: 'unknown', texts: [], id: '' });
  });
});

describe('readStatus', () => {
  test('delivered', () => {
    expect(readStatus(first(withStatus(STATUS)))).toMatchObject({
      wamid: 'wamid.FAKEOUT0001',
      status: 'delivered',
      at: 1_795_000_200_000,
      callbackData: 'cmp:42|rcp:9001',
      errors: [],
      pricing: { model: 'PMP', type: 'regular', category: 'marketing', billable: true },
    });
  });

  test('failed', () => {
    const status = readStatus(first(withStatus(FAILED, [])));
    expect(status).toMatchObject({
      status: 'failed',
      errors: [{ code: 131050, title: 'Stopped', details: 'User stopped.' }],
    });
    expect(status.identities).toEqual([{ kind: 'phone', value: PHONE }]);
    expect(status).not.toHaveProperty('pricing');
  });

  test.each<[string, unknown, unknown[]]>([
    ['a code as text', [{ code: '131050' }], [{ code: 131050 }]],
    ['a message in place of a title', [{ code: 1, message: 'm' }], [{ code: 1, title: 'm' }]],
    ['no code', [{ title: 'x' }], [{ code: -1, title: 'x' }]],
    ['no object', ['x', null, { code: 131050 }], [{ code: 131050 }]],
    ['no list', 'x', []],
  ])('errors with %s', (_name, errors, expected) => {
    expect(readStatus(first(withStatus({ ...FAILED, errors }))).errors).toEqual(expected);
  });

  test('nonsense everywhere', () => {
    const status = { id: 'w', status: 7, errors: 3, pricing: 'free', biz_opaque_callback_data: {} };
    expect(readStatus(first(withStatus(status, [])))).toEqual({
      wamid: 'w',
      status: '7',
      at: NOW,
      identities: [],
      errors: [],
    });
  });
});

describe('readPreference', () => {
  test('stop, without a phone', () => {
    const { wa_id: _hidden, ...hidden } = PREFERENCE;
    expect(readPreference(first(withPreference(hidden, [])))).toEqual({
      category: 'marketing_messages',
      value: 'stop',
      at: 1_795_000_300_000,
      identities: [
        { kind: 'bsuid', value: BSUID },
        { kind: 'parent_bsuid', value: PARENT },
      ],
    });
  });

  test('a signup', () => {
    const preference = readPreference(
      first(withPreference({ ...PREFERENCE, value: 'signup', signup_id: 42 })),
    );
    expect(preference).toMatchObject({ value: 'signup', signupId: '42' });
  });
});

describe('readErrors', () => {
  test('of the app', () => {
    const errors = [{ code: 131042, title: 'Payment', error_data: { details: 'No method' } }];
    expect(readErrors(first(body([change('messages', { metadata, errors })])))).toEqual([
      { code: 131042, title: 'Payment', details: 'No method' },
    ]);
  });

  test('of a message that could not be read', () => {
    expect(readErrors(first(withMessage(MESSAGES.unsupported)))).toMatchObject([{ code: 131051 }]);
  });
});

test('a profile without a name is no name', () => {
  const item = first(withMessage(MESSAGES.text, { contacts: [{ ...contact, profile: 'x' }] }));
  expect(readMessage(item).profileName).toBeUndefined();
});
