import type { Bilingual } from '../../types.js';
import type { Rule } from '../rule.js';
import { tone } from './tone.js';

/** Rules of tone that a list of expressions can show. The numbers are those of the ten rules in the staff guide. */
interface Phrases {
  code: string;
  /** each finds the expression itself */
  patterns: readonly RegExp[];
  message: (piece: string) => Bilingual;
  mend: Bilingual;
}

const LISTS: readonly Phrases[] = [
  {
    // 1. Say the thing first.
    code: 'voice-first',
    patterns: [
      /^(?:terima kasih (?:telah|sudah) (?:menghubungi|bertanya)|sehubungan dengan|bersama ini|berikut kami (?:jelaskan|sampaikan))/i,
      /^(?:thank you for (?:contacting|your message|reaching out)|with regard to|we would like to inform|please be informed)/i,
    ],
    message: (piece) => ({
      id: `“${piece}” menunda jawabannya.`,
      en: `“${piece}” puts off the answer.`,
    }),
    mend: {
      id: 'Tulis jawabannya dalam enam kata pertama; terima kasih dan alasan belakangan.',
      en: 'Give the answer in the first six words; thanks and reasons come later.',
    },
  },
  {
    // 4. Everyday words, people who act.
    code: 'voice-plain',
    patterns: [
      /\b(?:dalam rangka|guna|adapun|dimohon(?:kan)? untuk|diproses lebih lanjut|ditindaklanjuti|dimaksud|kiranya|perihal)\b/i,
      /\b(?:please be informed|be actioned|relevant department|pursuant to|hereby|kindly|in order to be able to)\b/i,
    ],
    message: (piece) => ({ id: `“${piece}” bahasa surat dinas.`, en: `“${piece}” is office language.` }),
    mend: {
      id: 'Pakai kata sehari-hari, dan sebut siapa yang berbuat: “Petugas kami membaca pesan Anda besok pagi.”',
      en: 'Use everyday words, and say who acts: “One of our agents reads your message tomorrow morning.”',
    },
  },
  {
    // 6. A no is a full answer.
    code: 'voice-no',
    patterns: [
      /\b(?:(?:apakah anda )?yakin(?: mau| ingin)?(?= [^?\n]*\?|\?)|sayang sekali|kami sedih|jangan pergi|pahala(?:nya)?)/i,
      /\b(?:are you sure|sorry to see you go|we will miss you|before you go|reward in the hereafter)\b/i,
    ],
    message: (piece) => ({
      id: `“${piece}” menahan orang yang sudah memutuskan, atau menjanjikan balasan.`,
      en: `“${piece}” holds back who has decided, or promises a reward.`,
    }),
    mend: {
      id: 'Terima jawabannya: “Baik, sudah berhenti.”',
      en: 'Take the answer as it is: “Done. You will not get any more updates.”',
    },
  },
  {
    // 8. Promise only what the system keeps, with a number.
    code: 'voice-promise',
    patterns: [
      /\b(?:(?:akan )?segera|secepatnya|sesegera mungkin|mohon (?:di)?tunggu|harap (?:di)?tunggu|sebentar lagi)\b/i,
      /\b(?:shortly|as soon as possible|very soon|please wait|in a moment|asap)\b/i,
    ],
    message: (piece) => ({
      id: `“${piece}” janji tanpa angka.`,
      en: `“${piece}” promises without a number.`,
    }),
    mend: {
      id: 'Sebut kapan, misalnya “kira-kira 10 menit lagi”; kalau belum tahu, katakan begitu.',
      en: 'Say when, for example “about 10 minutes from now”; if we do not know, say so.',
    },
  },
  {
    // 9. When we fail, it is our fault.
    code: 'voice-blame',
    patterns: [
      /\b(?:(?:input|jawaban|format|nomor|pesan|pilihan)(?: anda)? salah|anda (?:salah|keliru)|tidak valid|tidak dikenali?)\b/i,
      /\b(?:invalid|not (?:valid|recogni[sz]ed)|wrong (?:input|format|answer)|you (?:made a mistake|entered))\b/i,
    ],
    message: (piece) => ({ id: `“${piece}” menyalahkan pembaca.`, en: `“${piece}” blames the reader.` }),
    mend: {
      id: 'Minta maaf dan beri jalan: “Maaf, kami belum menangkap maksudnya. Ketik *PETUGAS*.”',
      en: 'Say sorry and give a way on: “Sorry, we did not catch that. Type *AGENT*.”',
    },
  },
  {
    // 10. Feelings before procedure.
    code: 'voice-feelings',
    patterns: [
      /\b(?:terima kasih atas (?:masukan|saran|keluhan)(?:nya| anda)?|mohon maaf atas ketidaknyamanan(?:nya)?)/i,
      /\b(?:thanks?(?: you)? for your (?:feedback|complaint|suggestion)|(?:any|the) inconvenience)\b/i,
      // Grief gets no menu, no survey and no link in the same breath.
      /\b(?:turut berduka|sorry for your loss)[\s\S]*?(?:https?:\/\/\S+|\b(?:menu|survei|survey|nilai kami|rate us)\b)/i,
    ],
    message: (piece) => ({
      id: `“${piece}” menjawab perasaan dengan prosedur.`,
      en: `“${piece}” answers a feeling with procedure.`,
    }),
    mend: {
      id: 'Cukup satu permintaan maaf atau ucapan duka yang wajar, lalu jalan ke petugas.',
      en: 'One plain apology or condolence is enough, then the way to a person.',
    },
  },
  {
    // Who speaks: "kami" and "we", never "aku", and never "kita", which draws the reader in.
    code: 'voice-we',
    patterns: [/\b(?:aku|kita|gue|gw)\b/i],
    message: (piece) => ({ id: `“${piece}” bukan suara lembaga.`, en: `“${piece}” is not how we speak.` }),
    mend: { id: 'Kami menyebut diri “kami”.', en: 'In Indonesian we call ourselves “kami”.' },
  },
];

export const PHRASE_RULES: readonly Rule[] = LISTS.map(({ code, patterns, message, mend }) =>
  tone(code, ({ text }) =>
    patterns.flatMap((pattern) => {
      const [piece] = pattern.exec(text) ?? [];
      return piece === undefined
        ? []
        : [{ piece: piece.split('\n')[0] ?? piece, message: message(piece), mend }];
    }),
  ),
);
