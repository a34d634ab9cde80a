import { normalise } from './normalise.js';

/** A short order about what somebody receives: "jeda", "tambah promo", "kurangi laporan", "lanjut". */
export interface Preference {
  act: 'see' | 'add' | 'drop' | 'pause' | 'resume';
  /** What stands beside the order: perhaps a topic. */
  words: string[];
  /** It can mean nothing else: not only "lanjut", "tambah info". */
  sure: boolean;
}

const set = (words: string) => new Set(words.split(' '));

/** May stand around an order without changing it. */
const BESIDE = set(
  'tolong mohon minta saya mau ingin bisa boleh dong deh ya yah kak min pak bu bapak ibu admin dulu lagi saja sih nih mbak mas please can could you i want to would like the my for me kembali aja',
);
/** What we send, in general. */
const UPDATES = set(
  'info infonya informasi kiriman kirimannya pesan pesannya langganan langganannya update updates topik topiknya topic topics kabar berita news message messages subscription subscriptions',
);
const SPAN = set('hari minggu bulan sebulan seminggu selama day days week weeks month months a satu');

const VERBS: readonly (readonly [Preference['act'], ReadonlySet<string>, boolean])[] = [
  ['pause', set('jeda jedakan pause'), true],
  ['pause', set('tunda istirahat'), false],
  ['resume', set('resume unpause'), true],
  ['resume', set('lanjut lanjutkan teruskan aktifkan hidupkan continue'), false],
  ['add', set('tambah tambahkan tambahin nambah add'), true],
  ['drop', set('kurangi kurangin hapus buang drop remove'), true],
];

/**
 * The order that a text is, and no more than that; undefined for a text that says more, and for what could
 * mean anything ("tambah donasi" comes back with its words: the caller knows the topics). Pure.
 */
export function preference(text: string): Preference | undefined {
  const { tokens } = normalise(text);
  if (tokens.length === 0 || tokens.length > 8) return undefined;
  const words = tokens.filter((token) => !BESIDE.has(token));
  if (words[0] === 'batal' && words[1] === 'jeda') return { act: 'resume', words: [], sure: true };
  for (const [act, verbs, sure] of VERBS) {
    if (!verbs.has(words[0] ?? '')) continue;
    const rest = words.slice(1).filter((word) => !UPDATES.has(word));
    const general = words.slice(1).some((word) => UPDATES.has(word));
    if (act === 'add' || act === 'drop') {
      return { act, words: rest, sure: words.some((word) => SUBSCRIPTIONS.has(word)) };
    }
    const plain = rest.every((word) => SPAN.has(word) || /^\d{1,2}$/.test(word));
    return plain ? { act, words: [], sure: sure || general } : undefined;
  }
  return seen(tokens);
}

/** "topik saya", "saya langganan apa saja", "what are my topics". */
function seen(tokens: readonly string[]): Preference | undefined {
  const rest = tokens.filter((token) => !SUBSCRIPTIONS.has(token) && !BESIDE.has(token) && !SEE.has(token));
  const named = tokens.some((token) => SUBSCRIPTIONS.has(token));
  const asked = tokens.some((token) => SEE.has(token) || OWN.has(token));
  return rest.length === 0 && named && asked ? { act: 'see', words: [], sure: true } : undefined;
}

const SEE = set('lihat cek see show apa what are is which ada');
const OWN = set('saya my');
const SUBSCRIPTIONS = set('langganan topik topic topics subscription subscriptions');
