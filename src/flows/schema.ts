import { z } from 'zod';
import { LONGEST_CALCULATION } from './calculation.js';
import { DURATION } from './duration.js';
import { LANGUAGE_CODE } from './language.js';
import { EVENTS, KINDS, RATINGS, SOURCES, WANTED } from './vocabulary.js';

/**
 * A flow file: an XState v5 machine in YAML with the short forms `say`, `ask` and `remember`. Unknown keys are
 * refused everywhere, so `invoke` and `spawn` cannot be written. `flows/flow.schema.json` is made from this.
 */
/** `_` separates a variant (`stopped_deceased`), so keys themselves do without. */
const WORD = /^[a-z-]+:[a-z0-9.-]+$/;
const wordKey = z.string().regex(WORD).describe('A key of locales/<language>/*.json, e.g. consent:ask');
const name = z
  .string()
  .regex(/^[a-z][a-z0-9_-]*$/)
  .describe('Small letters, digits, - and _');
const template = z.string().describe('Plain text; {{name}} stands for something remembered or known');
const values = z.record(z.string(), z.union([template, z.number()]));
const remembered = z.record(name, z.union([template, z.number(), z.boolean()]));

const sayObject = z.strictObject({
  words: wordKey,
  variant: template.optional().describe('Chooses <key>_<variant> when there is such a word'),
  with: values.optional().describe('Values for the {{...}} of the words'),
});
const say = z.union([wordKey, sayObject]);

const calculation = z
  .string()
  .max(LONGEST_CALCULATION)
  .describe('{{names}} of sums, numbers (2.5% too), + - * / and parentheses');

const isSubscribed = z.strictObject({ topic: z.string().optional() });
const guardForms = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('isSubscribed'), params: isSubscribed.optional() }),
  z.strictObject({ type: z.literal('windowOpen') }),
  z.strictObject({ type: z.literal('officeHours') }),
  z.strictObject({
    type: z.literal('attemptsBelow'),
    params: z.strictObject({ count: z.int().min(1).max(10) }),
  }),
  z.strictObject({
    type: z.literal('remembers'),
    params: z.strictObject({
      key: z.string(),
      value: z.union([z.string(), z.number(), z.boolean()]).optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('atLeast'),
    params: z.strictObject({ value: calculation, least: calculation }),
  }),
  z.strictObject({
    type: z.literal('languageIs'),
    params: z.strictObject({ language: z.string().regex(LANGUAGE_CODE) }),
  }),
]);
const guard = z.union([z.enum(['isSubscribed', 'windowOpen', 'officeHours']), guardForms]);

const late = name
  .optional()
  .describe('The flow that a tap begins when the question is long gone (buttons stay tappable for ever)');
const choice = z.union([
  z.strictObject({
    id: name,
    title: wordKey,
    description: wordKey.optional(),
    guard: guard.optional().describe('Shown only when this holds'),
    value: template.optional().describe('What the button is about; {{choice}} once it is tapped'),
    late,
  }),
  z.strictObject({ id: name, each: z.enum(SOURCES).describe('One row for each of these'), late }),
]);
const askObject = z.strictObject({
  words: wordKey,
  variant: template.optional(),
  with: values.optional(),
  choices: z.array(choice).min(1).optional().describe('Up to 3 become buttons, up to 10 a list'),
  list: wordKey.optional().describe('Label of the list button'),
  wants: z
    .enum(WANTED)
    .optional()
    .describe(
      'A button that sends where they are, or their own number; it comes back as `location` or `contact`',
    ),
  consent: z.boolean().optional().describe('A yes to this question is a consent to the topics it names'),
});
const ask = z.union([wordKey, askObject]);

const topics = z
  .union([z.literal('all'), template, z.array(z.string()).min(1)])
  .optional()
  .describe('all, topic ids, or {{choice}}; without it the topics that this flow is about');
const consentParams = z.strictObject({ topics }).optional();
const link = z.url();

const plainForms = [
  z.strictObject({ type: z.literal('say'), params: sayObject }),
  z.strictObject({
    type: z.literal('sendMedia'),
    params: z.strictObject({
      kind: z.enum(['image', 'video', 'audio', 'document', 'sticker']),
      medium: z.string().min(1).optional().describe('Its id in flows/media/rights.yaml'),
      link: link.optional().describe('Has no rights on record: it is not sent'),
      id: z.string().optional().describe('Has no rights on record: it is not sent'),
      caption: wordKey.optional(),
      filename: z.string().optional(),
    }),
  }),
  z.strictObject({
    type: z.literal('sendCatalog'),
    params: z.strictObject({ words: wordKey, footer: wordKey.optional(), thumbnail: z.string().optional() }),
  }),
  z.strictObject({
    type: z.literal('sendProducts'),
    params: z.strictObject({
      words: wordKey,
      header: wordKey,
      footer: wordKey.optional(),
      catalog: z.string().min(1).describe("The id of the catalogue in Meta's Commerce Manager"),
      sections: z
        .array(z.strictObject({ title: wordKey, products: z.array(z.string().min(1)).min(1).max(30) }))
        .min(1)
        .max(10)
        .describe('Up to 30 products in all, by their content ids'),
    }),
  }),
  z.strictObject({
    type: z.literal('sendForm'),
    params: z.strictObject({
      words: wordKey,
      label: wordKey.describe('The button that opens the form'),
      form: z.string().min(1).describe("The id of the form (WhatsApp Flow) in Meta's manager"),
      screen: z.string().optional().describe('The screen it begins with'),
      fields: z.array(name).min(1).describe('What comes back with `form`: {{field}} in this turn'),
    }),
  }),
  z.strictObject({
    type: z.literal('answerFaq'),
    params: z
      .strictObject({
        entry: template.optional().describe('Answers with this entry instead of looking the text up'),
      })
      .optional(),
  }),
  z.strictObject({
    type: z.literal('openTicket'),
    params: z
      .strictObject({
        reason: template.optional(),
        team: template.optional().describe('Only agents of this team are given it'),
        answerLater: z.boolean().optional().describe('The answer just given asks for a reply by template'),
      })
      .optional(),
  }),
  z.strictObject({ type: z.literal('closeTicket') }),
  z.strictObject({
    type: z.literal('rateTicket'),
    params: z.strictObject({
      ticket: template.describe('The ticket that the button named'),
      rating: z.enum(RATINGS),
    }),
  }),
  z
    .strictObject({
      type: z.literal('takeTransferProof'),
      params: z
        .strictObject({ amount: template.optional().describe('What they said to have sent') })
        .optional(),
    })
    .describe('Puts the picture or document of this message into the queue of transfer proofs'),
  z.strictObject({ type: z.literal('label'), params: z.strictObject({ label: z.string().min(1).max(40) }) }),
  z.strictObject({ type: z.literal('remember'), params: remembered }),
  z
    .strictObject({ type: z.literal('calculate'), params: z.record(name, calculation) })
    .describe('Kept for this flow, in whole units; what cannot be calculated is forgotten'),
  z
    .strictObject({
      type: z.literal('remind'),
      params: z.strictObject({
        template: z.string().regex(/^[a-z0-9_]+$/),
        after: z.string().regex(DURATION),
        parameters: z.array(template).max(10).optional().describe('The values of the template, in order'),
      }),
    })
    .describe('One reminder by an approved template, after this answer; a newer one takes its place'),
  z.strictObject({
    type: z.literal('setLanguage'),
    params: z.strictObject({
      language: z.string().regex(/^(?:[a-z]{2,3}|\{\{(?:languageAsked|choice)\}\})$/),
    }),
  }),
  z.strictObject({
    type: z.literal('startFlow'),
    params: z.strictObject({ flow: name, topics: template.optional() }),
  }),
  z.strictObject({ type: z.literal('notify'), params: z.strictObject({ message: template }) }),
  z.strictObject({ type: z.literal('requestConsent'), params: consentParams }),
  z.strictObject({ type: z.literal('confirmConsent') }),
  z.strictObject({ type: z.literal('declineConsent'), params: consentParams }),
  z.strictObject({ type: z.literal('withdrawConsent'), params: consentParams }),
  z.strictObject({ type: z.literal('suspendConsent') }),
  z.strictObject({ type: z.literal('clearConsent') }),
  z.strictObject({
    type: z.literal('pauseConsent'),
    params: z.strictObject({ days: z.int().min(1).max(365) }),
  }),
  z.strictObject({ type: z.literal('resumeConsent') }),
  z.strictObject({ type: z.literal('exportData') }),
  z.strictObject({ type: z.literal('eraseData') }),
  z.strictObject({
    type: z.literal('considerName'),
    params: z.strictObject({ name: template }).describe('Known as {{newName}} when it can be a name'),
  }),
  z.strictObject({
    type: z.literal('correctData'),
    params: z.strictObject({ field: z.enum(['name', 'language', 'other']), value: template.optional() }),
  }),
] as const;

/** Actions that may be written as a bare name. */
export const BARE_ACTIONS = [
  'answerFaq',
  'openTicket',
  'closeTicket',
  'takeTransferProof',
  'requestConsent',
  'confirmConsent',
  'declineConsent',
  'withdrawConsent',
  'suspendConsent',
  'clearConsent',
  'resumeConsent',
  'exportData',
  'eraseData',
] as const;
const bareActions = z.enum(BARE_ACTIONS);
const shortSay = z.strictObject({ say });
const shortRemember = z.strictObject({ remember: remembered });
/** A question belongs to the state that waits for its answer, so transitions and exits cannot ask. */
const action = z.union([bareActions, shortSay, shortRemember, z.discriminatedUnion('type', [...plainForms])]);
const entryAction = z.union([
  bareActions,
  shortSay,
  shortRemember,
  z.strictObject({ ask }),
  z.discriminatedUnion('type', [
    ...plainForms,
    z.strictObject({ type: z.literal('ask'), params: askObject }),
  ]),
]);

/** Two letters at least: a single one is an answer or an opener. */
const keywordPhrase = z.string().regex(/^(?=.{2,60}$)[a-z0-9]+(?: [a-z0-9]+){0,5}$/);

const oneOrMore = <T extends z.ZodType>(item: T) => z.union([item, z.array(item).min(1)]);
const target = z
  .string()
  .min(1)
  .describe('A state of this flow: one beside this state, `.inside` of it, or `#flow.state` from the top');
const transitionObject = z.strictObject({
  target: target.optional(),
  guard: guard.optional(),
  actions: oneOrMore(action).optional(),
  reenter: z.boolean().optional(),
  description: z.string().optional(),
});
const transitions = z.union([target, transitionObject, z.array(transitionObject).min(1)]);
const event = z.union([z.enum(EVENTS), z.templateLiteral(['choice.', z.string().regex(/[a-z][a-z0-9_-]*/)])]);
const on = z.partialRecord(event, transitions).describe('What the customer does, and what follows');

const state = z.strictObject({
  type: z.literal('final').optional(),
  description: z.string().optional(),
  say: say.optional().describe('Says these words'),
  ask: ask.optional().describe('Asks, and waits for the answer in this state'),
  remember: remembered.optional(),
  entry: oneOrMore(entryAction).optional(),
  exit: oneOrMore(action).optional(),
  on: on.optional(),
  always: z.union([target, transitionObject, z.array(transitionObject).min(1)]).optional(),
  after: z
    .record(z.string().regex(DURATION), transitions)
    .optional()
    .describe('What happens when nobody answers: 30s, 10m, 72h, 3d'),
  initial: name.optional(),
  get states() {
    return z.record(name, state).optional();
  },
});

export const flowSchema = z
  .strictObject({
    $schema: z.string().optional(),
    id: z
      .string()
      .regex(/^[a-z][a-z0-9-]*$/)
      .describe('The name of the file without .yaml'),
    version: z.literal(1).describe('Version of this file format'),
    description: z.string().optional(),
    variables: z
      .record(name, z.enum(KINDS))
      .optional()
      .describe('What this flow remembers, and of which kind; what cannot be read so is not remembered'),
    keywords: z
      .record(z.string().regex(LANGUAGE_CODE), z.array(keywordPhrase).max(20))
      .optional()
      .describe('What people write to begin this flow, from anywhere'),
    initial: name,
    on: on.optional(),
    states: z.record(name, state),
  })
  .meta({ title: 'A flow of Izin' });

export type FlowFile = z.infer<typeof flowSchema>;
export type StateFile = z.infer<typeof state>;
export type ActionFile = z.infer<typeof entryAction>;
export type GuardFile = z.infer<typeof guard>;
export type AskParams = z.infer<typeof askObject> & { state: string };
export type SayParams = z.infer<typeof sayObject>;
export type ProductsParams = Extract<
  Extract<ActionFile, { type: unknown }>,
  { type: 'sendProducts' }
>['params'];
export type ChoiceFile = z.infer<typeof choice>;
export type TransitionsFile = z.infer<typeof transitions>;

/** `flows/flow.schema.json`, for editors. */
export function flowJsonSchema(): unknown {
  return z.toJSONSchema(flowSchema, { io: 'input', reused: 'ref' });
}
