import { describe, expect, test } from '@jest/globals';
import { RATING } from '../../src/flows/faq-answer.js';
import { begin, createRelease, emptyConversation, reply } from '../../src/flows/index.js';
import { facts, faqTexts, sources } from './shipped.js';

const NORMAL = 'Nisab setara 85 gram emas.';
const faq = [
  ...faqTexts,
  {
    id: 'fitrah',
    question: { id: 'Berapa besar zakat fitrah per orang?', en: 'How much is zakat fitrah per person?' },
    answer: {
      id: 'Fitrah {{fact.fitrah-jakarta}} per jiwa.\nBayar ke {{fact.rekening-zakat}} ({{fact.rekening-zakat.bank}}).',
      en: 'Fitrah is {{fact.fitrah-jakarta}} per person.\nPay to {{fact.rekening-zakat}}.',
    },
  },
];
const release = createRelease('r', sources, faq);
const known: Record<string, string> = {
  'fitrah-jakarta': 'Rp45.000',
  'rekening-zakat': '000 100 0001',
  'rekening-zakat.bank': 'Bank Contoh',
};
const values = (without: string[] = []) => ({
  fact: (ref: string) => (without.includes(ref.split('.')[0] ?? '') ? undefined : known[ref]),
});

function ask(text: string, changes: Parameters<typeof facts>[0]): string[] {
  const world = facts(changes);
  // Not the first answer, so that it does not ask whether it helped.
  const state = { ...emptyConversation(), memory: { [RATING.answers]: 1 } };
  const { effects } = begin(release, 'faq', state, world, { type: 'text', text });
  return effects.flatMap((effect) =>
    effect.type === 'send' && effect.content.type === 'text' ? [effect.content.body] : [],
  );
}

describe('an answer of the FAQ', () => {
  test('states the facts of the list', () => {
    expect(ask('berapa fitrah', values())).toEqual([
      'Fitrah Rp45.000 per jiwa.\nBayar ke 000 100 0001 (Bank Contoh).',
    ]);
  });

  test('says honestly that a figure is being renewed, and offers a person, in both languages', () => {
    expect(ask('berapa fitrah', values(['fitrah-jakarta']))).toEqual([
      'Bayar ke 000 100 0001 (Bank Contoh).\n\nAngka atau nomor itu sedang kami perbarui, jadi belum kami sebutkan. Untuk bertanya kepada petugas, ketik *PETUGAS*.',
    ]);
    const english = { ...values(['fitrah-jakarta', 'rekening-zakat']), language: 'en' as const };
    expect(ask('berapa fitrah', english)).toEqual([
      'We are renewing that figure or number, so we do not state it yet. To ask a person, type *AGENT*.',
    ]);
  });

  test('without references stays as it is', () => {
    expect(createRelease('r', sources, faqTexts).faq.get('nisab')?.answer.id).toBe(NORMAL);
  });
});

test('words refer to facts too', () => {
  const words = sources.words.map((file) =>
    file.file === 'locales/id/fallback.json'
      ? { ...file, source: file.source.replace('Ya, ini bot.', 'Ya, ini bot. Telepon: {{fact.telepon}}.') }
      : file,
  );
  const own = createRelease('r', { ...sources, words }, []);
  const body = (phone: string | undefined) => {
    const { content } = reply(own, 'fallback:bot', facts({ fact: () => phone }));
    return content.type === 'text' ? content.body : '';
  };
  expect(body('(021) 555-0100')).toBe(
    'Ya, ini bot. Telepon: (021) 555-0100. Untuk bicara dengan orang, ketik *PETUGAS*.',
  );
  expect(body(undefined)).toMatch(/^Angka atau nomor itu sedang kami perbarui/);
});
