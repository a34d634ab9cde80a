import { ACCESS, CORRECT, ERASE } from './frames/data-rights.js';
import { type Frame, surest } from './frames/frame.js';
import { HANDOFF } from './frames/handoff.js';
import { LANGUAGE } from './frames/language.js';
import { OPT_IN } from './frames/opt-in.js';
import { OPT_OUT } from './frames/opt-out.js';
import { ANGRY, DECEASED, STRANGER, UNSURE, WEARY, WRONG_NUMBER } from './frames/suspend.js';
import { read } from './normalise.js';
import type { Context, Understanding } from './types.js';
import { type Window, windows } from './window.js';

export function classify(text: string, context: Context = {}): Understanding {
  const reading = read(text);
  const list = windows(reading);
  const best = (frames: readonly Frame[]): number =>
    list.reduce((sure, window) => Math.max(sure, surest(frames, window)), 0);
  const optOut = best(OPT_OUT);
  const optIn = best(OPT_IN);
  const erase = best(ERASE),
    access = best(ACCESS),
    correct = best(CORRECT);
  const rights = Math.max(erase, access, correct);
  const handoff = best(HANDOFF);
  const language = best(LANGUAGE);
  const suspend = Math.max(
    best(ANGRY),
    best(STRANGER),
    best(WRONG_NUMBER),
    best(DECEASED),
    best(UNSURE),
    best(WEARY),
    reading.words.length === 0 && reading.emoji.some((e) => '👎🖕🚫😡🤬😠'.includes(e)) ? 0.7 : 0,
  );
  const right = erase >= access && erase >= correct ? 'erase' : access >= correct ? 'access' : 'correct';
  if (optOut > 0) return { intent: 'opt_out', confidence: optOut };
  if (rights > 0) return { intent: 'data_rights', confidence: rights, right };
  if (handoff > 0 && handoff >= language) return { intent: 'handoff', confidence: handoff };
  if (language > 0) return { intent: 'language', confidence: language };
  if (optIn > 0) return { intent: 'opt_in', confidence: optIn };
  if (suspend > 0) return { intent: 'suspend', confidence: suspend };
  return { intent: 'other', confidence: 0.8 };
}
export type { Window };
