import { subject, type TurnContext } from './context.js';
import { milliseconds } from './duration.js';
import { faqAnswer } from './faq-answer.js';
import { honest } from './honest.js';
import { ownOf } from './language.js';
import type { ProductsParams, SayParams } from './schema.js';
import type { ConsentEffect, Effect, MemoryValue, Release, SendEffect } from './types.js';
import { fill, valuesFor } from './variables.js';
import type { TicketRating } from './vocabulary.js';

/** What the actions that came back from a transition ask for. `ask`, `startFlow` and timers are the engine's. */
type Effects = {
  [name: string]: (context: TurnContext, params: Record<string, unknown>, release: Release) => Effect[];
};

const effects = {
  say: (context, params, release) => [sayWords(release, context, params as SayParams)],
  faqAnswered: (context, { entry, rate }, release) => {
    const found = release.faq.get(String(entry));
    if (found === undefined || context.facts.isCurrent?.(found.id) === false)
      return [sayWords(release, context, { words: 'fallback:not-understood' })];
    return [
      ...faqAnswer(release, context, found, rate === true),
      { type: 'noteFaq', note: { what: 'answered', entry: found.id } },
    ];
  },
  faqShown: ({ language }, { entries, text }) => [
    { type: 'noteFaq', note: { what: 'shown', entries: entries as string[], text: String(text), language } },
  ],
  faqMissed: (context, { text, nearest }) => [
    {
      type: 'noteFaq',
      note: {
        what: 'missed',
        text: String(text),
        language: context.language,
        ...(nearest !== undefined && { nearest: nearest as { id: string; score: number } }),
      },
    },
  ],
  sendMedia: (context, { kind, medium, link, id, caption, filename }, release) => {
    const said =
      typeof caption === 'string'
        ? release.words.say(caption, context.language, valuesFor(context))
        : undefined;
    return [
      {
        type: 'send',
        content: {
          type: 'media',
          kind: kind as 'image',
          ...(typeof medium === 'string' && { medium }),
          ...(typeof link === 'string' && { link }),
          ...(typeof id === 'string' && { id }),
          ...(typeof filename === 'string' && { filename }),
          ...(said && { caption: said.text }),
        },
        wording: said?.wording ?? 'media',
        language: context.language,
      },
    ];
  },
  sendCatalog: (context, { words, footer, thumbnail }, release) => {
    const say = (key: string) => release.words.say(key, context.language, valuesFor(context));
    const { text: body, wording } = say(String(words));
    return [
      {
        type: 'send',
        content: {
          type: 'catalog',
          body,
          ...(typeof footer === 'string' && { footer: say(footer).text }),
          ...(typeof thumbnail === 'string' && { thumbnail }),
        },
        wording,
        language: context.language,
      },
    ];
  },
  sendProducts: (context, params, release) => {
    const { words, header, footer, catalog, sections } = params as ProductsParams;
    const say = (key: string) => release.words.say(key, context.language, valuesFor(context));
    const { text: body, wording } = say(words);
    return [
      {
        type: 'send',
        content: {
          type: 'products',
          catalogId: catalog,
          header: say(header).text,
          body,
          ...(footer && { footer: say(footer).text }),
          sections: sections.map(({ title, products }) => ({ title: say(title).text, products })),
        },
        wording,
        language: context.language,
      },
    ];
  },
  sendForm: (context, { words, label, form, screen }, release) => {
    const say = (key: unknown) => release.words.say(String(key), context.language, valuesFor(context));
    const { text: body, wording } = say(words);
    return [
      {
        type: 'send',
        content: {
          type: 'form',
          body,
          label: say(label).text,
          flowId: String(form),
          token: context.flow,
          ...(typeof screen === 'string' && { screen }),
        },
        wording,
        language: context.language,
      },
    ];
  },
  openTicket: (context, { reason, team, answerLater }) => {
    const why = fill(context, reason);
    const whose = fill(context, team);
    return [
      {
        type: 'openTicket',
        ...(why !== undefined && why !== '' && { reason: String(why) }),
        ...(whose !== undefined && whose !== '' && { team: String(whose) }),
        ...(answerLater === true && context.turn.shown && { answerLater: context.turn.shown }),
      },
    ];
  },
  /** Only as an answer to a question that was shown: that yes is what the reminder rests on. */
  remind: (context, { template, after, parameters = [] }) => {
    const { shown } = context.turn;
    const delay = milliseconds(String(after));
    if (!shown || delay === undefined) return [];
    const filled = (parameters as string[]).map((one) => String(fill(context, one) ?? ''));
    const language = ownOf(context.language);
    return [{ type: 'remind', template: String(template), delay, parameters: filled, language, shown }];
  },
  closeTicket: () => [{ type: 'closeTicket' }],
  rateTicket: (context, { ticket, rating }) => {
    const rated = fill(context, ticket);
    return rated === undefined
      ? []
      : [{ type: 'rateTicket', ticket: String(rated), rating: rating as TicketRating }];
  },
  takeTransferProof: (context, { amount }) => {
    const said = Number(fill(context, amount));
    return [{ type: 'takeTransferProof', ...(Number.isSafeInteger(said) && said > 0 && { amount: said }) }];
  },
  label: (_, { label }) => [{ type: 'label', label: String(label) }],
  remembered: (_, params) =>
    Object.entries(params).map(([key, value]) => ({ type: 'remember', key, value: value as MemoryValue })),
  languageSet: (_, { language }) => [{ type: 'setLanguage', language: String(language) }],
  notify: (context, { message }) => [{ type: 'notify', message: String(fill(context, message) ?? '') }],
  requestConsent: (context, params) =>
    consent(context, 'REQUEST', topicsOf(context, params) ?? subject(context)),
  declineConsent: (context, params) =>
    consent(context, 'DECLINE', topicsOf(context, params) ?? context.turn.shown?.topics ?? subject(context)),
  /** Nothing named = everything: the stricter reading of a stop. */
  withdrawConsent: (context, params) =>
    consent(context, 'WITHDRAW', topicsOf(context, params) ?? named(context)),
  /** Only for exactly the topics that the answered question named. */
  confirmConsent: (context) =>
    context.turn.shown?.topics?.length ? consent(context, 'CONFIRM', context.turn.shown.topics) : [],
  suspendConsent: (context) => consent(context, 'SUSPEND', 'all'),
  /** Only as an answer to a question that was shown. */
  clearConsent: (context) => (context.turn.shown ? consent(context, 'CLEAR', 'all') : []),
  pauseConsent: (context, { days }) =>
    consent(context, 'PAUSE', 'all').map((effect) => ({ ...effect, days: Number(days) })),
  resumeConsent: (context) => consent(context, 'UNPAUSE', 'all'),
  exportData: () => [{ type: 'exportData' }],
  eraseData: () => [{ type: 'eraseData' }],
  correctData: (context, { field, value }) => {
    const filled = fill(context, value);
    return [
      {
        type: 'correctData',
        field: field as 'name' | 'language' | 'other',
        ...(filled !== undefined && { value: String(filled) }),
      },
    ];
  },
} satisfies Effects;

export function effectsOf(release: Release, context: TurnContext, type: string, params: unknown): Effect[] {
  const effect = (effects as Effects)[type];
  return effect ? effect(context, (params ?? {}) as Record<string, unknown>, release) : [];
}

export function sayWords(release: Release, context: TurnContext, params: SayParams): SendEffect {
  const variant = fill(context, params.variant);
  const said = release.words.say(
    params.words,
    context.language,
    valuesFor(context, params.with),
    variant === undefined ? undefined : String(variant),
  );
  const body = honest(release, context, said);
  return { type: 'send', content: { type: 'text', body }, wording: said.wording, language: context.language };
}

function consent(
  { turn }: TurnContext,
  event: ConsentEffect['event'],
  topics: readonly string[] | 'all',
): ConsentEffect[] {
  if (topics !== 'all' && topics.length === 0) return [];
  return [
    {
      type: 'consent',
      event,
      topics: topics === 'all' ? topics : [...topics],
      ...(turn.shown && { shown: turn.shown }),
    },
  ];
}

const named = ({ topics }: TurnContext) => (topics.length > 0 ? topics : 'all');

/** The `topics` of a consent action; undefined when it leaves them to the flow. */
function topicsOf(context: TurnContext, { topics }: Record<string, unknown>): string[] | 'all' | undefined {
  if (topics === undefined) return undefined;
  if (topics === 'all') return 'all';
  if (Array.isArray(topics)) return topics.map(String);
  const filled = fill(context, topics);
  return filled === undefined ? undefined : String(filled).split('+');
}
