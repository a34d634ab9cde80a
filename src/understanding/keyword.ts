import { read } from './normalise.js';
import { sentences } from './sentence.js';
import type { Keyword } from './types.js';

const PHRASES: Readonly<Record<Keyword, string>> = {
  stop: 'berhenti, stop, henti, hentikan, stopkan, berhentikan, unsubscribe, unreg, optout, opt out, stopall, yes stop, yes berhenti, stop semua, berhenti semua, stop all, stop everything, stop berhenti, berhenti stop, berhenti langganan, berhenti berlangganan, stop langganan, unsubscribe all',
  start:
    'daftar, start, mulai, langganan, berlangganan, subscribe, daftar info, mulai langganan, daftar langganan',
  preferences:
    'pilihan, preferences, pilih, pilih topik, pilihan topik, atur topik, ganti topik, topik, choose topics, change topics',
  agent:
    'petugas, agent, admin, cs, operator, orang, manusia, human, customer service, hubungi petugas, panggil petugas, hubungi admin, panggil admin, chat admin, talk agent, agen, customerservice',
  my_data: 'data saya, my data, see my data, lihat data saya, data saya apapun, minta data saya',
  delete_my_data:
    'hapus data, hapus data saya, delete my data, delete data, erase my data, hapus semua data saya, delete all my data, remove my data',
  indonesian: 'bahasa, indonesia, bahasa indonesia, indonesian, pakai bahasa indonesia',
  english: 'english, inggris, bahasa inggris, pakai bahasa inggris, speak english',
};

const KEYWORDS: ReadonlyMap<string, Keyword> = new Map(
  Object.entries(PHRASES).flatMap(([keyword, phrases]) =>
    phrases.split(', ').map((phrase): [string, Keyword] => [phrase, keyword as Keyword]),
  ),
);
const LONGEST = 4;

/**
 * The command a text is, in either language, any capitals, with typing errors and courtesy around it ("stop min",
 * "berhenti ya kak"); undefined for a text that says more than the command. Source: voice.md, section 3.
 */
export function keyword(text: string): Keyword | undefined {
  const reading = read(text);
  const words: string[] = [];
  for (const sentence of sentences(reading)) {
    for (const { word } of sentence.words) {
      if (word === 'iya' || word === words[words.length - 1]) continue; // "ya, berhenti", "stop stop stop"
      words.push(word);
      if (words.length > LONGEST) return undefined;
    }
  }
  // "Min" alone calls the admin; beside other words it is only a form of address.
  if (words.length === 0 && reading.words.length === 1 && reading.words[0]?.word === 'min') return 'agent';
  return KEYWORDS.get(words.join(' ')) ?? KEYWORDS.get(words.map(withoutParticle).join(' '));
}

function withoutParticle(word: string): string {
  return word.length > 6 && /(?:lah|nya)$/.test(word) ? word.slice(0, -3) : word;
}
