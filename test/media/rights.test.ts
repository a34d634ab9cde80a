import { describe, expect, test } from '@jest/globals';
import { mediaIn, withMetaIds } from '../../src/media/in-content.js';
import { GAP_WORDS, gapsIn, RIGHTS_GAPS, type Rights, type RightsGap } from '../../src/media/rights.js';
import { canBe, sendableAs } from '../../src/media/sendable.js';
import type { Content } from '../../src/whatsapp/content.js';

const NOW = Date.UTC(2026, 0, 5, 3);
const WHOLE: Rights = {
  owner: 'Yayasan Amanah',
  licence: 'own',
  proof: 'Foto oleh Rina, 3 Mei 2025',
  people: 'none',
  peopleProof: null,
  expiresAt: null,
  withdrawnAt: null,
};

describe('the rights to a medium', () => {
  test.each<[string, Partial<Rights>, RightsGap[]]>([
    ['whole', {}, []],
    ['nobody owns it', { owner: null }, ['owner']],
    ['an owner of blanks', { owner: '  ' }, ['owner']],
    ['no licence', { licence: null }, ['licence']],
    ['no proof, also of our own', { proof: '' }, ['proof']],
    ['nobody has said who is on it', { people: null }, ['people']],
    ['people without their consent', { people: 'consented' }, ['people_proof']],
    ['people with it', { people: 'consented', peopleProof: 'Surat 12/2025' }, []],
    ['they end in a moment', { expiresAt: NOW + 1 }, []],
    ['they end now', { expiresAt: NOW }, ['expired']],
    ['withdrawn, whatever the clock says', { withdrawnAt: NOW + 1000 }, ['withdrawn']],
    [
      'nothing is known',
      { owner: null, licence: null, proof: null, people: null },
      ['owner', 'licence', 'proof', 'people'],
    ],
  ])('%s', (_, change, gaps) => expect(gapsIn({ ...WHOLE, ...change }, NOW)).toEqual(gaps));

  test.each(RIGHTS_GAPS)('%s is told in both languages', (gap) => {
    const { id, en } = GAP_WORDS[gap];
    expect([id, en].every((words) => words.endsWith('.'))).toBe(true);
    expect(id).not.toBe(en);
  });
});

const header = (source: object) => ({ kind: 'image', ...source }) as const;
const CARRYING: [string, (source: object) => Content][] = [
  ['a picture', (source) => ({ type: 'media', kind: 'image', ...source, caption: 'Denah' })],
  ['a sticker', (source) => ({ type: 'media', kind: 'sticker', ...source })],
  ['a sound', (source) => ({ type: 'media', kind: 'audio', ...source })],
  [
    'buttons below a picture',
    (source) => ({ type: 'buttons', body: 'x', buttons: [{ id: 'a', title: 'A' }], media: header(source) }),
  ],
  [
    'a link below a picture',
    (source) => ({ type: 'link', body: 'x', label: 'A', url: 'https://a.id', media: header(source) }),
  ],
  [
    'a carousel',
    (source) => ({
      type: 'carousel',
      body: 'x',
      cards: [{ kind: 'link', header: header(source), label: 'A', url: 'https://a.id' }],
    }),
  ],
  [
    'the header of a template',
    (source) => ({ type: 'template', name: 't', language: 'id', header: [{ type: 'document', ...source }] }),
  ],
  [
    'a card of a template',
    (source) => ({
      type: 'template',
      name: 't',
      language: 'id',
      cards: [{ header: [{ type: 'video', ...source }], body: ['x'] }],
    }),
  ],
];

describe('the files in a message are found', () => {
  test.each(CARRYING)('%s', (_, make) => {
    for (const source of [{ medium: 'm' }, { id: '300' }, { link: 'https://a.id/b.jpg' }]) {
      const found = mediaIn(make(source));
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject(source);
    }
    const before = make({ medium: 'm' });
    const kept = JSON.stringify(before);
    const sent = JSON.stringify(withMetaIds(before, () => ({ id: '300', filename: 'a.pdf' })));
    expect(sent).not.toContain('"medium"');
    expect(sent).toContain('"id":"300"');
    expect(JSON.stringify(before)).toBe(kept);
    const foreign = make({ id: '4' });
    expect(withMetaIds(foreign, () => ({ id: '300', filename: 'a' }))).toEqual(foreign);
  });

  test('a document is called what it is called, unless the message says otherwise', () => {
    const named = (content: object) =>
      withMetaIds({ type: 'media', kind: 'document', medium: 'm', ...content }, () => ({
        id: '300',
        filename: 'laporan.pdf',
      }));
    expect(named({})).toMatchObject({ filename: 'laporan.pdf' });
    expect(named({ filename: 'Laporan 2025.pdf' })).toMatchObject({ filename: 'Laporan 2025.pdf' });
    expect(
      withMetaIds({ type: 'media', kind: 'image', medium: 'm' }, () => ({ id: '3', filename: 'a.jpg' })),
    ).toEqual({ type: 'media', kind: 'image', id: '3' });
  });

  test('and where there are none, there are none', () => {
    const without: Content[] = [
      { type: 'text', body: '"medium"' },
      { type: 'template', name: 't', language: 'id', header: [{ type: 'text', text: 'x' }], body: ['x'] },
      { type: 'template', name: 't', language: 'id' },
      { type: 'buttons', body: 'x', buttons: [] },
      { type: 'product', catalogId: '1', productId: '2' },
    ];
    expect(without.flatMap(mediaIn)).toEqual([]);
  });
});

test('names tell types, and types what they can be', () => {
  expect(sendableAs('Poster.JPG')?.mime).toBe('image/jpeg');
  expect([sendableAs('a.exe'), sendableAs('a'), sendableAs('jpg'), sendableAs('a.constructor')]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
  expect([
    canBe('image/jpeg', 'image'),
    canBe('image/jpeg', 'document'),
    canBe('image/webp', 'image'),
  ]).toEqual([true, true, false]);
});
