import type { Guess } from './learned/guess.js';
import type { Context, Intent, Understanding } from './types.js';

/** A stop that the frames miss: from this likelihood on it is a doubt, so that marketing waits. */
const DOUBT = 0.4;
/** The same where our broadcast came just before. */
const DOUBT_AFTER_BROADCAST = 0.25;
/** With a person of ours in the conversation, or a question of ours open, words are mostly about that. */
const DOUBT_IN_TALK = 0.9;
/** A stop that the frames see, less likely than this, is a doubt. */
const UNLIKELY_STOP = 0.3;
/** A mere doubt of the frames, less likely than this, is none. */
const UNLIKELY_DOUBT = 0.02;
/** Another wish that the frames miss. */
const WISH = 0.55;
/** Another wish that the frames see, less likely than this, is none. */
const UNLIKELY_WISH = 0.05;

const WISHES = ['opt_in', 'handoff', 'data_rights', 'language'] as const satisfies readonly Intent[];

/** Whether words may well be about something that a person or a question of ours brought up. */
export function inTalk({ ticket, question }: Context): boolean {
  return ticket === true || question !== undefined;
}

function doubtIn(context: Context): number {
  if (inTalk(context)) return DOUBT_IN_TALK;
  return context.afterBroadcast ? DOUBT_AFTER_BROADCAST : DOUBT;
}

/** What the frames say and what the learned reader thinks, made one. */
export function weigh(ruled: Understanding, opinion: Guess, context: Context): Understanding {
  const stop = Math.min(1, opinion.opt_out.share + opinion.suspend.share);
  const wish = WISHES.reduce((best, intent) => (opinion[intent].share > opinion[best].share ? intent : best));
  const share = opinion[wish].share;
  const doubtful = stop > doubtIn(context) && stop > share;
  switch (ruled.intent) {
    case 'opt_out':
      return stop < UNLIKELY_STOP ? { intent: 'suspend', confidence: 0.6 } : ruled;
    case 'suspend':
      if (stop >= UNLIKELY_DOUBT) return ruled;
      break;
    case 'other':
      if (doubtful) return { intent: 'suspend', confidence: 0.6 };
      break;
    default:
      if (doubtful) return { intent: 'suspend', confidence: 0.6 };
      if (opinion[ruled.intent].share >= UNLIKELY_WISH) return ruled;
  }
  if (share > WISH) return { intent: wish, confidence: Math.min(share, 0.9) };
  return { intent: 'other', confidence: 0.7 };
}
