import { type Facts, type FlowTopic, type Language, type Release, reply } from '../flows/index.js';
import { faqOn, type House } from './facts.js';

/** A topic with what it promises by itself; where it promises nothing, the organisation's own rules stand. */
export interface OfferedTopic extends FlowTopic {
  purpose: { id: string; en: string } | null;
  frequency: { messages: number; days: number } | null;
}

/** Says words outside of any chat, to somebody of whom nothing is known. */
export interface Visit {
  language: Language;
  /** What it is about; undefined when it is about none. */
  topic: OfferedTopic | undefined;
  say(words: string, values?: Readonly<Record<string, string | number>>): string;
}

/** What our page and Meta's sheet may say: the organisation, the topic, and the same promises as the chat. */
export function visit(
  release: Release,
  house: House,
  topic: OfferedTopic | undefined,
  language: Language,
  now: number,
): Visit {
  const policy = { ...house.policy, ...(topic?.frequency && { cap: topic.frequency }) };
  const facts: Facts = {
    now,
    timezone: house.timezone,
    language,
    org: { ...house.org, hours: house.hours(now) },
    topics: topic ? [topic] : [],
    consents: {},
    withdrawnAll: false,
    windowOpen: false,
    office: house.office(now),
    policy,
    ...faqOn(house, now),
    ...(house.fact && { fact: house.fact }),
  };
  const purpose = topic?.purpose?.[language];
  const say: Visit['say'] = (words, values = {}) => {
    const { content } = reply(release, `subscribe:${words}`, facts, {
      ...(purpose && { purpose }),
      ...values,
    });
    return content.type === 'text' ? content.body : '';
  };
  return { language, topic, say };
}
