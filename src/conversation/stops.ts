import { parseChoiceId } from '../flows/choice-id.js';
import { classify, isDoubt, preference } from '../understanding/index.js';
import { outcomeOf } from '../whatsapp/errors.js';
import { messageTexts, readPreference, readStatus } from '../whatsapp/inbound.js';
import type { WebhookItem } from '../whatsapp/webhook.js';

/** Payloads of our unsubscribe buttons begin so; `optout:<topic>` stops one topic. */
export const OPT_OUT_PAYLOAD = 'optout:';

/** Asked in the most suspicious way, since the conversation is not known yet; the turn asks again with it. */
const SUSPICIOUS = { afterBroadcast: true } as const;

/**
 * Longest title of a row: what is typed in place of a tap is no longer (Meta docs: interactive list messages), nor a
 * word to stop that staff may add with a language.
 */
export const LONGEST_TITLE = 24;

/**
 * Whether an opt-out may stand in this event, wherever it could stand (promise P2). What says yes here is
 * held until the turn has understood it; what says no was never an opt-out in any context.
 */
export function carriesStop(item: WebhookItem): boolean {
  switch (item.kind) {
    case 'message':
      return messageTexts(item).some(mayBeStop);
    case 'preference':
      return readPreference(item).value === 'stop';
    case 'status':
      return readStatus(item).errors.some(({ code }) => outcomeOf(code).isPlatformStop);
    default:
      return false;
  }
}

/**
 * Whether these words, anywhere in a message, may ask to stop: by themselves, or as the answer to a question of
 * ours ("2", the name of a topic to leave, a button), which only the turn knows.
 */
export function mayBeStop(text: string): boolean {
  if (text.length <= LONGEST_TITLE || text.startsWith(OPT_OUT_PAYLOAD)) return true;
  if (parseChoiceId(text) !== undefined) return true;
  const understanding = classify(text, SUSPICIOUS);
  return understanding.intent === 'opt_out' || isDoubt(understanding) || ordersLess(text);
}

/** "Tolong kurangi laporan penyaluran": before the words are looked up, since every message of some length asks. */
const LESS = /kurang|hapus|buang|drop|remove|jeda|pause|tunda|istirahat/iu;

function ordersLess(text: string): boolean {
  if (!LESS.test(text)) return false;
  const act = preference(text)?.act;
  return act === 'drop' || act === 'pause';
}
