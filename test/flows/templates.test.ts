import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { check } from '../../src/flows/index.js';
import { draftsOf, readTemplates } from '../../src/flows/template-file.js';
import { exampleTemplates } from '../../src/sandbox/templates.js';
import { draftRequest, type TemplateDraft } from '../../src/whatsapp/template-draft.js';
import { draftFaults } from '../../src/whatsapp/template-draft-check.js';
import { isOptOut, sources } from './shipped.js';

const drafts = draftsOf(readTemplates(parse(sources.templates?.source ?? '')).entries).map(
  ({ draft }) => draft,
);

test('the sandbox has approved exactly what the file of the example says', () => {
  const approved = exampleTemplates()
    .filter(({ status }) => status === 'APPROVED')
    .map(({ id: _id, status: _status, quality_score: _quality, ...rest }) => rest);
  expect(drafts.map(draftRequest)).toEqual(approved);
});

test('a project without a list of templates is asked nothing about them', () => {
  const { templates: _templates, ...rest } = sources;
  expect(check(rest, { isOptOut }).filter(({ code }) => code.includes('template'))).toEqual([]);
});

const DRAFT: TemplateDraft = {
  name: 'info_zakat',
  category: 'marketing',
  language: 'id',
  body: 'Info zakat bulan {{1}} sudah terbit untuk Anda.',
  samples: ['Mei'],
  footer: 'Berhenti kapan saja: balas BERHENTI',
  buttons: [{ reply: 'Baca' }, { reply: 'Berhenti' }],
};

describe('what stands against a draft', () => {
  const cases: [string, Partial<TemplateDraft>, string[]][] = [
    ['nothing', {}, []],
    ['a name of 513', { name: 'a'.repeat(513) }, ['template-name name']],
    ['a name of 512', { name: 'a'.repeat(512) }, []],
    ['a language with its country', { language: 'en_US' }, []],
    ['a body of 1,024', { body: `{${'x'.repeat(1022)}}`.replace(/[{}]/g, 'x'), samples: [] }, []],
    ['a body of 1,025', { body: 'x'.repeat(1025), samples: [] }, ['template-length body']],
    ['an emoji counts as one', { body: `${'x'.repeat(1023)}🌙`, samples: [] }, []],
    ['a value first', { body: '{{1}} adalah info zakat bulan ini.' }, ['template-values body']],
    ['a value last', { body: 'Info zakat bulan ini adalah *{{1}}*.' }, ['template-values body']],
    ['a value twice', { body: 'Info zakat {{1}}, sekali lagi {{1}} sudah terbit hari ini.' }, []],
    ['too many samples', { samples: ['Mei', 'Juni'] }, ['template-values samples']],
    ['names for numbers', { samples: { bulan: 'Mei' } }, ['template-values samples']],
    ['a value in the footer', { footer: 'Balas BERHENTI {{1}}' }, ['template-values footer']],
    ['four quick replies and two links', { buttons: replies(4, 2) }, []],
    ['eleven buttons', { buttons: replies(10, 1) }, ['template-buttons buttons']],
    ['no button to stop', { buttons: [{ reply: 'Baca' }] }, ['template-stop buttons']],
    [
      'a link that stops is none',
      { buttons: [{ link: 'Berhenti', url: 'https://amanah.example/stop' }] },
      ['template-stop buttons'],
    ],
    ['utility needs no way out', { category: 'utility', footer: undefined, buttons: [] }, []],
    [
      'an offer in it',
      { category: 'utility', body: 'Ada diskon bulan {{1}} untuk Anda semua.' },
      ['template-category body'],
    ],
    ['free in free of charge is none', { category: 'utility', body: 'Freedom in {{1}} is for you all.' }, []],
  ];
  test.each(cases)('%s', (_name, change, faults) => {
    const found = draftFaults({ ...DRAFT, ...change }).map(({ code, path }) => `${code} ${path.join('.')}`);
    expect(found).toEqual(faults);
  });

  function replies(count: number, links: number): TemplateDraft['buttons'] {
    return [
      { reply: 'Berhenti' },
      ...Array.from({ length: count - 1 }, (_, n) => ({ reply: `Pilihan ${n}` })),
      ...Array.from({ length: links }, (_, n) => ({
        link: `Situs ${n}`,
        url: `https://amanah.example/${n}`,
      })),
    ];
  }
});

test('a call button without a country code is Indonesian, and the stop link brings its sample', () => {
  const { components } = draftRequest({
    ...DRAFT,
    buttons: [
      { call: 'Telepon', phone: '(021) 555-0100' },
      { link: 'Henti', url: 'https://amanah.example/stop/{{1}}', sample: 'https://amanah.example/stop/x' },
    ],
  });
  expect(components.at(-1)).toEqual({
    type: 'BUTTONS',
    buttons: [
      { type: 'PHONE_NUMBER', text: 'Telepon', phone_number: '+62215550100' },
      {
        type: 'URL',
        text: 'Henti',
        url: 'https://amanah.example/stop/{{1}}',
        example: ['https://amanah.example/stop/x'],
      },
    ],
  });
});
