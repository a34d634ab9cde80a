import type { Content } from '../whatsapp/content.js';
import { shorten } from '../whatsapp/limits.js';
import type { TurnContext } from './context.js';
import { faqButtonId } from './faq-buttons.js';
import { honest } from './honest.js';
import { ownOf, type Spoken } from './language.js';
import { LIMITS } from './question.js';
import type { Effect, FaqText, Release, SendEffect } from './types.js';
import { valuesFor } from './variables.js';

/** Of so many answers in a row one is asked about, the first to begin with: asking each time would annoy. */
export const RATED_EVERY = 5;
/** Where the conversation remembers how many answers it had, and which was asked about last, and when. */
export const RATING = { answers: 'faq-answers', entry: 'faq-rating', at: 'faq-rating-at' } as const;

/** Whether "did this help?" may stand below the answer: buttons leave room for 1024 characters. */
export function canRate(release: Release, context: TurnContext, entry: string): boolean {
  const found = release.faq.get(entry);
  if (found === undefined) return false;
  const answer = answerOf(release, context, found);
  return length(withPrompt(release, context.language, answer)) <= LIMITS.buttonsBody;
}

function answerOf(release: Release, context: TurnContext, { answer }: FaqText): string {
  return honest(
    release,
    context,
    release.words.fill(answer[ownOf(context.language)], valuesFor(context), context.language),
  );
}

/**
 * One entry as it is sent: picture, answer, what to ask next, and whether it helped, in one bubble where Meta's
 * limits allow it.
 */
export function faqAnswer(release: Release, context: TurnContext, entry: FaqText, rate: boolean): Effect[] {
  const { language } = context;
  const answer = answerOf(release, context, entry);
  const body = rate ? withPrompt(release, language, answer) : answer;
  const send = (content: Content): SendEffect => ({
    type: 'send',
    content,
    wording: `faq:entry.${entry.id}`,
    language,
  });
  const next = followUps(release, context, entry);
  if (next.length > 0) {
    const rows = [...next, ...(rate ? ratings(release, context, entry.id) : [])];
    const button = release.words.say('faq:see-more', language).text;
    return [...pictures(entry, context, send), send({ type: 'list', body, button, sections: [{ rows }] })];
  }
  if (rate) {
    const media = entry.media && { media: { kind: entry.media.kind, medium: entry.media.medium } };
    const buttons = ratings(release, context, entry.id);
    return [send({ type: 'buttons', body, buttons, ...media })];
  }
  if (entry.media && length(answer) <= LIMITS.buttonsBody) return pictures(entry, context, send, answer);
  return [...pictures(entry, context, send), send({ type: 'text', body })];
}

/** The picture by itself; its words say what is to be seen, or are the answer. */
function pictures(
  { media }: FaqText,
  { language }: TurnContext,
  send: (content: Content) => SendEffect,
  caption = media?.alt[ownOf(language)] ?? '',
): SendEffect[] {
  if (!media) return [];
  return [send({ type: 'media', kind: media.kind, medium: media.medium, caption })];
}

function followUps(release: Release, { language, facts }: TurnContext, entry: FaqText) {
  return (entry.followUps ?? []).flatMap((id) => {
    const question = release.faq.get(id)?.question[ownOf(language)];
    if (question === undefined || facts.isCurrent?.(id) === false) return [];
    return [
      {
        id: faqButtonId('entry', id),
        title: shorten(question, LIMITS.rowTitle),
        description: shorten(question, LIMITS.rowDescription),
      },
    ];
  });
}

function ratings(release: Release, { language }: TurnContext, entry: string) {
  const title = (key: string) => release.words.say(key, language).text;
  return [
    { id: faqButtonId('helped', entry), title: title('faq:helped.yes') },
    { id: faqButtonId('not-helped', entry), title: title('faq:helped.no') },
  ];
}

function withPrompt(release: Release, language: Spoken, answer: string): string {
  return `${answer}\n\n${release.words.say('faq:helped', language).text}`;
}

const length = (text: string) => [...text].length;
