import { describe, expect, test } from '@jest/globals';
import { createFaq } from '../../src/faq/index.js';
import { shipped } from './shipped.js';

const faq = createFaq(shipped.entries);

describe('the FAQ that is shipped', () => {
  test('has sixty entries and nothing to mend', () => {
    expect(shipped.entries).toHaveLength(60);
    expect(shipped.faults.filter(({ level }) => level === 'error')).toEqual([]);
    expect(shipped.faults.filter(({ message }) => !message.en.includes('reads better'))).toEqual([]);
  });

  test('answers every phrasing that stands in it with its own entry', () => {
    const wrong = shipped.entries.flatMap((entry) =>
      (['id', 'en'] as const).flatMap((language) =>
        [entry.question[language], ...(entry.also?.[language] ?? [])].filter((text) => {
          const { answers, decision } = faq.lookup(text, language);
          return decision !== 'answer' || answers[0]?.id !== entry.id;
        }),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test('never answers outright what it marks as not answered', () => {
    const wrong = shipped.entries.flatMap(({ not }) =>
      (['id', 'en'] as const).flatMap((language) =>
        (not?.[language] ?? []).filter((text) => faq.lookup(text, language).decision !== 'none'),
      ),
    );
    expect(wrong).toEqual([]);
  });

  test.each([
    ['mnta no rekning dong min', 'id', 'bank-transfer'],
    ['Assalamualaikum kak, mau tanya jam buka kantor brp ya', 'id', 'service-hours'],
    ['ZAKAT GAJI BERAPA PERSEN???', 'id', 'zakat-income'],
    ['𝗔𝗹𝗮𝗺𝗮𝘁 𝗸𝗮𝗻𝘁𝗼𝗿', 'id', 'office-address'],
    ['schollarship requirements please', 'id', 'scholarship'],
    ['minta norek dong', 'en', 'bank-transfer'],
  ] as const)('%s is answered with %s', (text, language, id) => {
    const { answers, decision } = faq.lookup(text, language);
    expect([answers[0]?.id, decision]).toEqual([id, 'answer']);
  });

  test.each([
    ['bisa pake gopey ga', 'e-wallet'],
    ['alamta kantr', 'office-address'],
    ['beasisiwa', 'scholarship'],
  ])('%s, with typing errors, still finds %s first', (text, id) => {
    expect(faq.lookup(text, 'id').answers[0]?.id).toBe(id);
  });

  test.each([
    'halo',
    'Hai',
    'P',
    'ya',
    'iya kak',
    'oke',
    'Assalamualaikum',
    'selamat malam min',
    'terima kasih banyak ya kak 🙏',
    'thanks a lot',
    'good night',
    'kak',
    'mau tanya',
    'mau nanya dong min',
    'hello',
    'yes please',
    '👍',
    '',
    '   ',
    '?!',
    '12345',
    'https://example.com/zakat',
    'xkcdqwrtz',
  ])('%p gets an honest none', (text) => {
    expect(faq.lookup(text, 'id').decision).toBe('none');
    expect(faq.lookup(text, 'en').decision).toBe('none');
  });

  test('offers near entries for a single word of many meanings', () => {
    const { answers, decision } = faq.lookup('zakat fitrah', 'id');
    expect(decision).toBe('suggest');
    expect(answers).toHaveLength(3);
    expect(answers.every(({ id }) => id.startsWith('zakat-'))).toBe(true);
  });
});
