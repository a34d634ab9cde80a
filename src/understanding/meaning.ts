import { ahead, behind, concept, type Masks, pattern } from './pattern.js';

const at = {
  question: concept('question'),
  ban: concept('ban'),
  negated: concept('negated'),
  undone: concept('undone'),
  hypothetical: concept('hypothetical'),
  halt: concept('halt'),
  nostop: concept('nostop'),
  strike: concept('strike'),
  neg: concept('neg'),
  cond: concept('cond'),
  can: concept('can'),
  ask: concept('ask'),
  past: concept('yesterday'),
  still: concept('masih'),
  kok: concept('kok'),
  undo: concept('undo'),
  hasty: concept('hasty'),
  stop: concept('stop'),
  unsub: concept('unsub'),
  me: concept('me'),
  already: concept('sudah'),
};

const BANS = ['jangan', 'not|no ~1 usah', 'do not', 'no more'].map((source) => pattern(source).find);
const FORGET = pattern('jangan ~1 lupa').find;
const POLITE_IFS = ['cond polite', 'appreciate ~1 cond'].map((source) => pattern(source).find);
const STRIKES = [
  'not ~1 want|willing',
  'no longer ~1 want|willing|consent',
  'not consent',
  'want|prefer ~1 prefer not',
  'prefer not',
].map((source) => pattern(source).find);
const UNDO_PHRASES = ['not ~1 nojadi', 'batal', 'undo'].map((source) => pattern(source).find);
const TOLD = pattern('bilang ~1 stop|unsub').find;
const NOT_TOLD = pattern('neg bilang ~1 stop|unsub').find;
/** "Suami saya bilang stop": somebody else's words. */
const HEARSAY = pattern('kin ~2 bilang|quoting|want ~1 stop|unsub').find;
/** "Ketik STOP itu maksudnya apa?" */
const QUOTED = pattern('quoting ~1 stop|unsub').find;
/** "Ketik STOP untuk berhenti", "reply STOP to unsubscribe": what senders of broadcasts write, and nobody who stops. */
const INSTRUCTED = pattern('quoting ~1 stop|unsub stop|unsub|opt').find;
const OTHER_OBJECT = pattern('stop bot|reply|language|use|auto|english|indonesian|worldstop').find;

/** Finds the concepts that rest on their neighbours: bans, and which stops are meant. */
export function derive(window: Masks): void {
  const { concepts, begins } = window;
  const mask = (number: number): number => concepts[number] as number;
  let bans = 0;
  for (const ban of BANS) bans |= ban(window);
  if (FORGET(window) !== 0) bans = 0;
  concepts[at.ban] = bans;
  let strikes = 0;
  for (const strike of STRIKES) strikes |= strike(window);
  concepts[at.strike] = strikes;

  const stops = mask(at.stop) | mask(at.unsub);
  // "bisa nggak berhenti ...?" asks, it does not deny.
  const can = mask(at.can);
  const tags = (can << 1) | (mask(at.question) === 0 ? 0 : can >>> 1);
  const negated = ahead((mask(at.neg) & ~tags) | mask(at.ban), 2, begins);
  concepts[at.negated] = negated;
  concepts[at.nostop] = stops & negated;
  const conditions = POLITE_IFS.some((find) => find(window) !== 0) ? 0 : mask(at.cond);
  // "Berhenti langganan bisa lewat sini?" asks how; "bisa berhenti kirim?" asks us to.
  const asksHow = mask(at.question) === 0 ? 0 : behind(mask(at.can) & ~behind(stops, 6, begins), 5, begins);
  const asksMeaning = mask(at.question) !== 0 && mask(at.ask) !== 0 && (mask(at.still) | mask(at.kok)) === 0;
  const told = mask(at.me) | mask(at.still) | mask(at.kok) | mask(at.already);
  const instructed = told === 0 && INSTRUCTED(window) !== 0 ? stops : 0;
  const quoted = HEARSAY(window) | (asksMeaning ? QUOTED(window) : 0) | instructed;
  concepts[at.hypothetical] = ahead(conditions, 8, begins) | (stops & asksHow) | quoted;
  let undo = 0;
  for (const phrase of UNDO_PHRASES) undo |= phrase(window);
  // "Kemarin saya stop" tells a story, unless it goes on "kok masih dikirim".
  const story = (mask(at.still) | mask(at.kok)) === 0 ? ahead(mask(at.past), 3, begins) : 0;
  concepts[at.undone] =
    stops & (ahead(undo, 3, begins) | behind(mask(at.undo), 3, begins) | story | (mask(at.hasty) << 1));
  const elsewhere = behind(OTHER_OBJECT(window), 1, begins);
  const undone = mask(at.undone);
  const denied = negated & (~TOLD(window) | NOT_TOLD(window));
  concepts[at.halt] = stops & ~(denied | undone | mask(at.hypothetical) | elsewhere);
}
