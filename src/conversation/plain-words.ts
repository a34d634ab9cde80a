import {
  type ConversationState,
  type Language,
  ownOf,
  type SendEffect,
  type Spoken,
} from '../flows/index.js';
import type { Decision } from './decide.js';

/**
 * What the program says when a flow or a word of the release cannot: the confirmation of a stop, and that
 * something went wrong. They stand in the code so that nothing staff publish can take them away (promise P7).
 */
const PLAIN = {
  stopped: {
    id: 'Baik, sudah berhenti. Kami tidak akan mengirim info lagi ke nomor ini.',
    en: 'Done. We will not send any more updates to this number.',
  },
  trouble: {
    id: 'Maaf, ada gangguan di pihak kami. Ketik *PETUGAS*, dan orang kami membacanya.',
    en: 'Sorry, something went wrong on our side. Type *AGENT*, and one of our people reads it.',
  },
} satisfies Record<string, Record<Language, string>>;

/** The flows that ran are over; their timers too. */
export function speakPlainly(
  words: keyof typeof PLAIN | undefined,
  state: ConversationState,
  language: Spoken,
): Decision {
  const timers = state.stack.flatMap((frame) => frame.timers);
  const send: SendEffect[] = words
    ? [
        {
          type: 'send',
          content: { type: 'text', body: PLAIN[words][ownOf(language)] },
          wording: `plain:${words}`,
          language,
        },
      ]
    : [];
  return {
    state: { ...state, stack: [] },
    effects: [...timers.map((id) => ({ type: 'cancelTimer' as const, id })), ...send],
  };
}
