import { type AnyStateMachine, enqueueActions, setup } from 'xstate';
import { calculate } from './calculation.js';
import type { MachineConfig } from './compiled.js';
import type { MachineEvent, TurnContext } from './context.js';
import { guards } from './guards.js';
import { asKind } from './kinds.js';
import { LANGUAGE_CODE, ownOf } from './language.js';
import { readName } from './name.js';
import type { FaqLookup, MemoryValue } from './types.js';
import { fill, knownValue } from './variables.js';
import { PASSING } from './vocabulary.js';

/** More immediate steps than this in one turn are a loop. */
const MAX_STEPS = 100;

/** Done after the transition, from the list that it returns: see effects.ts. */
const later = (_: unknown, _params?: object) => {};

interface Enqueue {
  (action: { type: string; params?: object }): void;
  assign(change: Partial<TurnContext>): void;
}

/**
 * An action that changes the context and leaves another action behind. XState's types tie the names that may be
 * enqueued to the very `setup` that is being written, so they are put aside here.
 */
function changing<P>(change: (context: TurnContext, enqueue: Enqueue, params: P) => void) {
  return enqueueActions<TurnContext, MachineEvent, undefined>(({ context, enqueue }, params) =>
    change(context, enqueue, params as P),
  ) as unknown as (_: unknown, params: P) => void;
}

/**
 * The words of a flow file, bound to XState. Actions whose outcome later guards of the same turn must see change
 * the context at once (and leave a `...ed` action behind); all others come back as plain data.
 */
const flows = setup({
  types: {
    context: {} as TurnContext,
    input: {} as TurnContext,
    events: {} as MachineEvent,
  },
  guards,
  actions: {
    say: later,
    sendMedia: later,
    sendCatalog: later,
    sendProducts: later,
    sendForm: later,
    openTicket: later,
    closeTicket: later,
    takeTransferProof: later,
    label: later,
    startFlow: later,
    remind: later,
    notify: later,
    requestConsent: later,
    confirmConsent: later,
    declineConsent: later,
    withdrawConsent: later,
    suspendConsent: later,
    clearConsent: later,
    pauseConsent: later,
    resumeConsent: later,
    exportData: later,
    eraseData: later,
    correctData: later,
    asked: later,
    faqAnswered: later,
    faqShown: later,
    faqMissed: later,
    remembered: later,
    languageSet: later,
    /** Asking the same question again is a miss. */
    ask: changing((context, enqueue, params: { state: string }) => {
      if (context.asking === params.state) enqueue.assign({ misses: context.missesBefore + 1 });
      enqueue({ type: 'asked', params });
    }),
    /** Looks the text (or the named entry) up; what it found is `{{found}}`. Says only a sure answer. */
    answerFaq: changing((context, enqueue, params: { entry?: string } | undefined) => {
      const entry = fill(context, params?.entry);
      const { decision, answers } =
        typeof entry === 'string'
          ? { decision: 'answer' as const, answers: [{ id: entry, score: 1 }] }
          : lookUp(context);
      const ids = answers.map(({ id }) => id);
      const found = { decision, ids };
      enqueue.assign({ found, misses: decision === 'answer' ? 0 : context.missesBefore + 1 });
      if (decision === 'answer') enqueue({ type: 'faqAnswered', params: { entry: ids[0] ?? '' } });
      else if (decision === 'suggest')
        enqueue({ type: 'faqShown', params: { entries: ids, text: context.turn.text } });
      else if (context.turn.text !== undefined)
        enqueue({ type: 'faqMissed', params: { text: context.turn.text, nearest: answers[0] } });
    }),
    /** `topic` changes what the flow is about; anything else is kept for the conversation. */
    remember: changing((context, enqueue, params: Record<string, unknown>) => {
      const { topic, ...kept } = Object.fromEntries(
        Object.entries(params).map(([key, template]) => [
          key,
          fill(context, template) as MemoryValue | undefined,
        ]),
      );
      if (typeof topic === 'string') enqueue.assign({ topics: [topic] });
      const { values, memory } = keep(context, kept);
      enqueue.assign({ memory });
      const lasting = Object.entries(values).filter(([key]) => !PASSING.has(context.kinds[key]));
      enqueue({ type: 'remembered', params: Object.fromEntries(lasting) });
    }),
    /** One after the other: a later sum may use an earlier one. */
    calculate: changing((context, enqueue, params: Record<string, string>) => {
      let { memory } = context;
      for (const [key, sum] of Object.entries(params)) {
        const { [key]: _, ...others } = memory;
        const value = calculate(sum, (name) => knownValue({ ...context, memory }, name));
        memory = value === undefined ? others : { ...others, [key]: value };
      }
      enqueue.assign({ memory });
    }),
    /** A name that is only proposed: it is kept for the question, and nowhere else. */
    considerName: changing((context, enqueue, params: { name: string }) => {
      const { newName: _, ...memory } = context.memory;
      const newName = readName(String(fill(context, params.name) ?? ''));
      enqueue.assign({ memory: newName === undefined ? memory : { ...memory, newName } });
    }),
    setLanguage: changing((context, enqueue, params: { language: string }) => {
      const language = fill(context, params.language);
      if (typeof language !== 'string' || !LANGUAGE_CODE.test(language)) return;
      enqueue.assign({ language });
      enqueue({ type: 'languageSet', params: { language } });
    }),
  },
});

/** The values as their kinds want them; what cannot be read so is forgotten, so that a guard can see it missing. */
function keep({ memory, kinds }: TurnContext, kept: Record<string, MemoryValue | undefined>) {
  const values: Record<string, MemoryValue> = {};
  const rest = { ...memory };
  for (const [name, given] of Object.entries(kept)) {
    const value = given === undefined ? undefined : asKind(given, kinds[name]);
    if (value !== undefined) values[name] = value;
    else if (name in kinds) delete rest[name];
  }
  return { values, memory: { ...rest, ...values } };
}

function lookUp({ facts, language, turn }: TurnContext): FaqLookup {
  return turn.text === undefined ? { decision: 'none', answers: [] } : facts.faq(turn.text, ownOf(language));
}

/** @throws Error when a target does not exist */
export function flowMachine(config: MachineConfig): AnyStateMachine {
  return flows.createMachine({
    ...(config as object),
    context: ({ input }: { input: TurnContext }) => input,
    options: { maxIterations: MAX_STEPS },
  });
}
