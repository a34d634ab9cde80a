import { codePoints } from '../../../whatsapp/limits.js';
import { withNested } from '../../nested.js';
import type { OutgoingText } from '../../outgoing-texts.js';
import { type Project, soundFlows } from '../../project.js';
import { isTitle, questionsOf, textOf } from '../../words-used.js';
import type { Found, Rule } from '../rule.js';
import { type Slip, tone } from './tone.js';

/** Rules of tone that can be counted. */

const LINES = 8;
/** About 350, as the rule says; what must be told before somebody agrees or is forgotten needs a little more. */
const CHARACTERS = 400;
const WORDS = 20;
/** A value becomes about this long. */
const USUAL = 'x'.repeat(12);

/** 2. One bubble, one small screen. The length of an answer of the FAQ is looked at where it is read. */
const voiceScreen = tone('voice-screen', ({ text, path }) => {
  const usual = withNested(text, () => USUAL).replace(/\{\{[^{}]*\}\}/g, USUAL);
  const lines = usual.split('\n').filter((line) => line.trim() !== '').length;
  const length = codePoints(usual);
  const slips: Slip[] = [];
  const mend = {
    id: 'Sisakan yang perlu dibaca sekarang; sisanya di belakang tombol atau halaman.',
    en: 'Keep what must be read now; put the rest behind a button or on a page.',
  };
  const add = (id: string, en: string, piece = text) => slips.push({ piece, message: { id, en }, mend });
  if (lines > LINES) add(`${lines} baris; paling banyak ${LINES}.`, `${lines} lines; at most ${LINES}.`);
  if (path[1] !== 'answer' && length > CHARACTERS)
    add(`${length} huruf; paling banyak ${CHARACTERS}.`, `${length} characters; at most ${CHARACTERS}.`);
  const long = sentencesOf(usual).find((one) => wordsIn(one) > WORDS);
  if (long !== undefined)
    add(
      `Kalimat ini ${wordsIn(long)} kata; paling banyak ${WORDS}.`,
      `This sentence has ${wordsIn(long)} words; at most ${WORDS}.`,
      long,
    );
  return slips;
});

const sentencesOf = (text: string) => text.split(/(?<=[.!?:;][*_)”]?)\s+|\n+/);
const wordsIn = (sentence: string) =>
  sentence.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;

/** 3. One question, answerable with a thumb. */
const voiceQuestion = tone('voice-question', ({ text }) => {
  const questions = text.match(/[^.!?\n]*\?(?=\s|$)/g) ?? [];
  if (questions.length < 2) return [];
  return [
    {
      piece: questions[1]?.trim() ?? text,
      message: {
        id: `${questions.length} pertanyaan dalam satu pesan.`,
        en: `${questions.length} questions in one message.`,
      },
      mend: { id: 'Tanyakan satu hal saja.', en: 'Ask one thing only.' },
    },
  ];
});

const EMOJI = /\p{Extended_Pictographic}/gu;
/** Names of things that are written so, and words to type. */
const KNOWN_CAPITALS = /^(?:[A-Z]{1,4}|WITA|QRIS|HTTPS?|[A-Z]*\d[A-Z\d]*|BAZNAS|PPAIW|BERHENTI|DAFTAR)$/;
const NO_EMOJI = new Set(['consent', 'stop', 'rights', 'handoff', 'fallback']);

/** 5. Polite without shouting or begging. */
const voiceLoud = tone('voice-loud', (one, project) => {
  const slips: Slip[] = [];
  const mend = {
    id: 'Tulis tenang: satu tanda seru paling banyak, huruf besar hanya untuk kata yang diketik (*BERHENTI*).',
    en: 'Write calmly: no row of exclamation marks, capitals only for words to type (*STOP*).',
  };
  const [marks] = /[!?]*!{2,}|!\?|\?!/.exec(one.text) ?? [];
  if (marks)
    slips.push({ piece: marks, message: { id: `“${marks}” berteriak.`, en: `“${marks}” shouts.` }, mend });
  const [row] = shouted(one) ?? [];
  if (row) slips.push({ piece: row, message: { id: `“${row}” berteriak.`, en: `“${row}” shouts.` }, mend });
  const emoji = one.text.match(EMOJI) ?? [];
  const most = NO_EMOJI.has(namespaceOf(one)) || isTitle(project, one) ? 0 : 1;
  if (emoji.length > most)
    slips.push({
      piece: emoji[most] ?? '',
      message: {
        id: most === 0 ? 'Di sini tidak ada emoji.' : `${emoji.length} emoji; paling banyak satu.`,
        en: most === 0 ? 'No emoji here.' : `${emoji.length} emoji; at most one.`,
      },
      mend: {
        id: 'Hapus emoji di tombol, persetujuan, keluhan, galat, uang, dan duka.',
        en: 'Leave emoji out of buttons, consent, complaints, errors, money and grief.',
      },
    });
  return slips;
});

/** Two words in capitals one after the other, outside of bold. */
function shouted({ text }: OutgoingText): RegExpExecArray | null {
  const plain = text.replace(/\*[^*\n]*\*|https?:\S+|\{\{[^{}]*\}\}|\([^)]*\)/g, (piece) =>
    ' '.repeat(piece.length),
  );
  const capitals = /\b\p{Lu}{3,}(?:\W{1,2}\p{Lu}{3,})+\b/gu;
  for (let match = capitals.exec(plain); match; match = capitals.exec(plain)) {
    if (match[0].split(/\W+/).some((word) => !KNOWN_CAPITALS.test(word))) return match;
  }
  return null;
}

const namespaceOf = ({ doc }: OutgoingText) => /([^/]+)\.json$/.exec(doc.file)?.[1] ?? '';

const LATER = /^(?:nanti (?:saja|dulu)|lain kali|maybe later|not now|remind me later)\b/i;

/** 7. Yes and no weigh the same. */
const voiceBalance: Rule = {
  code: 'voice-balance',
  level: 'warning',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      questionsOf(doc).flatMap(({ ask }): Found[] => {
        const titles = (ask.choices ?? []).flatMap((choice) => ('each' in choice ? [] : [choice]));
        if (!ask.consent) return [];
        return (['id', 'en'] as const).flatMap((language) => {
          const [yes, no] = ['yes', 'no'].map((id) => {
            const key = titles.find((choice) => choice.id === id)?.title;
            return key === undefined ? undefined : { key, text: textOf(project, key, language) ?? '' };
          });
          if (!yes || !no) return [];
          const lengths = [codePoints(yes.text), codePoints(no.text)] as const;
          const heavy = Math.max(...lengths) > 2 * Math.min(...lengths);
          if (!heavy && !LATER.test(no.text)) return [];
          return balance(
            project,
            heavy && lengths[0] > lengths[1] ? yes.key : no.key,
            language,
            yes.text,
            no.text,
          );
        });
      }),
    ),
};

function balance(project: Project, key: string, language: 'id' | 'en', yes: string, no: string): Found[] {
  const [namespace, name = ''] = key.split(':');
  const doc = project.words.find((file) => file.language === language && file.namespace === namespace);
  if (!doc) return [];
  return [
    {
      doc,
      at: [name],
      message: {
        id: `“${yes}” dan “${no}” tidak sama berat.`,
        en: `“${yes}” and “${no}” do not weigh the same.`,
      },
      mend: {
        id: 'Buat ya dan tidak sama panjang dan sama nadanya, misalnya “Ya, setuju” dan “Tidak, terima kasih”.',
        en: 'Give yes and no the same length and tone, for example “Yes, I agree” and “No, thank you”.',
      },
    },
  ];
}

/** Section 5: no affix on a value, no date in figures, no shortened link. */
const voiceForms = tone('voice-forms', ({ text }) => {
  const [piece] =
    /\{\{[^{}]*\}\}(?:nya|mu|ku|lah|kah)\b|\b(?:ke|di|se)\{\{|\b\d{1,2}\/\d{1,2}\/\d{2,4}\b|\b(?:bit\.ly|s\.id|tinyurl\.com|goo\.gl)\/\S*|\b(?:an?) \{\{|\bRp \d|\bIDR ?\d/i.exec(
      text,
    ) ?? [];
  if (piece === undefined) return [];
  return [
    {
      piece,
      message: {
        id: `“${piece}” tidak ditulis begini.`,
        en: `“${piece}” is not written like this.`,
      },
      mend: {
        id: 'Nilai tanpa imbuhan, tanggal seperti 3 Mei 2026, uang seperti Rp1.500.000, tautan utuh di situs sendiri.',
        en: 'No affix or article on a value, dates like 3 May 2026, money like Rp1,500,000, links in full on our own site.',
      },
    },
  ];
});

export const FORM_RULES: readonly Rule[] = [voiceScreen, voiceQuestion, voiceLoud, voiceBalance, voiceForms];
