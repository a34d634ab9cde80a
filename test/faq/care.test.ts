import { describe, expect, test } from '@jest/globals';
import { loadFaq } from '../../src/faq/index.js';

const entry = (...lines: string[]) => `- id: hours
  question: { id: "Jam buka?", en: "Opening hours?" }
  answer: { id: "Pukul 08.00.", en: "8 am." }
${lines.map((line) => `  ${line}\n`).join('')}- id: address
  question: { id: "Di mana?", en: "Where?" }
  answer: { id: "Di Bandung.", en: "In Bandung." }
`;
const TODAY = '2026-06-01';

describe('what the keepers of an entry are told', () => {
  test.each<[line: string, told: [level: string, text: string][]]>([
    ['validUntil: 2026-06-15', []],
    ['validUntil: 2026-06-14', [['warning', 'valid only until 2026-06-14']]],
    ['validUntil: 2026-06-01', [['warning', 'valid only until 2026-06-01']]],
    ['validUntil: 2026-05-31', [['warning', 'no longer answered']]],
    ['validFrom: 2026-12-01', []],
    ['reviewBy: 2026-06-01', []],
    ['reviewBy: 2026-05-31', [['warning', 'was to be reviewed by 2026-05-31.']]],
    ['category: fiqh', [['warning', 'without an "adviser"']]],
    ['category: zakat', []],
    ['followUps: [address]', []],
    ['followUps: [hours]', [['error', 'no other entry has that id']]],
    ['followUps: [adress]', [['error', '"adress"']]],
    ['followUps: [a, b, c, d, e, f, g, h, i]', [['error', 'holds at most 8']]],
    ['validUntil: soon', [['error', '"validUntil" must be a date']]],
    ['validUntil: 2026-02-30', [['error', 'must be a date']]],
    ['media: { kind: sound, medium: kantor, alt: { id: a, en: b } }', [['error', 'image, video']]],
    ['media: { kind: image, alt: { id: a, en: b } }', [['error', '"media.medium" is missing']]],
    ['media: { kind: image, medium: kantor }', [['error', '"media.alt" is missing']]],
    [
      'media: { kind: image, medium: kantor, link: "https://a.example/b", alt: { id: a, en: b } }',
      [['error', '"media.link" is not known. Allowed: kind, medium, alt.']],
    ],
    [
      'media: { kind: image, medium: kantor, id: "1", alt: { id: a, en: b } }',
      [['error', '"media.id" is not known. Allowed: kind, medium, alt.']],
    ],
    ['media: { kind: image, medium: kantor, alt: { id: a, en: b } }', []],
  ])('%s', (line, told) => {
    const { faults } = loadFaq(entry(line), 'faq.yaml', TODAY);
    expect(faults).toMatchObject(
      told.map(([level, text]) => ({ level, line: 4, message: { en: expect.stringContaining(text) } })),
    );
  });

  test('the owner is named, and an end before the beginning', () => {
    const source = entry(
      'owner: Ibu Sari',
      'reviewBy: 2026-01-01',
      'validFrom: 2026-08-01',
      'validUntil: 2026-07-01',
    );
    expect(loadFaq(source, 'faq.yaml', TODAY).faults.map(({ message }) => message.en)).toEqual([
      expect.stringContaining('by 2026-01-01 by Ibu Sari'),
      expect.stringContaining('is before "validFrom"'),
    ]);
  });

  test('an adviser is enough', () => {
    expect(loadFaq(entry('category: fiqh', 'adviser: KH Ahmad'), 'faq.yaml', TODAY).faults).toEqual([]);
  });
});
