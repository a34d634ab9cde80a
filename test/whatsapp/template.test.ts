import { describe, expect, test } from '@jest/globals';
import type { Content, TemplateContent } from '../../src/whatsapp/content.js';
import { buildMessage } from '../../src/whatsapp/message.js';
import { buttonsOf, placeholders, readTemplate, render, type Template } from '../../src/whatsapp/template.js';
import { checkTemplateBody } from '../../src/whatsapp/template-check.js';

const RAW = {
  id: '800000000000008',
  name: 'spring_news',
  language: 'en',
  category: 'MARKETING',
  status: 'APPROVED',
  parameter_format: 'NAMED',
  quality_score: { score: 'GREEN', date: 1 },
  rejected_reason: 'NONE',
  components: [
    { type: 'HEADER', format: 'TEXT', text: 'News from {{shop}}' },
    { type: 'BODY', text: "Hello {{first_name}}, here is this month's news about {{topic}}." },
    { type: 'FOOTER', text: 'Reply STOP to unsubscribe' },
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'URL', text: 'Read more', url: 'https://example.com/{{1}}' },
        { type: 'QUICK_REPLY', text: 'Stop promotions' },
      ],
    },
  ],
};
const template = readTemplate(RAW) as Template;
const make = (components: object[], more: object = {}): Template =>
  readTemplate({ ...RAW, ...more, components }) as Template;

describe('readTemplate', () => {
  test('as Meta lists it', () => {
    expect(template).toMatchObject({
      id: '800000000000008',
      name: 'spring_news',
      language: 'en',
      category: 'MARKETING',
      status: 'APPROVED',
      quality: 'GREEN',
      parameterFormat: 'NAMED',
    });
    expect(template).not.toHaveProperty('rejectedReason');
  });

  test.each<[string, object, Partial<Template>]>([
    ['an id that is a number', { id: 8 }, { id: '8' }],
    ['no quality', { quality_score: undefined }, { quality: 'UNKNOWN' }],
    ['no format, but names', { parameter_format: undefined }, { parameterFormat: 'NAMED' }],
    ['a format in small letters', { parameter_format: 'positional' }, { parameterFormat: 'POSITIONAL' }],
    [
      'a category to come',
      { correct_category: 'UTILITY', previous_category: 'X' },
      { correctCategory: 'UTILITY', previousCategory: 'X' },
    ],
    ['a reason', { rejected_reason: 'SCAM' }, { rejectedReason: 'SCAM' }],
    [
      'nonsense',
      { status: 7, category: null, components: 'x' },
      { status: 'UNKNOWN', category: '', components: [] },
    ],
  ])('%s', (_name, more, expected) => {
    expect(readTemplate({ ...RAW, ...more })).toMatchObject(expected);
  });

  test.each([undefined, null, 'x', {}, { name: 'a' }, { name: '', language: 'id' }])(
    '%j is none',
    (value) => {
      expect(readTemplate(value)).toBeUndefined();
    },
  );

  test('a broken component costs only itself', () => {
    expect(
      make([{ type: 7 }, null as never, { type: 'body', text: 'a {{1}} b' }], {
        parameter_format: undefined,
      }),
    ).toMatchObject({
      parameterFormat: 'POSITIONAL',
      components: [{ type: 'BODY' }],
    });
  });
});

describe('placeholders', () => {
  test('by name', () => {
    expect(placeholders(template)).toEqual({
      header: ['shop'],
      body: ['first_name', 'topic'],
      buttons: [{ index: 0, type: 'URL' }],
    });
  });

  test('by position, each once, with media and a code', () => {
    const other = make([
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: '{{ 1 }} and {{2}} and {{1}}' },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'URL', text: 'x', url: 'https://a.example' }, { type: 'COPY_CODE' }],
      },
    ]);
    expect(placeholders(other)).toEqual({
      header: [],
      headerMedia: 'IMAGE',
      body: ['1', '2'],
      buttons: [{ index: 1, type: 'COPY_CODE' }],
    });
  });

  test('none', () => {
    expect(placeholders({ components: [] })).toEqual({ header: [], body: [], buttons: [] });
    expect(buttonsOf({ components: [] })).toEqual([]);
  });
});

describe('render', () => {
  test('as the reader sees it', () => {
    const preview = render(template, { header: { shop: 'Toko' }, body: { first_name: 'Noa', topic: 'tea' } });
    expect(preview).toEqual({
      header: 'News from Toko',
      body: "Hello Noa, here is this month's news about tea.",
      footer: 'Reply STOP to unsubscribe',
      buttons: ['Read more', 'Stop promotions'],
    });
  });

  test('what has no value stays visible', () => {
    expect(render(template, { body: { first_name: 'Noa' } }).body).toContain('Hello Noa, here is this month');
    expect(render(template).body).toContain('{{topic}}');
    expect(render(make([{ type: 'BODY', text: '{{1}} {{2}} {{toString}}' }]), { body: ['a'] }).body).toBe(
      'a {{2}} {{toString}}',
    );
    expect(render({ components: [] })).toEqual({ body: '', buttons: [] });
  });

  test('a value that looks like a placeholder is not filled again', () => {
    expect(render(make([{ type: 'BODY', text: '{{1}} {{2}}' }]), { body: ['{{2}}', '$&'] }).body).toBe(
      '{{2}} $&',
    );
  });
});

describe('checkTemplateBody', () => {
  const content: TemplateContent = {
    type: 'template',
    name: 'spring_news',
    language: 'en',
    header: [{ type: 'text', text: 'Toko', name: 'shop' }],
    body: { first_name: 'Noa', topic: 'tea' },
    buttons: [{ index: 0, kind: 'url', text: 'n/1' }],
  };
  const code = (change: Partial<TemplateContent>, against: Template = template) => {
    const body = buildMessage({
      to: [{ kind: 'phone', value: '15550101234' }],
      content: { ...content, ...change } as Content,
    });
    return checkTemplateBody(body, against)?.code ?? null;
  };
  const image = make(
    [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'a {{1}} b' },
    ],
    { parameter_format: 'POSITIONAL' },
  );
  const plain = { header: [{ type: 'image' as const, id: '1' }], body: ['x'], buttons: [] };

  test.each<[string, Partial<TemplateContent>, Template, number | null]>([
    ['all that it wants', {}, template, null],
    ['another language', { language: 'en_US' }, template, 132001],
    ['another name', { name: 'winter' }, template, 132001],
    ['not approved', {}, { ...template, status: 'PENDING' }, 132001],
    ['paused', {}, { ...template, status: 'PAUSED' }, 132015],
    ['disabled', {}, { ...template, status: 'DISABLED' }, 132016],
    ['a value too few', { body: { first_name: 'Noa' } }, template, 132000],
    ['a value too many', { body: { first_name: 'a', topic: 'b', more: 'c' } }, template, 132000],
    ['values under other names', { body: { first_name: 'a', theme: 'b' } }, template, 132000],
    ['values in order where names are wanted', { body: ['a', 'b'] }, template, 132012],
    ['no header', { header: [] }, template, 132000],
    ['no value for the address', { buttons: [] }, template, 131008],
    [
      'a text too long once filled in',
      { body: { first_name: 'Noa', topic: 'x'.repeat(1000) } },
      template,
      132005,
    ],
    ['a picture', plain, image, null],
    ['a video in place of a picture', { ...plain, header: [{ type: 'video', id: '1' }] }, image, 132012],
    ['no picture', { ...plain, header: [] }, image, 132012],
    ['names where order is wanted', { ...plain, body: { a: 'x' } }, image, 132012],
  ])('%s', (_name, change, against, expected) => {
    expect(code(change, against)).toBe(expected);
  });

  test('values of the older kinds', () => {
    const body = {
      template: {
        name: 'spring_news',
        language: { code: 'en' },
        components: [
          { type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] },
          { type: 'body', parameters: [{ type: 'currency', currency: { fallback_value: 'Rp1.000' } }] },
        ],
      },
    };
    expect(checkTemplateBody(body, image)).toBeNull();
    expect(checkTemplateBody('x', image)).toMatchObject({ code: 132001 });
  });
});
