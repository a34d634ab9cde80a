import type { TurnInput } from './context.js';
import { topicsNamed } from './topics-named.js';
import type { Facts, FlowEvent } from './types.js';

/** Takes an event apart for guards, actions and words. Choices of a running question are read by the engine. */
export function turnInput(event: FlowEvent | undefined, facts: Facts): TurnInput {
  if (event === undefined) return { event: 'begin' };
  if (event.type === 'text') return { event: 'text', text: event.text };
  if (event.type === 'media') return { event: 'media', ...(event.text && { text: event.text }) };
  if (event.type === 'location' || event.type === 'order' || event.type === 'contact') {
    const { type, ...sent } = event;
    return { event: type, sent };
  }
  if (event.type === 'form') return { event: 'form', form: event.answers };
  if (event.type === 'choice') return { event: 'choice', ...(event.title && { text: event.title }) };
  if (event.type === 'answer') {
    return {
      event: 'answer',
      answer: event.choice,
      ...(event.value !== undefined && { choice: event.value }),
      ...(event.shown && { shown: { ...event.shown, ...(event.topics && { topics: [...event.topics] }) } }),
    };
  }
  if (!('understanding' in event)) return { event: event.type };
  const { intent, reason, right, language } = event.understanding;
  return {
    event: 'intent',
    text: event.text,
    intent,
    ...(reason && { reason }),
    ...(right && { right }),
    ...(language && { languageAsked: language }),
    ...(topicsOfEvent(event, facts).length > 0 && { scope: 'topic' as const }),
  };
}

/** The topics that an event names: as the caller resolved them, or by their words. */
export function topicsOfEvent(event: FlowEvent | undefined, facts: Facts): string[] {
  if (event === undefined) return [];
  if ('topics' in event && event.topics) return [...event.topics];
  if (!('understanding' in event) || !event.understanding.scope) return [];
  return topicsNamed(event.understanding.scope.topicWords, facts.topics);
}

/** Someone who says clearly what they want has not been misunderstood. */
export function isClear(event: FlowEvent | undefined): boolean {
  if (event === undefined) return true;
  return event.type !== 'text' && event.type !== 'intent.other' && event.type !== 'media';
}
