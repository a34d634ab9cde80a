import { describe, expect, test } from '@jest/globals';
import type { TemplateComponent } from '../../src/sandbox/outbound-body.js';
import { fillTemplate } from '../../src/sandbox/template-send.js';
import { exampleTemplates, type Template } from '../../src/sandbox/templates.js';

const base: Omit<Template, 'name' | 'components'> = {
  id: '1',
  language: 'en',
  category: 'MARKETING',
  status: 'APPROVED',
  parameter_format: 'POSITIONAL',
  quality_score: { score: 'GREEN' },
};
const templates: Template[] = [
  ...exampleTemplates(),
  {
    ...base,
    name: 'picture',
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: 'Hello {{1}}, {{1}}.' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'URL', text: 'Read', url: 'https://amanah.example/{{1}}' },
          { type: 'QUICK_REPLY', text: 'Stop' },
        ],
      },
    ],
  },
  { ...base, name: 'disabled', status: 'DISABLED', components: [{ type: 'BODY', text: 'x' }] },
  { ...base, name: 'pending', status: 'PENDING', components: [{ type: 'BODY', text: 'x' }] },
  { ...base, name: 'long', components: [{ type: 'BODY', text: 'A {{1}} z' }] },
];
const texts = (...values: string[]) => values.map((text) => ({ type: 'text', text }));
const header: TemplateComponent = { type: 'header', parameters: [{ type: 'image' }] };
const body: TemplateComponent = { type: 'body', parameters: texts('Noa') };
const link: TemplateComponent = { type: 'button', sub_type: 'url', index: '0', parameters: texts('n/1') };
const stop: TemplateComponent = {
  type: 'button',
  sub_type: 'quick_reply',
  index: 1,
  parameters: [{ type: 'payload', payload: 'optout' }],
};
const fill = (name: string, components: TemplateComponent[], language = 'en') =>
  fillTemplate(templates, name, language, components);

describe('a template', () => {
  test('is filled with header, body and buttons', () => {
    expect(fill('picture', [header, body, link, stop])).toEqual({
      bubble: {
        kind: 'choice',
        template: 'picture',
        header: '[image]',
        body: 'Hello Noa, Noa.',
        buttons: [
          { kind: 'url', title: 'Read', value: 'https://amanah.example/n/1' },
          { kind: 'quick_reply', title: 'Stop', value: 'optout' },
        ],
      },
    });
  });
  test('a quick reply without payload answers its label', () => {
    expect(fill('picture', [header, body, link])).toMatchObject({
      bubble: { buttons: [{}, { kind: 'quick_reply', value: 'Stop' }] },
    });
  });
  test('named parameters find their place by name', () => {
    const named = [{ type: 'body', parameters: [{ type: 'text', parameter_name: 'topik', text: 'haul' }] }];
    expect(fill('info_zakat', named, 'id')).toMatchObject({
      bubble: { body: 'Info zakat bulan ini: haul. Balas pesan ini untuk membaca selengkapnya.' },
    });
  });
  test.each<[string, string, TemplateComponent[], number]>([
    ['unknown', 'nothing', [], 132001],
    ['pending', 'pending', [], 132001],
    ['disabled', 'disabled', [], 132016],
    ['without its picture', 'picture', [body, link], 132000],
    [
      'with a text for the picture',
      'picture',
      [{ type: 'header', parameters: texts('x') }, body, link],
      132012,
    ],
    [
      'with a parameter too many',
      'picture',
      [header, { type: 'body', parameters: texts('a', 'b') }, link],
      132000,
    ],
    [
      'with a parameter of another kind',
      'picture',
      [header, { type: 'body', parameters: [{ type: 'image' }] }, link],
      132012,
    ],
    ['with an empty value', 'picture', [header, { type: 'body', parameters: texts('') }, link], 132018],
    [
      'with five spaces in a value',
      'picture',
      [header, { type: 'body', parameters: texts('a     b') }, link],
      132018,
    ],
    ['without the end of its link', 'picture', [header, body], 132000],
    ['with a payload for its link', 'picture', [header, body, { ...stop, index: 0 }], 132012],
    ['too long when filled', 'long', [{ type: 'body', parameters: texts('x'.repeat(1021)) }], 132005],
  ])('%s is refused', (_case, name, components, code) => {
    expect(fill(name, components)).toMatchObject({ code });
  });
  test('counts the filled body in code points', () => {
    expect(fill('long', [{ type: 'body', parameters: texts('🙏'.repeat(1020)) }])).toHaveProperty('bubble');
  });
  test('a positional parameter cannot fill a named place', () => {
    expect(fill('info_zakat', [{ type: 'body', parameters: texts('haul') }], 'id')).toMatchObject({
      code: 132000,
    });
  });
});
