import { describe, expect, test } from '@jest/globals';
import { NotMetaError, parseWebhook, readWebhook, type WebhookItem } from '../../src/whatsapp/webhook.js';
import {
  BSUID,
  body,
  change,
  contact,
  EVENTS,
  envelope,
  FAILED,
  MESSAGES,
  metadata,
  NOW,
  NUMBER,
  PARENT,
  PHONE,
  PREFERENCE,
  STATUS,
  WABA,
  withMessage,
  withPreference,
  withStatus,
} from './payloads.js';

const items = (value: unknown): WebhookItem[] => readWebhook(value, NOW).items;
function only(value: unknown): WebhookItem {
  const all = items(value);
  expect(all).toHaveLength(1);
  return all[0]!;
}

const EVERY_NAME = [
  { kind: 'phone', value: PHONE },
  { kind: 'bsuid', value: BSUID },
  { kind: 'parent_bsuid', value: PARENT },
];

describe('what is no webhook of WhatsApp is refused, with a reason that quotes nothing', () => {
  test.each<[string, unknown, string]>([
    ['nothing', undefined, 'body is not an object'],
    ['a list', [], 'body is not an object'],
    ['a text', 'secret', 'body is not an object'],
    ['another object', { object: 'page', entry: [] }, 'object is not whatsapp_business_account'],
    ['no entry', { object: 'whatsapp_business_account' }, 'entry is not a list'],
    ['an entry that is no list', { object: 'whatsapp_business_account', entry: {} }, 'entry is not a list'],
  ])('%s', (_name, value, reason) => {
    expect(() => readWebhook(value, NOW)).toThrow(expect.objectContaining({ name: 'NotMetaError', reason }));
  });

  test.each([
    ['no JSON', '{"secret', 'body not JSON'],
    ['deep nesting', '['.repeat(200_000), 'body nests too deeply'],
    ['deep nesting of objects', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`, 'body nests too deeply'],
  ])('%s', (_name, text, reason) => {
    expect(() => parseWebhook(Buffer.from(text))).toThrow(new NotMetaError(reason));
  });
});

describe('one element', () => {
  test('a message, with every name of its author and the sibling contact', () => {
    const item = only(withMessage(MESSAGES.text));
    expect(item).toMatchObject({
      kind: 'message',
      field: 'messages',
      wabaId: WABA,
      numberId: NUMBER,
      at: 1_795_000_000_000,
      identities: EVERY_NAME,
      standby: false,
    });
    expect(item.payload).toEqual({ metadata, contact, item: { ...envelope, ...MESSAGES.text } });
  });

  test('a status', () => {
    const item = only(withStatus(STATUS));
    expect(item).toMatchObject({ kind: 'status', at: 1_795_000_200_000, identities: EVERY_NAME });
  });

  test('a preference without a phone number', () => {
    const { wa_id: _hidden, ...hidden } = PREFERENCE;
    const item = only(withPreference(hidden, []));
    expect(item).toMatchObject({
      kind: 'preference',
      at: 1_795_000_300_000,
      identities: EVERY_NAME.slice(1),
    });
  });

  test('an error of the app', () => {
    const value = { metadata, errors: [{ code: 130429, title: 'Rate limit hit' }] };
    const item = only(body([change('messages', value)], { time: 1_795_000_000 }));
    expect(item).toMatchObject({ kind: 'error', identities: [], at: 1_795_000_000_000 });
  });

  test.each(EVENTS)('%s', (field, value, kind) => {
    const item = only(body([change(field, value)], { time: 1_795_000_000 }));
    expect(item).toMatchObject({ kind, field, wabaId: WABA, identities: [], at: 1_795_000_000_000 });
    expect(item.payload).toEqual(value);
  });

  test.each([
    [
      'a template by its keys',
      'wrong_field',
      { message_template_name: 'a', new_quality_score: 'RED' },
      'template',
    ],
    ['an account by its keys', '', { restriction_info: [] }, 'account'],
    ['a field of the future', 'user_wishes', { wish: 'tea' }, 'unknown'],
    ['a field named like an inherited key', 'constructor', { a: 1 }, 'unknown'],
    ['history of a coexistence number', 'history', { metadata, history: [{ threads: [] }] }, 'unknown'],
    ['echoes of the app', 'smb_message_echoes', { metadata, message_echoes: [{ id: 'w' }] }, 'unknown'],
  ])('tells %s', (_name, field, value, kind) => {
    const item = only(body([change(field, value)]));
    expect(item).toMatchObject({ kind, field, payload: value });
  });
});

describe('standby', () => {
  test('its messages are read and marked, and differ from the same ones on messages', () => {
    const there = only(withMessage(MESSAGES.text, {}, 'standby'));
    const here = only(withMessage(MESSAGES.text));
    expect(there).toMatchObject({ kind: 'message', standby: true, identities: EVERY_NAME });
    expect(there.key).not.toBe(here.key);
  });

  test('messages under a field of the future count, but are not ours to answer', () => {
    expect(only(withMessage(MESSAGES.text, {}, 'messages_v9'))).toMatchObject({
      kind: 'message',
      standby: true,
    });
  });

  test("the business's own words are nobody's opt-out", () => {
    const own = { ...MESSAGES.text, from: '+1 555-010-0000', from_user_id: undefined };
    expect(only(withMessage(own, {}, 'standby'))).toMatchObject({ kind: 'unknown', identities: [] });
  });
});

describe('batches', () => {
  test('every element of every array of every change of every entry', () => {
    const value = { metadata, contacts: [contact], messages: [{ ...envelope, ...MESSAGES.text }] };
    const many = {
      object: 'whatsapp_business_account',
      entry: [
        { id: '1', changes: [change('messages', { ...value, statuses: [STATUS, FAILED] })] },
        {
          id: '2',
          changes: [
            change('messages', value),
            change('user_preferences', { user_preferences: [PREFERENCE] }),
          ],
        },
      ],
    };
    expect(items(many).map(({ wabaId, kind }) => `${wabaId} ${kind}`)).toEqual([
      '1 message',
      '1 status',
      '1 status',
      '2 message',
      '2 preference',
    ]);
  });

  test.each<[string, unknown]>([
    ['null', null],
    ['a text', 'STOP'],
    ['a number', 7],
    ['a list', [1]],
    ['an empty object', {}],
  ])('%s among the messages becomes unknown, its siblings are read', (_name, broken) => {
    const value = {
      metadata,
      messages: [broken, { ...envelope, ...MESSAGES.text }],
      statuses: [broken, STATUS],
    };
    const all = items(body([change('messages', value)]));
    expect(all.map(({ kind }) => kind)).toEqual(['unknown', 'message', 'unknown', 'status']);
    expect(all[0]?.payload).toEqual({ metadata, item: broken });
  });

  test.each<[string, unknown]>([
    ['an entry that is no object', { object: 'whatsapp_business_account', entry: [null] }],
    ['an entry without changes', { object: 'whatsapp_business_account', entry: [{ id: '1', changes: 'x' }] }],
    ['a change that is no object', body(['x'])],
    ['a change without a value', body([{ field: 'messages' }])],
    ['messages that are no list', body([change('messages', { metadata, messages: { id: 'w' } })])],
    ['contacts alone', body([change('messages', { metadata, contacts: [contact] })])],
    ['a preference without a value', withPreference({ wa_id: PHONE })],
  ])('%s is kept as unknown', (_name, value) => {
    expect(only(value).kind).toBe('unknown');
  });

  test('what stands beside the arrays is kept too', () => {
    const all = items(withMessage(MESSAGES.text, { surprise: { a: 1 }, statuses: 'none' }));
    expect(all.map(({ kind }) => kind)).toEqual(['message', 'unknown']);
    expect(all[1]?.payload).toEqual({ metadata, item: { surprise: { a: 1 }, statuses: 'none' } });
  });

  test('empty arrays hold nothing', () => {
    expect(items(body([change('messages', { metadata, messages: [], statuses: [], errors: [] })]))).toEqual(
      [],
    );
  });
});

describe('who it is', () => {
  const two = [contact, { wa_id: '15550109999', user_id: 'US.OTHER' }];
  const bare = { id: 'w1', timestamp: '1795000000', type: 'text', text: { body: 'a' } };
  const names = (messages: object[], contacts: unknown[]) =>
    items(body([change('messages', { metadata, contacts, messages })])).map(({ identities }) =>
      identities.map(({ kind, value }) => `${kind} ${value}`),
    );

  test.each<[string, object[], unknown[], string[][]]>([
    [
      'the contact with the same phone',
      [
        { ...bare, from: PHONE },
        { ...bare, from: '15550109999' },
      ],
      two,
      [
        [`phone ${PHONE}`, `bsuid ${BSUID}`, `parent_bsuid ${PARENT}`],
        ['phone 15550109999', 'bsuid US.OTHER'],
      ],
    ],
    [
      'the contact with the same BSUID, in another order',
      [{ ...bare, from_user_id: 'US.OTHER' }],
      two,
      [['bsuid US.OTHER', 'phone 15550109999']],
    ],
    [
      'the only contact, when nothing else names the author',
      [bare],
      [contact],
      [[`phone ${PHONE}`, `bsuid ${BSUID}`, `parent_bsuid ${PARENT}`]],
    ],
    [
      'the only contact, when WhatsApp writes the phone differently',
      [{ ...bare, from: '5511987654321' }],
      [{ wa_id: '551187654321' }],
      [['phone 5511987654321', 'phone 551187654321']],
    ],
    [
      'not the only contact when it is somebody else',
      [{ ...bare, from_user_id: 'US.ME' }],
      [{ wa_id: '15550109999', user_id: 'US.OTHER' }],
      [['bsuid US.ME']],
    ],
    [
      'not the only contact of two messages',
      [
        { ...bare, from: '15550101111' },
        { ...bare, from: PHONE },
      ],
      [contact],
      [['phone 15550101111'], [`phone ${PHONE}`, `bsuid ${BSUID}`, `parent_bsuid ${PARENT}`]],
    ],
    ['nobody', [bare], [null, 'x', {}], [[]]],
    ['a phone as it is written', [{ ...bare, from: '+1 (555) 010-1234' }], [], [[`phone ${PHONE}`]]],
    ['a phone that came as a number', [{ ...bare, from: 15550101234 }], [], [[`phone ${PHONE}`]]],
    ['a BSUID in the place of a phone', [{ ...bare, from: BSUID }], [], [[`bsuid ${BSUID}`]]],
    [
      'a parent BSUID in the place of a BSUID',
      [{ ...bare, from_user_id: PARENT }],
      [],
      [[`parent_bsuid ${PARENT}`]],
    ],
    ['too few digits', [{ ...bare, from: '+ 12-3 4' }], [], [[]]],
    ['something endless', [{ ...bare, from_user_id: 'A'.repeat(300) }], [], [[]]],
  ])('%s', (_name, messages, contacts, expected) => {
    expect(names(messages, contacts)).toEqual(expected);
  });

  test('a status in a group names the person, not the group', () => {
    const inGroup = {
      id: 'w',
      status: 'read',
      recipient_type: 'group',
      recipient_id: '999999999',
      recipient_participant_id: PHONE,
    };
    expect(only(withStatus(inGroup, [])).identities).toEqual([{ kind: 'phone', value: PHONE }]);
  });

  test.each<[string, object, string[]]>([
    ['a changed number: the earlier names', MESSAGES.system, [PHONE, BSUID, PARENT]],
    [
      'a changed id without any earlier name: the new ones',
      {
        from: undefined,
        from_user_id: undefined,
        from_parent_user_id: undefined,
        type: 'system',
        system: { type: 'user_changed_user_id', user_id: 'US.NEW' },
      },
      ['US.NEW'],
    ],
  ])('%s', (_name, message, expected) => {
    expect(only(withMessage(message, { contacts: [] })).identities.map(({ value }) => value)).toEqual(
      expected,
    );
  });

  test.each<[string, object, string[]]>([
    ['both ids', { user_id: { previous: 'US.A', current: 'US.B' }, wa_id: PHONE }, ['US.A']],
    ['only the phone', { user_id: { current: 'US.B' }, wa_id: PHONE }, [PHONE]],
    ['only the new id', { user_id: { current: 'US.B' } }, ['US.B']],
  ])('a change of id as an event of its own: %s', (_name, update, expected) => {
    const item = only(body([change('user_id_update', { user_id_update: [update] })]));
    expect(item.kind).toBe('message');
    expect(item.identities.map(({ value }) => value)).toEqual(expected);
  });
});

describe('time stamps', () => {
  const at = (timestamp: unknown) => only(withMessage({ ...MESSAGES.text, timestamp })).at;

  test.each<[string, unknown, number]>([
    ['a text of seconds', '1795000000', 1_795_000_000_000],
    ['a number of seconds', 1_795_000_000, 1_795_000_000_000],
    ['within a day ahead', String((NOW + 86_399_000) / 1000), NOW + 86_399_000],
    ['further ahead', String((NOW + 86_401_000) / 1000), NOW],
    ['milliseconds', '1795000000000', NOW],
    ['before WhatsApp', '12', NOW],
    ['negative', -5, NOW],
    ['infinite', 'Infinity', NOW],
    ['no number', 'yesterday', NOW],
    ['empty', ' ', NOW],
    ['absent', undefined, NOW],
    ['an object', {}, NOW],
  ])('%s', (_name, value, expected) => {
    expect(at(value)).toBe(expected);
  });
});

describe('deduplication keys', () => {
  const key = (value: unknown) => only(value).key;
  const reversed = (value: object): object =>
    Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, part]) => [name, part]),
    );

  test.each<[string, unknown, unknown]>([
    [
      'a message, whatever else changed',
      withMessage(MESSAGES.text),
      withMessage({ ...MESSAGES.text, timestamp: '1' }),
    ],
    ['a status', withStatus(STATUS), withStatus({ ...STATUS, pricing: undefined }, [])],
    ['a failure', withStatus(FAILED), withStatus({ ...FAILED })],
    ['a preference', withPreference(PREFERENCE), withPreference({ ...PREFERENCE, detail: 'other' }, [])],
    [
      'an account event with its keys in another order',
      body([change('account_update', EVENTS[1]![1])]),
      body([change('account_update', reversed(EVENTS[1]![1]))]),
    ],
  ])('the same for %s', (_name, first, again) => {
    expect(key(first)).toBe(key(again));
  });

  test.each<[string, unknown, unknown]>([
    ['another message', withMessage(MESSAGES.text), withMessage({ ...MESSAGES.text, id: 'wamid.B' })],
    [
      'another number',
      withMessage(MESSAGES.text),
      withMessage(MESSAGES.text, { metadata: { ...metadata, phone_number_id: '7' } }),
    ],
    ['another status', withStatus(STATUS), withStatus({ ...STATUS, status: 'read' })],
    [
      'another failure of the same message',
      withStatus(FAILED),
      withStatus({ ...FAILED, errors: [{ code: 131049 }] }),
    ],
    ['another preference', withPreference(PREFERENCE), withPreference({ ...PREFERENCE, value: 'resume' })],
    [
      'a later preference',
      withPreference(PREFERENCE),
      withPreference({ ...PREFERENCE, timestamp: 1795000301 }),
    ],
    ['another person', withPreference(PREFERENCE), withPreference({ ...PREFERENCE, user_id: 'US.OTHER' })],
    [
      'a later event of the account',
      body([change('account_review_update', { decision: 'APPROVED' })], { time: 1 }),
      body([change('account_review_update', { decision: 'APPROVED' })], { time: 2 }),
    ],
    [
      'messages without an id',
      withMessage({ ...MESSAGES.text, id: undefined }),
      withMessage({ ...MESSAGES.image, id: undefined }),
    ],
    [
      'statuses without an id',
      withStatus({ ...STATUS, id: undefined }),
      withStatus({ ...FAILED, id: undefined }),
    ],
    ['preferences of nobody', withPreference({ value: 'stop' }), withPreference({ value: 'stop', a: 1 })],
  ])('different for %s', (_name, first, other) => {
    expect(key(first)).not.toBe(key(other));
  });

  test('hold no phone, BSUID or wamid', () => {
    for (const item of items(withMessage(MESSAGES.text)).concat(items(withPreference(PREFERENCE)))) {
      expect(item.key).toMatch(/^[a-z]+:[\w-]{43}$/);
    }
  });
});
