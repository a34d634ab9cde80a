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

/** What a break is from, beside our updates. */
const SENT = set(
  'notif notifikasi notifikasinya notification notifications broadcast broadcastnya siaran siarannya promo promonya kirim kirimi kirimkan mengirim dikirim dikirimi send sending semua semuanya all dari from',
);
/** Why: they ask for a break as good as any word for it. */
const EXCUSES = set(
  'sibuk ujian skripsi fokus kerja kerjaan cuti liburan puasa sakit busy exams travelling sick sedang karena soalnya im am because',
);
const HALTS = set('stop setop berhenti hentikan berhentikan');

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
    const plain = rest.every((word) => SPAN.has(word) || /^\d{1,2}$/.test(word) || isBeside(word));
    return plain ? { act, words: [], sure: sure || general } : undefined;
  }
  if (HALTS.has(words[0] ?? '') && isShort(tokens, words.slice(1)))
    return { act: 'pause', words: [], sure: true };
  return seen(tokens);
}

const isBeside = (word: string) => SENT.has(word) || EXCUSES.has(word);

/** How long a span may be, in days by unit: a break is 30 days, and never less than what they asked for. */
const UNITS: readonly (readonly [ReadonlySet<string>, number])[] = [
  [set('hari day days'), 1],
  [set('minggu week weeks'), 7],
  [set('bulan month'), 30],
];
const ONE = set('satu a one');

/**
 * "Stop dulu sebulan ya, lagi sibuk": a stop that names its own end within our break is one. Whatever else is said
 * leaves it a stop, and so does a longer time, or one that only begins then ("stop sebulan lagi").
 */
function isShort(tokens: readonly string[], rest: readonly string[]): boolean {
  const spans = tokens.flatMap((word, at) => {
    const days = ['sebulan', 'seminggu'].includes(word) ? 30 : daysOf(word, tokens[at - 1] ?? '');
    return days === undefined ? [] : [{ days, next: tokens[at + 1], last: at + 2 === tokens.length }];
  });
  const [span] = spans;
  if (!span || spans.length > 1 || span.days > 30 || (span.next === 'lagi' && span.last)) return false;
  return rest.every(
    (word) =>
      SPAN.has(word) || ONE.has(word) || /^\d{1,2}$/.test(word) || UPDATES.has(word) || isBeside(word),
  );
}

function daysOf(unit: string, count: string): number | undefined {
  const days = UNITS.find(([words]) => words.has(unit))?.[1];
  const n = ONE.has(count) ? 1 : Number(count);
  return days === undefined || !(n > 0) ? undefined : n * days;
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
