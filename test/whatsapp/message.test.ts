import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { checkMessageBody } from '../../src/whatsapp/check.js';
import type { Content } from '../../src/whatsapp/content.js';
import type { Identity } from '../../src/whatsapp/identity.js';
import { codePoints, LIMITS, shorten } from '../../src/whatsapp/limits.js';
import { buildMessage, InvalidMessageError, MessageLimitError } from '../../src/whatsapp/message.js';

const to: Identity[] = [{ kind: 'phone', value: '15550101234' }];
const build = (content: Content) => buildMessage({ to, content });
const chars = (count: number) => 'x'.repeat(count);
const rows = (count: number, from = 0) =>
  Array.from({ length: count }, (_, at) => ({ id: `r${from + at}`, title: `Row ${from + at}` }));
const buttons = (count: number) =>
  Array.from({ length: count }, (_, at) => ({ id: `b${at}`, title: `B ${at}` }));

/** One of everything, in the form of the reference, section 6. */
const BUILT: [string, Content, object][] = [
  ['text', { type: 'text', body: 'We open at 9.' }, { type: 'text', text: { body: 'We open at 9.' } }],
  [
    'text with a preview',
    { type: 'text', body: 'See https://example.com', previewUrl: true },
    { text: { body: 'See https://example.com', preview_url: true } },
  ],
  [
    'image',
    { type: 'media', kind: 'image', id: '300', caption: 'Map' },
    { type: 'image', image: { id: '300', caption: 'Map' } },
  ],
  [
    'document',
    { type: 'media', kind: 'document', link: 'https://example.com/a.pdf', filename: 'a.pdf', caption: 'A' },
    { type: 'document', document: { link: 'https://example.com/a.pdf', filename: 'a.pdf', caption: 'A' } },
  ],
  [
    'voice',
    { type: 'media', kind: 'audio', id: '301', voice: true },
    { type: 'audio', audio: { id: '301', voice: true } },
  ],
  ['sticker', { type: 'media', kind: 'sticker', id: '302' }, { type: 'sticker', sticker: { id: '302' } }],
  [
    'an id before a link',
    { type: 'media', kind: 'video', id: '303', link: 'https://example.com/v' },
    { type: 'video', video: { id: '303' } },
  ],
  [
    'location',
    { type: 'location', latitude: 40.0001, longitude: -73.0001, name: 'Hall' },
    { type: 'location', location: { latitude: '40.0001', longitude: '-73.0001', name: 'Hall' } },
  ],
  [
    'contacts',
    {
      type: 'contacts',
      contacts: [
        {
          name: { formatted: 'Support desk' },
          phones: [{ phone: '+1 555-010-0199', type: 'WORK', waId: '15550100199' }],
          organisation: 'Example',
        },
      ],
    },
    {
      type: 'contacts',
      contacts: [
        {
          name: { formatted_name: 'Support desk', first_name: 'Support desk' },
          phones: [{ phone: '+1 555-010-0199', type: 'WORK', wa_id: '15550100199' }],
          org: { company: 'Example' },
        },
      ],
    },
  ],
  [
    'reaction',
    { type: 'reaction', messageId: 'wamid.A', emoji: '👍' },
    { type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } },
  ],
  [
    'buttons',
    { type: 'buttons', body: 'May we?', buttons: buttons(2), header: 'News', footer: 'Shop' },
    {
      type: 'interactive',
      interactive: {
        type: 'button',
        header: { type: 'text', text: 'News' },
        body: { text: 'May we?' },
        footer: { text: 'Shop' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'b0', title: 'B 0' } },
            { type: 'reply', reply: { id: 'b1', title: 'B 1' } },
          ],
        },
      },
    },
  ],
  [
    'buttons under a picture',
    { type: 'buttons', body: 'a', buttons: buttons(1), media: { kind: 'image', id: '300' } },
    { interactive: expect.objectContaining({ header: { type: 'image', image: { id: '300' } } }) as object },
  ],
  [
    'list',
    {
      type: 'list',
      body: 'Choose',
      button: 'Topics',
      sections: [{ title: 'T', rows: [{ id: 'a', title: 'A', description: 'd' }] }],
      header: 'H',
    },
    {
      type: 'interactive',
      interactive: {
        type: 'list',
        header: { type: 'text', text: 'H' },
        body: { text: 'Choose' },
        action: {
          button: 'Topics',
          sections: [{ title: 'T', rows: [{ id: 'a', title: 'A', description: 'd' }] }],
        },
      },
    },
  ],
  [
    'link',
    { type: 'link', body: 'Read', label: 'Open', url: 'https://example.com/p' },
    {
      type: 'interactive',
      interactive: {
        type: 'cta_url',
        body: { text: 'Read' },
        action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://example.com/p' } },
      },
    },
  ],
  [
    'location request',
    { type: 'location_request', body: 'Where?' },
    {
      interactive: {
        type: 'location_request_message',
        body: { text: 'Where?' },
        action: { name: 'send_location' },
      },
    },
  ],
  [
    'contact request',
    { type: 'contact_request', body: 'Your number?' },
    {
      interactive: {
        type: 'request_contact_info',
        body: { text: 'Your number?' },
        action: { name: 'request_contact_info' },
      },
    },
  ],
  [
    'catalogue',
    { type: 'catalog', body: 'Ours', footer: 'E', thumbnail: 'sku-1' },
    {
      interactive: {
        type: 'catalog_message',
        body: { text: 'Ours' },
        footer: { text: 'E' },
        action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'sku-1' } },
      },
    },
  ],
  [
    'product',
    { type: 'product', catalogId: '4', productId: 'sku-1' },
    { interactive: { type: 'product', action: { catalog_id: '4', product_retailer_id: 'sku-1' } } },
  ],
  [
    'products',
    {
      type: 'products',
      catalogId: '4',
      header: 'Picks',
      body: 'b',
      sections: [{ title: 'Tea', products: ['sku-1'] }],
    },
    {
      interactive: {
        type: 'product_list',
        header: { type: 'text', text: 'Picks' },
        body: { text: 'b' },
        action: {
          catalog_id: '4',
          sections: [{ title: 'Tea', product_items: [{ product_retailer_id: 'sku-1' }] }],
        },
      },
    },
  ],
  [
    'form',
    { type: 'form', body: 'b', label: 'Choose', flowId: '81', token: 't', screen: 'TOPICS', data: { a: 1 } },
    {
      interactive: {
        type: 'flow',
        body: { text: 'b' },
        action: {
          name: 'flow',
          parameters: {
            flow_message_version: '3',
            flow_id: '81',
            flow_cta: 'Choose',
            mode: 'published',
            flow_token: 't',
            flow_action: 'navigate',
            flow_action_payload: { screen: 'TOPICS', data: { a: 1 } },
          },
        },
      },
    },
  ],
  [
    'carousel of links',
    {
      type: 'carousel',
      body: 'b',
      cards: [
        {
          kind: 'link',
          header: { kind: 'image', link: 'https://example.com/1' },
          body: 'x',
          label: 'Open',
          url: 'https://example.com',
        },
        { kind: 'link', header: { kind: 'image', id: '3' }, label: 'Open', url: 'https://example.com' },
      ],
    },
    { type: 'interactive' },
  ],
  [
    'carousel of products',
    {
      type: 'carousel',
      body: 'b',
      cards: [
        { kind: 'product', catalogId: '4', productId: 'a' },
        { kind: 'product', catalogId: '4', productId: 'b' },
      ],
    },
    { type: 'interactive' },
  ],
  [
    'template with values by name',
    {
      type: 'template',
      name: 'spring_news',
      language: 'en',
      header: [{ type: 'image', id: '300' }],
      body: { first_name: ' Noa\n Tan ', topic: 'tea\tand     more' },
      buttons: [
        { index: 0, kind: 'url', text: 'n/spring-26' },
        { index: 1, kind: 'quick_reply', payload: 'optout:marketing' },
      ],
    },
    {
      type: 'template',
      template: {
        name: 'spring_news',
        language: { code: 'en' },
        components: [
          { type: 'header', parameters: [{ type: 'image', image: { id: '300' } }] },
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'first_name', text: 'Noa Tan' },
              { type: 'text', parameter_name: 'topic', text: 'tea and more' },
            ],
          },
          {
            type: 'button',
            sub_type: 'url',
            index: '0',
            parameters: [{ type: 'text', text: 'n/spring-26' }],
          },
          {
            type: 'button',
            sub_type: 'quick_reply',
            index: '1',
            parameters: [{ type: 'payload', payload: 'optout:marketing' }],
          },
        ],
      },
    },
  ],
  [
    'template with every other part',
    {
      type: 'template',
      name: 'a',
      language: 'id',
      header: [{ type: 'location', latitude: 1, longitude: 2, name: 'n', address: 'a' }],
      body: ['one', 'two'],
      buttons: [
        { index: 0, kind: 'copy_code', code: 'SPRING15' },
        { index: 1, kind: 'flow', token: 'ft', data: { a: 1 } },
        { index: 2, kind: 'catalog', thumbnail: 'sku-1' },
      ],
      offerExpiresAt: 1_796_000_000_000,
      cards: [
        { header: [{ type: 'product', catalogId: '4', productId: 'a' }], body: ['x'] },
        {
          header: [{ type: 'document', link: 'https://example.com/d', filename: 'd.pdf' }],
          buttons: [{ index: 0, kind: 'quick_reply', payload: 'p' }],
        },
      ],
    },
    {
      template: {
        name: 'a',
        language: { code: 'id' },
        components: [
          {
            type: 'header',
            parameters: [
              { type: 'location', location: { latitude: '1', longitude: '2', name: 'n', address: 'a' } },
            ],
          },
          {
            type: 'body',
            parameters: [
              { type: 'text', text: 'one' },
              { type: 'text', text: 'two' },
            ],
          },
          {
            type: 'button',
            sub_type: 'copy_code',
            index: '0',
            parameters: [{ type: 'coupon_code', coupon_code: 'SPRING15' }],
          },
          {
            type: 'button',
            sub_type: 'flow',
            index: '1',
            parameters: [{ type: 'action', action: { flow_token: 'ft', flow_action_data: { a: 1 } } }],
          },
          {
            type: 'button',
            sub_type: 'catalog',
            index: '2',
            parameters: [{ type: 'action', action: { thumbnail_product_retailer_id: 'sku-1' } }],
          },
          {
            type: 'limited_time_offer',
            parameters: [
              { type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1_796_000_000_000 } },
            ],
          },
          {
            type: 'carousel',
            cards: [
              {
                card_index: 0,
                components: [
                  {
                    type: 'header',
                    parameters: [{ type: 'product', product: { catalog_id: '4', product_retailer_id: 'a' } }],
                  },
                  { type: 'body', parameters: [{ type: 'text', text: 'x' }] },
                ],
              },
              {
                card_index: 1,
                components: [
                  {
                    type: 'header',
                    parameters: [
                      { type: 'document', document: { link: 'https://example.com/d', filename: 'd.pdf' } },
                    ],
                  },
                  {
                    type: 'button',
                    sub_type: 'quick_reply',
                    index: '0',
                    parameters: [{ type: 'payload', payload: 'p' }],
                  },
                ],
              },
            ],
          },
        ],
      },
    },
  ],
  [
    'template without values',
    {
      type: 'template',
      name: 'a',
      language: 'id',
      body: [],
      header: [{ type: 'text', text: 'x', name: 'shop' }],
    },
    {
      template: {
        name: 'a',
        language: { code: 'id' },
        components: [{ type: 'header', parameters: [{ type: 'text', parameter_name: 'shop', text: 'x' }] }],
      },
    },
  ],
];

describe('every kind of content', () => {
  test.each(BUILT)('%s', (_name, content, expected) => {
    const body = build(content);
    expect(body).toMatchObject({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+15550101234',
    });
    expect(body).toMatchObject(expected);
    expect(checkMessageBody(JSON.parse(JSON.stringify(body)))).toBeNull();
  });

  test('a quick form without a screen asks the server', () => {
    const body = build({ type: 'form', body: 'b', label: 'L', flowId: '8', token: 't', draft: true });
    expect(body).toMatchObject({
      interactive: { action: { parameters: { mode: 'draft', flow_action: 'data_exchange' } } },
    });
  });
});

test('callback data, the quoted message and a BSUID', () => {
  const body = buildMessage({
    to: [{ kind: 'bsuid', value: 'US.A' }],
    content: { type: 'text', body: 'a' },
    callbackData: 'm1',
    replyTo: 'wamid.A',
  });
  expect(body).toMatchObject({
    recipient: 'US.A',
    biz_opaque_callback_data: 'm1',
    context: { message_id: 'wamid.A' },
  });
  expect(body).not.toHaveProperty('to');
});

/** Content that reaches a limit exactly, and where it stands; one more is too many. */
const EDGES: [string, number, (count: number) => Content][] = [
  ['text.body', LIMITS.text, (n) => ({ type: 'text', body: chars(n) })],
  ['image.caption', LIMITS.caption, (n) => ({ type: 'media', kind: 'image', id: '1', caption: chars(n) })],
  [
    'interactive.body.text',
    LIMITS.interactiveBody,
    (n) => ({ type: 'buttons', body: chars(n), buttons: buttons(1) }),
  ],
  [
    'interactive.header.text',
    LIMITS.header,
    (n) => ({ type: 'buttons', body: 'b', header: chars(n), buttons: buttons(1) }),
  ],
  [
    'interactive.footer.text',
    LIMITS.footer,
    (n) => ({ type: 'buttons', body: 'b', footer: chars(n), buttons: buttons(1) }),
  ],
  [
    'interactive.action.buttons',
    LIMITS.buttons,
    (n) => ({ type: 'buttons', body: 'b', buttons: buttons(n) }),
  ],
  [
    'interactive.action.buttons[0].reply.id',
    LIMITS.buttonId,
    (n) => ({ type: 'buttons', body: 'b', buttons: [{ id: chars(n), title: 't' }] }),
  ],
  [
    'interactive.action.buttons[0].reply.title',
    LIMITS.buttonTitle,
    (n) => ({ type: 'buttons', body: 'b', buttons: [{ id: 'i', title: chars(n) }] }),
  ],
  [
    'interactive.body.text',
    LIMITS.listBody,
    (n) => ({ type: 'list', body: chars(n), button: 'b', sections: [{ rows: rows(1) }] }),
  ],
  [
    'interactive.action.button',
    LIMITS.listButton,
    (n) => ({ type: 'list', body: 'b', button: chars(n), sections: [{ rows: rows(1) }] }),
  ],
  [
    'interactive.action.sections[0].rows[0].id',
    LIMITS.rowId,
    (n) => ({ type: 'list', body: 'b', button: 'b', sections: [{ rows: [{ id: chars(n), title: 't' }] }] }),
  ],
  [
    'interactive.action.sections[0].rows[0].title',
    LIMITS.rowTitle,
    (n) => ({ type: 'list', body: 'b', button: 'b', sections: [{ rows: [{ id: 'i', title: chars(n) }] }] }),
  ],
  [
    'interactive.action.sections[0].rows[0].description',
    LIMITS.rowDescription,
    (n) => ({
      type: 'list',
      body: 'b',
      button: 'b',
      sections: [{ rows: [{ id: 'i', title: 't', description: chars(n) }] }],
    }),
  ],
  [
    'interactive.action.sections[0].title',
    LIMITS.sectionTitle,
    (n) => ({ type: 'list', body: 'b', button: 'b', sections: [{ title: chars(n), rows: rows(1) }] }),
  ],
  [
    'interactive.action.sections[0].rows',
    LIMITS.rows,
    (n) => ({ type: 'list', body: 'b', button: 'b', sections: [{ rows: rows(n) }] }),
  ],
  [
    'interactive.action.sections',
    LIMITS.rows,
    (n) => ({
      type: 'list',
      body: 'b',
      button: 'b',
      sections: [
        { title: 'a', rows: rows(5) },
        { title: 'b', rows: rows(n - 5, 5) },
      ],
    }),
  ],
  [
    'interactive.action.sections',
    LIMITS.sections,
    (n) => ({
      type: 'list',
      body: 'b',
      button: 'b',
      sections: rows(n).map((row) => ({ title: row.title, rows: [row] })),
    }),
  ],
  [
    'interactive.action.parameters.display_text',
    LIMITS.linkLabel,
    (n) => ({ type: 'link', body: 'b', label: chars(n), url: 'https://example.com' }),
  ],
  [
    'interactive.action.parameters.flow_cta',
    LIMITS.formLabel,
    (n) => ({ type: 'form', body: 'b', label: chars(n), flowId: '1', token: 't' }),
  ],
  [
    'interactive.action.cards',
    LIMITS.cards,
    (n) => ({
      type: 'carousel',
      body: 'b',
      cards: Array.from({ length: n }, () => ({ kind: 'product' as const, catalogId: '1', productId: 'p' })),
    }),
  ],
  [
    'interactive.action.sections[0].product_items',
    LIMITS.products,
    (n) => ({
      type: 'products',
      catalogId: '1',
      header: 'h',
      body: 'b',
      sections: [{ products: rows(n).map(({ id }) => id) }],
    }),
  ],
  [
    'contacts',
    LIMITS.contacts,
    (n) => ({ type: 'contacts', contacts: Array.from({ length: n }, () => ({ name: { formatted: 'A' } })) }),
  ],
  ['template.name', LIMITS.templateName, (n) => ({ type: 'template', name: chars(n), language: 'id' })],
  [
    'template.components[0].parameters[0].payload',
    LIMITS.templatePayload,
    (n) => ({
      type: 'template',
      name: 'a',
      language: 'id',
      buttons: [{ index: 0, kind: 'quick_reply', payload: chars(n) }],
    }),
  ],
  [
    'template.components[0].parameters[0].coupon_code',
    LIMITS.couponCode,
    (n) => ({
      type: 'template',
      name: 'a',
      language: 'id',
      buttons: [{ index: 0, kind: 'copy_code', code: chars(n) }],
    }),
  ],
];

describe('limits', () => {
  test.each(EDGES)('%s holds %d and not one more', (field, limit, content) => {
    expect(() => build(content(limit))).not.toThrow();
    let thrown: unknown;
    try {
      build(content(limit + 1));
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(MessageLimitError);
    expect(thrown).toMatchObject({ field, limit, actual: limit + 1 });
  });

  test('callback data', () => {
    const message = (n: number) => ({
      to,
      content: { type: 'text' as const, body: 'a' },
      callbackData: chars(n),
    });
    expect(() => buildMessage(message(LIMITS.callbackData))).not.toThrow();
    expect(() => buildMessage(message(LIMITS.callbackData + 1))).toThrow(
      expect.objectContaining({
        name: 'MessageLimitError',
        field: 'biz_opaque_callback_data',
        limit: 512,
        actual: 513,
      }),
    );
  });

  test('count code points, not UTF-16 units', () => {
    expect(() =>
      build({ type: 'buttons', body: 'b', buttons: [{ id: 'i', title: '🌸'.repeat(20) }] }),
    ).not.toThrow();
    expect(() =>
      build({ type: 'buttons', body: 'b', buttons: [{ id: 'i', title: '🌸'.repeat(21) }] }),
    ).toThrow(MessageLimitError);
  });

  test('a carousel wants two cards', () => {
    const content: Content = {
      type: 'carousel',
      body: 'b',
      cards: [{ kind: 'product', catalogId: '1', productId: 'p' }],
    };
    expect(() => build(content)).toThrow(expect.objectContaining({ limit: 2, actual: 1 }));
  });
});

describe('what is missing or not allowed', () => {
  const template = { type: 'template', name: 'a', language: 'id' } as const;

  test.each<[string, Content, string, number]>([
    ['an empty text', { type: 'text', body: ' \n' }, 'text.body', 131008],
    ['a preview of nothing', { type: 'text', body: 'a', previewUrl: true }, 'text.preview_url', 131009],
    ['media without id and link', { type: 'media', kind: 'image' }, 'image.id', 131008],
    ['a link that is none', { type: 'media', kind: 'image', link: 'ftp://a' }, 'image.link', 131009],
    ['a caption on audio', { type: 'media', kind: 'audio', id: '1', caption: 'c' }, 'audio.caption', 100],
    [
      'a file name on an image',
      { type: 'media', kind: 'image', id: '1', filename: 'f' },
      'image.filename',
      100,
    ],
    ['no buttons', { type: 'buttons', body: 'b', buttons: [] }, 'interactive.action.buttons', 131009],
    [
      'two buttons with one id',
      {
        type: 'buttons',
        body: 'b',
        buttons: [
          { id: 'a', title: '1' },
          { id: 'a', title: '2' },
        ],
      },
      'interactive.action.buttons',
      131009,
    ],
    [
      'two buttons with one title',
      {
        type: 'buttons',
        body: 'b',
        buttons: [
          { id: 'a', title: '1' },
          { id: 'b', title: '1' },
        ],
      },
      'interactive.action.buttons',
      131009,
    ],
    [
      'a space around an id',
      { type: 'buttons', body: 'b', buttons: [{ id: ' a', title: '1' }] },
      'interactive.action.buttons[0].reply.id',
      131009,
    ],
    [
      'two rows with one id',
      { type: 'list', body: 'b', button: 'b', sections: [{ rows: [...rows(1), ...rows(1)] }] },
      'interactive.action.sections',
      131009,
    ],
    [
      'sections without titles',
      { type: 'list', body: 'b', button: 'b', sections: [{ rows: rows(1) }, { rows: rows(1, 1) }] },
      'interactive.action.sections[0].title',
      131008,
    ],
    [
      'a button without an address',
      { type: 'link', body: 'b', label: 'l', url: 'example.com' },
      'interactive.action.parameters.url',
      131009,
    ],
    [
      'cards of two kinds',
      {
        type: 'carousel',
        body: 'b',
        cards: [
          { kind: 'product', catalogId: '1', productId: 'p' },
          { kind: 'link', header: { kind: 'image', id: '1' }, label: 'l', url: 'https://a.example' },
        ],
      },
      'interactive.action.cards[1]',
      131009,
    ],
    [
      'cards with two kinds of header',
      {
        type: 'carousel',
        body: 'b',
        cards: (['image', 'video'] as const).map((kind) => ({
          kind: 'link' as const,
          header: { kind, id: '1' },
          label: 'l',
          url: 'https://a.example',
        })),
      },
      'interactive.action.cards[1]',
      131009,
    ],
    [
      'a form with empty data',
      { type: 'form', body: 'b', label: 'l', flowId: '1', token: 't', screen: 'S', data: {} },
      'interactive.action.parameters.flow_action_payload.data',
      131009,
    ],
    [
      'an empty value',
      { ...template, body: ['a', ' \n '] },
      'template.components[0].parameters[1].text',
      131008,
    ],
    ['no language', { ...template, language: '' }, 'template.language.code', 131009],
    [
      'a button beyond the tenth',
      { ...template, buttons: [{ index: 10, kind: 'url', text: 'a' }] },
      'template.components[0].index',
      131009,
    ],
  ])('%s', (_name, content, field, code) => {
    expect(() => build(content)).toThrow(expect.objectContaining({ field, code }));
  });

  test('nobody to write to', () => {
    expect(() => buildMessage({ to: [], content: { type: 'text', body: 'a' } })).toThrow(
      expect.objectContaining({ name: 'InvalidMessageError', field: 'to', code: 131008 }),
    );
  });

  test('errors quote nothing of the message', () => {
    const secret = 'Ibu Siti 0812';
    for (const content of [
      { type: 'text' as const, body: `${secret}${chars(4096)}` },
      { type: 'link' as const, body: secret, label: 'l', url: secret },
    ]) {
      expect(() => build(content)).toThrow(InvalidMessageError);
      expect(() => build(content)).not.toThrow(secret);
    }
  });
});

describe('checkMessageBody, of a request built by somebody else', () => {
  const base = { messaging_product: 'whatsapp', to: '+15550101234' };
  const value = (text: string) => ({
    ...base,
    type: 'template',
    template: {
      name: 'a',
      language: { code: 'id' },
      components: [{ type: 'body', parameters: [{ type: 'text', text }] }],
    },
  });

  test.each<[string, unknown, number | null]>([
    ['text without a type', { ...base, text: { body: 'a' } }, null],
    ['to and recipient', { ...base, recipient: 'US.A', type: 'text', text: { body: 'a' } }, null],
    ['a group', { ...base, to: 'G-1', recipient_type: 'group', type: 'text', text: { body: 'a' } }, null],
    ['read', { messaging_product: 'whatsapp', status: 'read', message_id: 'w' }, null],
    [
      'read and typing',
      { messaging_product: 'whatsapp', status: 'read', message_id: 'w', typing_indicator: { type: 'text' } },
      null,
    ],
    ['read without a message', { messaging_product: 'whatsapp', status: 'read' }, 131008],
    ['no object', 'x', 100],
    ['another product', { ...base, messaging_product: 'sms', type: 'text', text: { body: 'a' } }, 131009],
    ['nobody', { messaging_product: 'whatsapp', type: 'text', text: { body: 'a' } }, 131008],
    ['a BSUID in to', { ...base, to: 'US.EXAMPLE1', type: 'text', text: { body: 'a' } }, 131009],
    [
      'a phone in recipient',
      { messaging_product: 'whatsapp', recipient: '+1555', type: 'text', text: { body: 'a' } },
      131009,
    ],
    ['no type', { ...base }, 131008],
    ['a type that does not exist', { ...base, type: 'poll', poll: {} }, 131051],
    ['a type named like an inherited key', { ...base, type: 'toString' }, 131051],
    ['no content', { ...base, type: 'text' }, 131008],
    ['content of another type', { ...base, type: 'text', text: 'a' }, 131009],
    ['a body that is no text', { ...base, type: 'text', text: { body: 7 } }, 131009],
    ['a caption that is no text', { ...base, type: 'image', image: { id: '1', caption: 7 } }, 131009],
    ['no interactive', { ...base, type: 'interactive' }, 131008],
    [
      'an interactive of a kind that does not exist',
      { ...base, type: 'interactive', interactive: { type: 'x' } },
      131009,
    ],
    [
      'a header where none may be',
      {
        ...base,
        type: 'interactive',
        interactive: {
          type: 'location_request_message',
          header: {},
          body: { text: 'a' },
          action: { name: 'send_location' },
        },
      },
      100,
    ],
    [
      'a header on a product',
      {
        ...base,
        type: 'interactive',
        interactive: { type: 'product', header: {}, action: { catalog_id: '1', product_retailer_id: 'p' } },
      },
      100,
    ],
    [
      'a form of no flow',
      {
        ...base,
        type: 'interactive',
        interactive: {
          type: 'flow',
          body: { text: 'a' },
          action: { name: 'flow', parameters: { flow_message_version: '3', flow_cta: 'c' } },
        },
      },
      131008,
    ],
    [
      'a reaction that quotes',
      { ...base, context: { message_id: 'w' }, type: 'reaction', reaction: { message_id: 'w', emoji: '' } },
      100,
    ],
    ['a value in one line', value('one two'), null],
    ['a value with a line break', value('one\ntwo'), 132018],
    ['a value with a tab', value('one\ttwo'), 132018],
    ['a value with four spaces', value('one    two'), null],
    ['a value with five spaces', value('one     two'), 132018],
    ['a value too long', { ...base, type: 'text', text: { body: chars(4097) } }, 100],
  ])('%s', (_name, body, code) => {
    const fault = checkMessageBody(body);
    expect(fault?.code ?? null).toBe(code);
    if (fault) expect(fault.details.length).toBeGreaterThan(5);
  });

  test('nothing at all makes it throw', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 4 }),
        fc.constantFrom('text', 'interactive', 'template', 'image'),
        (noise, type) => {
          checkMessageBody(noise);
          checkMessageBody({ ...base, type, [type]: noise });
        },
      ),
    );
  });
});

describe('shorten', () => {
  test.each([
    ['short enough', 'Halo', 10, 'Halo'],
    ['exactly', 'Halo', 4, 'Halo'],
    ['too long', 'Halo semua', 6, 'Halo…'],
    ['never inside a surrogate pair', '🌸🌸🌸', 2, '🌸…'],
    ['never inside a family', 'a👨‍👩‍👧b', 4, 'a…'],
  ])('%s', (_name, text, limit, expected) => {
    expect(shorten(text, limit)).toBe(expected);
  });

  test('fits, stays well formed, and keeps the beginning', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 40 }), (text, limit) => {
        const short = shorten(text, limit);
        expect(codePoints(short)).toBeLessThanOrEqual(limit);
        expect(short.isWellFormed()).toBe(true);
        if (short !== text) expect(text.startsWith(short.slice(0, -1))).toBe(true);
      }),
    );
  });
});
