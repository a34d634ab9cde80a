import { type Beginning, beginnings } from '../probe.js';
import type { FlowEvent } from '../types.js';
import { flowNamed } from '../walk.js';
import type { Rule } from './rule.js';

/**
 * Whatever state a conversation is in, a stop begins the flow `opt-out` (decide.ts). The program withdraws by itself;
 * this flow finds the words. In no world may it ask back, go elsewhere, or say nothing: one step, one confirmation.
 */
export const noStop: Rule = {
  code: 'no-stop',
  level: 'fault',
  find: (project) => {
    const doc = flowNamed(project, 'opt-out');
    if (!doc) return [];
    const wrong = beginnings(doc, STOPS).find((one) => problemOf(one) !== undefined);
    const problem = wrong && problemOf(wrong);
    if (!wrong || !problem) return [];
    const state = wrong.state?.id ?? doc.flow.initial;
    return [
      {
        doc,
        at: wrong.state?.path ?? ['initial'],
        key: true,
        message: {
          id: `Pelanggan meminta berhenti, tetapi langkah \`${state}\` ${problem.id}.`,
          en: `The customer asks to stop, but the state \`${state}\` ${problem.en}.`,
        },
        mend: {
          id: 'Setiap permintaan berhenti sampai, tanpa bertanya, ke langkah terakhir dengan `withdrawConsent` dan `say`.',
          en: 'Lead every request to stop, without asking, to a final state with `withdrawConsent` and `say`.',
        },
      },
    ];
  },
};

function problemOf({ state, actions }: Beginning): { id: string; en: string } | undefined {
  if (actions.includes('asked')) return { id: 'masih bertanya', en: 'asks back' };
  if (actions.includes('startFlow')) return { id: 'memulai alur lain', en: 'starts another flow' };
  if (!actions.includes('withdrawConsent')) return { id: 'tidak menghentikan apa pun', en: 'stops nothing' };
  if (!actions.includes('say')) return { id: 'tidak mengatakan apa pun', en: 'says nothing' };
  return state?.state.type === 'final' ? undefined : { id: 'tidak selesai', en: 'is not the end' };
}

const REASONS = [undefined, 'wrong_number', 'deceased', 'never_signed_up', 'angry'] as const;
const STOPS = REASONS.flatMap((reason) =>
  [undefined, ['topik']].map(
    (topics): FlowEvent => ({
      type: 'intent.opt_out',
      text: 'BERHENTI',
      understanding: { intent: 'opt_out', confidence: 1, ...(reason && { reason }) },
      ...(topics && { topics }),
    }),
  ),
);
