import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { loadFaq } from '../../src/faq/index.js';

const GOOD = `- id: hours
  category: shop
  question:
    id: "Jam buka?"
    en: "Opening hours?"
  answer:
    id: "Pukul 08.00-17.00 WIB."
    en: "8 am-5 pm WIB."
  also:
    id:
      - "buka jam brp"
  not:
    en:
      - "gym hours"
`;

/** GOOD with one line replaced; an empty replacement takes the line away. */
function changed(line: string, ...instead: string[]): string {
  const lines = GOOD.split('\n');
  const at = lines.indexOf(line);
  if (at < 0) throw new Error(`no line ${line}`);
  lines.splice(at, 1, ...instead);
  return lines.join('\n');
}

function faultsOf(source: string) {
  return loadFaq(source, 'faq.yaml').faults;
}

describe('loadFaq', () => {
  test('reads a good file', () => {
    expect(loadFaq(GOOD, 'faq.yaml')).toEqual({
      entries: [
        {
          id: 'hours',
          category: 'shop',
          question: { id: 'Jam buka?', en: 'Opening hours?' },
          answer: { id: 'Pukul 08.00-17.00 WIB.', en: '8 am-5 pm WIB.' },
          also: { id: ['buka jam brp'] },
          not: { en: ['gym hours'] },
        },
      ],
      faults: [],
    });
  });

  test.each<[what: string, source: string, line: number, column: number, id: string, en: string]>([
    [
      'a missing language',
      changed('    en: "8 am-5 pm WIB."'),
      6,
      3,
      '"hours": "answer.en" belum ada. Tambahkan baris "en:" di bawah "answer:".',
      '"hours": "answer.en" is missing. Add a line "en:" below "answer:".',
    ],
    [
      'a missing answer',
      GOOD.replace(/ {2}answer:\n.*\n.*\n/, ''),
      1,
      3,
      '"hours": "answer" belum ada. Tambahkan baris "answer:" pada tanya jawab itu.',
      '"hours": "answer" is missing. Add a line "answer:" to that entry.',
    ],
    [
      'an empty answer',
      changed('    id: "Pukul 08.00-17.00 WIB."', '    id: "  "'),
      7,
      5,
      '"hours": "answer.id" kosong. Isi teksnya, atau hapus barisnya bila tidak wajib.',
      '"hours": "answer.id" is empty. Write the text, or remove the line if it is not required.',
    ],
    [
      'nothing after the colon',
      changed('    id: "Pukul 08.00-17.00 WIB."', '    id:'),
      7,
      5,
      '"hours": "answer.id" kosong. Isi teksnya, atau hapus barisnya bila tidak wajib.',
      '"hours": "answer.id" is empty. Write the text, or remove the line if it is not required.',
    ],
    [
      'a number for a text',
      changed('      - "buka jam brp"', '      - 24'),
      11,
      9,
      '"hours": "also.id.0" harus berupa teks. Beri tanda kutip: "...".',
      '"hours": "also.id.0" must be text. Put it in quotes: "...".',
    ],
    [
      'a text for a list',
      changed('      - "buka jam brp"', '      buka jam brp'),
      10,
      5,
      '"hours": "also.id" harus berupa daftar. Tulis tiap kalimat di baris sendiri, diawali "- ".',
      '"hours": "also.id" must be a list. Write each phrase on a line of its own, beginning with "- ".',
    ],
    [
      'a text for both languages',
      GOOD.replace(/ {2}question:\n.*\n.*\n/, '  question: "Jam buka?"\n'),
      3,
      3,
      '"hours": "question" harus berisi "id:" dan "en:", menjorok di bawahnya.',
      '"hours": "question" must hold "id:" and "en:", indented below it.',
    ],
    [
      'an unknown key',
      changed('  category: shop', '  kategori: toko'),
      2,
      3,
      '"hours": "kategori" tidak dikenal. Yang boleh: id, category, question, answer, also, not, media, followUps, validFrom, validUntil, owner, reviewBy, adviser. Periksa ejaan dan jarak di awal baris.',
      '"hours": "kategori" is not known. Allowed: id, category, question, answer, also, not, media, followUps, validFrom, validUntil, owner, reviewBy, adviser. Check its spelling and the spaces before it.',
    ],
    [
      'an unknown language',
      changed('    en: "8 am-5 pm WIB."', '    en: "8 am-5 pm WIB."', '    jv: "Jam wolu."'),
      9,
      5,
      '"hours": "answer.jv" tidak dikenal. Yang boleh: id, en. Periksa ejaan dan jarak di awal baris.',
      '"hours": "answer.jv" is not known. Allowed: id, en. Check its spelling and the spaces before it.',
    ],
    [
      'an id that is no slug',
      changed('- id: hours', '- id: Jam Buka'),
      1,
      3,
      '"Jam Buka": id hanya boleh huruf kecil, angka, dan tanda hubung, misalnya "jam-layanan".',
      '"Jam Buka": an id may only have lower-case letters, digits and hyphens, for example "service-hours".',
    ],
    [
      'an entry without an id',
      changed('- id: hours', '- category: shop').replace('  category: shop\n', ''),
      1,
      3,
      '#1: "id" belum ada. Tambahkan baris "id:" pada tanya jawab itu.',
      '#1: "id" is missing. Add a line "id:" to that entry.',
    ],
    [
      'an answer that WhatsApp refuses',
      changed('    id: "Pukul 08.00-17.00 WIB."', `    id: "${'x'.repeat(4097)}"`),
      7,
      5,
      '"hours": "answer.id" 4097 huruf, sedangkan WhatsApp paling banyak 4096. Pendekkan, atau arahkan ke situs Anda.',
      '"hours": "answer.id" has 4097 characters; WhatsApp takes at most 4096. Shorten it, or point to your site.',
    ],
    [
      'something that is no entry',
      '- "Jam buka?"\n',
      1,
      3,
      'Bagian ini bukan tanya jawab. Awali dengan "- id:", lalu question dan answer menjorok di bawahnya.',
      'This is not an entry. Begin it with "- id:", with question and answer indented below.',
    ],
    [
      'a file that is no list',
      'id: hours\n',
      1,
      1,
      'Berkas ini harus berupa daftar: tiap tanya jawab diawali "- id:" di tepi kiri.',
      'This file must be a list: every entry begins with "- id:" at the left edge.',
    ],
    [
      'a Tab',
      changed('  category: shop', '\tcategory: shop'),
      2,
      1,
      'Ada Tab di awal baris. Ganti dengan spasi.',
      'There is a Tab at the start of the line. Replace it with spaces.',
    ],
    [
      'a name that stands twice',
      changed('  category: shop', '  category: shop', '  category: shop'),
      3,
      3,
      'Nama baris ini sudah ada di bagian yang sama. Hapus salah satu.',
      'This name stands twice in the same part. Remove one of them.',
    ],
  ])('explains %s, once', (_, source, line, column, id, en) => {
    const { entries, faults } = loadFaq(source, 'faq.yaml');
    expect(faults).toEqual([{ level: 'error', file: 'faq.yaml', line, column, message: { id, en } }]);
    expect(entries).toEqual([]);
  });

  test('explains an id that is used twice, and keeps the first', () => {
    const { entries, faults } = loadFaq(
      GOOD + GOOD.replaceAll('Jam', 'Kapan').replace('brp', 'piro'),
      'faq.yaml',
    );
    expect(entries.map(({ question }) => question.id)).toEqual(['Jam buka?']);
    expect(faults).toEqual([
      {
        level: 'error',
        file: 'faq.yaml',
        line: 15,
        column: 3,
        message: {
          id: '"hours": id ini sudah dipakai di baris 1. Beri id lain, atau gabungkan keduanya.',
          en: '"hours": this id is already used on line 1. Give it another id, or merge the two.',
        },
      },
    ]);
  });

  test('warns of a long answer and keeps it', () => {
    const { entries, faults } = loadFaq(
      changed('    en: "8 am-5 pm WIB."', `    en: "${'x'.repeat(351)}"`),
      'faq.yaml',
    );
    expect(entries).toHaveLength(1);
    expect(faults).toEqual([
      {
        level: 'warning',
        file: 'faq.yaml',
        line: 8,
        column: 5,
        message: {
          id: '"hours": "answer.en" 351 huruf. Lebih enak dibaca di bawah 350.',
          en: '"hours": "answer.en" has 351 characters. It reads better below 350.',
        },
      },
    ]);
  });

  test('does not warn of 350 letters, counted as people see them', () => {
    expect(faultsOf(changed('    en: "8 am-5 pm WIB."', `    en: "${'𝗑'.repeat(350)}"`))).toEqual([]);
  });

  test('warns of a phrasing that stands in two entries', () => {
    const other = GOOD.replace('hours', 'gym')
      .replace('Jam buka?', 'Jadwal?')
      .replace('Opening hours?', 'Schedule?');
    const { entries, faults } = loadFaq(GOOD + other.replace('buka jam brp', 'Buka jam brp?'), 'faq.yaml');
    expect(entries).toHaveLength(2);
    expect(faults).toEqual([
      {
        level: 'warning',
        file: 'faq.yaml',
        line: 25,
        column: 9,
        message: {
          id: '"gym": "Buka jam brp?" juga ada di "hours", baris 11. Bot tidak tahu mana yang dimaksud; sisakan satu.',
          en: '"gym": "Buka jam brp?" also stands in "hours", line 11. The bot cannot tell which is meant; keep one.',
        },
      },
    ]);
  });

  test.each(['', '# only a comment\n', '[]'])('warns of a file without entries: %p', (source) => {
    expect(loadFaq(source, 'faq.yaml').entries).toEqual([]);
    expect(faultsOf(source).map(({ level }) => level)).toEqual(['warning']);
  });

  test.each([
    ['an open quote', changed('    id: "Jam buka?"', '    id: "Jam buka?')],
    ['a colon in a text without quotes', changed('  category: shop', '  category: shop: online')],
    ['references that multiply', `- &a [x]\n- &b [${'*a,'.repeat(99)}]\n- [${'*b,'.repeat(99)}]\n`],
    ['a reference to nothing', changed('  category: shop', '  category: *shop')],
  ])('explains %s in both languages and does not throw', (_, source) => {
    const { entries, faults } = loadFaq(source, 'faq.yaml');
    expect(entries).toEqual([]);
    expect(faults.length).toBeGreaterThan(0);
    for (const { level, message, line } of faults) {
      expect(level).toBe('error');
      expect(line).toBeGreaterThan(0);
      expect(message.id).not.toBe('');
      expect(message.en).not.toBe(message.id);
    }
  });

  test('keeps the good entries beside a faulty one', () => {
    const bad = GOOD.replace('hours', 'bad').replace('  category: shop\n', '  colour: red\n');
    expect(loadFaq(bad + GOOD, 'faq.yaml').entries.map(({ id }) => id)).toEqual(['hours']);
  });

  test('never throws, whatever the text', () => {
    const piece = fc.oneof(
      fc.constantFrom(...GOOD.split('\n'), '\t', '- ', '&a', '*a', '{', '? '),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        const { faults } = loadFaq(pieces.join('\n'), 'faq.yaml');
        for (const { line, column } of faults) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(column).toBeGreaterThanOrEqual(1);
        }
      }),
      { numRuns: 500 },
    );
  });
});
