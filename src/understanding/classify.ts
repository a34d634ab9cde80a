import { answerIn } from './answer.js';
import { languageAsked } from './asked-language.js';
import { PLEAS } from './courtesy.js';
import { noScores, type Scores, score } from './frames/score.js';
import { guess } from './learned/guess.js';
import { type Reading, read } from './normalise.js';
import { concept } from './pattern.js';
import { isBareNo, refusal } from './refusal.js';
import { rightNamed } from './right-named.js';
import { topicWords } from './scope.js';
import type { Context, Intent, Understanding } from './types.js';
import { inTalk, weigh } from './weigh.js';
import { type Window, windows } from './window.js';

/** From here on the frames need no second opinion. */
const SURE = 0.965;

/**
 * What a message asks for. Pure, deterministic, linear in the text and fast enough for every string of every webhook.
 * Frames written by hand read it first; a reader that learned from labelled sentences gives a second opinion, which may make
 * a sure stop a doubtful one but never silence it, and may raise a doubt where the frames see none. When a message asks for
 * two things, the stop wins: it may not wait for anything (P2).
 */
export function classify(text: string, context: Context = {}): Understanding {
  const reading = read(text);
  const list = windows(reading);
  const scores = noScores();
  let stopping: Window | undefined;
  let starting: Window | undefined;
  for (const window of list) {
    const { optOut, optIn } = scores;
    score(window, scores);
    if (scores.optOut > optOut) stopping = window;
    if (scores.optIn > optIn) starting = window;
  }
  if (callsAdmin(reading, list)) return { intent: 'handoff', confidence: 0.6 };
  // "Nggak setuju" turns down what we asked, and no more.
  if (context.question !== undefined && answerIn(reading.words.map(({ word }) => word)) !== undefined)
    return { intent: 'other', confidence: 0.9 };
  const refused = refusal(list, reading.emoji, context);
  const ruled = decided(scores, refused, context, list.length === 0);
  // What only the conversation tells, no reader of words can judge.
  const settled =
    (ruled.intent === 'suspend' && ruled.confidence === refused) ||
    (ruled.intent === 'other' && (list.every(isBareNo) || list.every(greetsStaff)));
  const opinion = settled || ruled.confidence >= SURE ? undefined : guess(list);
  const weighed = opinion === undefined ? ruled : weigh(ruled, opinion, context);
  const { intent, confidence } =
    context.ticket && weighed.intent === 'opt_out' && isVague(stopping) ? VAGUE : weighed;
  return {
    intent,
    confidence,
    ...details(intent, scores, list, stopping ?? opinion?.opt_out.window, starting ?? opinion?.opt_in.window),
  };
}

const GREETS = (['greeting', 'human', 'question', 'plea'] as const).map(concept);

/** "Makasih admin", "halo CS, selamat pagi": nobody is called. */
function greetsStaff({ all, concepts }: Window): boolean {
  const [greeting, human, question, plea] = GREETS.map((number) => concepts[number] as number);
  return greeting !== 0 && question === 0 && plea === 0 && (all & ~(human as number)) === 0;
}

/** "Min" alone, or with a plea and no more ("min tolong min"), calls the admin; beside other words it is a form of address. */
function callsAdmin({ words }: Reading, list: readonly Window[]): boolean {
  if (!words.some(({ word }) => word === 'min')) return false;
  return (
    words.length === 1 || (list.every(({ all }) => all === 0) && words.some(({ word }) => PLEAS.has(word)))
  );
}

const VAGUE: Understanding = { intent: 'suspend', confidence: 0.6 };
const OURS = ['msg', 'contact', 'sub', 'num', 'list', 'spam', 'notif', 'unsub', 'broadcast', 'opt'].map(
  concept,
);

/** "Stop dulu ya, saya cek saldo": more than the word alone, and none of it about our messages. */
function isVague(window: Window | undefined): boolean {
  if (window === undefined || window.words.length === 1) return false;
  return OURS.every((number) => window.concepts[number] === 0);
}

/** What the frames say. */
function decided(scores: Scores, refused: number, context: Context, silent: boolean): Understanding {
  const { optOut, optIn, erase, access, correct, origin, handoff, language } = scores;
  if (optOut > 0) return { intent: 'opt_out', confidence: optOut };
  const rights = Math.max(erase, access, correct, origin);
  if (rights > 0) return { intent: 'data_rights', confidence: rights };
  if (handoff > 0 && handoff >= language) return { intent: 'handoff', confidence: handoff };
  if (language > 0) return { intent: 'language', confidence: language };
  if (optIn > 0) return { intent: 'opt_in', confidence: optIn };
  const { angry, stranger, wrongNumber, deceased, unsure } = scores;
  const doubt = Math.max(angry, stranger, wrongNumber, deceased, inTalk(context) ? 0 : unsure, refused);
  if (doubt > 0) return { intent: 'suspend', confidence: doubt };
  return { intent: 'other', confidence: silent ? 0.5 : 0.85 };
}

/** What else the words say that answers this intent. */
function details(
  intent: Intent,
  scores: Scores,
  list: Window[],
  stopping: Window | undefined,
  starting: Window | undefined,
): Partial<Understanding> {
  switch (intent) {
    case 'opt_out':
      return {
        ...scopeOf(stopping),
        ...(scores.erase > 0 ? { right: 'erase' as const } : {}),
        ...reasonOf(scores),
      };
    case 'suspend':
      return reasonOf(scores);
    case 'opt_in':
      return scopeOf(starting);
    case 'data_rights': {
      const right = rightNamed(scores, list);
      return { right, ...(right === 'origin' ? { reason: 'never_signed_up' as const } : {}) };
    }
    case 'language': {
      const language = languageAsked(list);
      return language === undefined ? {} : { language };
    }
    default:
      return {};
  }
}

function scopeOf(window: Window | undefined): Partial<Understanding> {
  const words = window === undefined ? [] : topicWords(window);
  return words.length > 0 ? { scope: { topicWords: words } } : {};
}

function reasonOf(scores: Scores): Partial<Understanding> {
  if (scores.deceased > 0 || scores.mourning > 0) return { reason: 'deceased' };
  if (scores.wrongNumber > 0) return { reason: 'wrong_number' };
  if (scores.stranger > 0) return { reason: 'never_signed_up' };
  return scores.angry > 0 ? { reason: 'angry' } : {};
}
