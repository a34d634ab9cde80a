import { calculate } from './calculation.js';
import { isSubscribed, subject, type TurnContext } from './context.js';
import type { MemoryValue, Spoken } from './types.js';
import { knownValue } from './variables.js';

interface Args {
  context: TurnContext;
}

/** The guards that a flow file may name. Each is pure and sees what happened earlier in the turn. */
export const guards = {
  /** to `topic`, or to every topic that the flow is about */
  isSubscribed: ({ context }: Args, params?: { topic?: string }) => {
    const topics = params?.topic === undefined ? subject(context) : [params.topic];
    return topics.length > 0 && topics.every((topic) => isSubscribed(context, topic));
  },
  windowOpen: ({ context }: Args) => context.facts.windowOpen,
  officeHours: ({ context }: Args) => context.facts.office.open,
  /** fewer than `count` turns in a row found no answer, this one included */
  attemptsBelow: ({ context }: Args, params: { count: number }) => context.misses < params.count,
  /** something under this name is remembered or known (equal to `value`, when given) */
  remembers: ({ context }: Args, params: { key: string; value?: MemoryValue }) => {
    const found = knownValue(context, params.key);
    if (params.value !== undefined) return String(found) === String(params.value);
    return found !== undefined && found !== false && found !== '';
  },
  languageIs: ({ context }: Args, params: { language: Spoken }) => context.language === params.language,
  /** both sums are known, and `value` is not below `least` */
  atLeast: ({ context }: Args, params: { value: string; least: string }) => {
    const [value, least] = [params.value, params.least].map((sum) =>
      calculate(sum, (name) => knownValue(context, name)),
    );
    return value !== undefined && least !== undefined && value >= least;
  },
};
