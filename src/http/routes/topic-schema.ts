import { z } from 'zod';
import type { AskAgain } from '../../broadcast/ask-again.js';
import { USUAL_PARAMETERS } from '../../broadcast/permission-template.js';
import type { TopicVersion } from '../../consent/topic-terms.js';
import type { Topic } from '../../consent/topics.js';
import { classify } from '../../understanding/index.js';
import { iso, isoOrNull, named, slug, text, time, timeOrNull, words } from '../schemas.js';

/** One line of a message. */
const line = (most: number) =>
  text(most).refine((value) => !/\p{Cc}/u.test(value), 'must be one line, without tabs');

/** A name stands on buttons and in lists, where a word that stops would stop. */
const name = words(60)
  .refine((value) => !/\p{Cc}/u.test(value), 'must be one line, without tabs')
  .refine((value) => classify(value).intent !== 'opt_out', 'reads like a wish to stop');

const inBoth = <T extends z.ZodType>(one: T) => z.object({ id: one, en: one });
const nameSchema = named('TopicName', inBoth(name));
const descriptionSchema = named('TopicDescription', inBoth(line(300)));
const purposeSchema = named('TopicPurpose', inBoth(line(200).trim().min(1)));

const frequencySchema = named(
  'Frequency',
  z.object({ messages: z.int().min(1).max(100), days: z.int().min(1).max(365) }),
).meta({ description: 'At most `messages` in any `days`: told when asking, and kept by the gate.' });

const templateSchema = named(
  'AskingTemplate',
  z.object({
    name: words(512),
    parameters: z.array(text(200)).max(20).default(USUAL_PARAMETERS).meta({
      description: 'A value for each placeholder of the body; {{topic}} and the like are filled in.',
    }),
  }),
);

export const topicSchema = named(
  'Topic',
  z.object({
    id: slug,
    name: z.object({ id: z.string(), en: z.string() }),
    description: z.object({ id: z.string(), en: z.string() }),
    purpose: z.object({ id: z.string(), en: z.string() }).nullable(),
    frequency: frequencySchema.nullable(),
    template: templateSchema.nullable(),
    renewal: templateSchema.nullable(),
    version: z.int().meta({ description: 'Counts description, purpose and frequency.' }),
    position: z.int(),
    created_at: time,
    archived_at: timeOrNull,
  }),
);

const fields = {
  purpose: purposeSchema.nullable().meta({ description: 'What for; told when asking.' }),
  frequency: frequencySchema.nullable(),
  template: templateSchema.nullable().meta({ description: 'Confirms a request from elsewhere.' }),
  renewal: templateSchema.nullable().meta({ description: 'Asks again; without it `template` does.' }),
  position: z.int().min(0).meta({ description: '0: the main topic.' }),
};

/** What `POST /topics` takes. */
export const newTopicSchema = z.object({
  id: slug.refine((id) => id !== 'all', '`all` means every topic'),
  name: nameSchema,
  description: descriptionSchema.default({ id: '', en: '' }),
  purpose: fields.purpose.default(null),
  frequency: fields.frequency.default(null),
  template: fields.template.default(null),
  renewal: fields.renewal.default(null),
  position: fields.position.optional(),
});

/** What `PATCH /topics/{id}` takes: what is left out stays. */
export const topicChangeSchema = z
  .object({ name: nameSchema, description: descriptionSchema, ...fields })
  .partial()
  .strict();

export const topicBody = ({ createdAt, archivedAt, ...topic }: Topic): z.input<typeof topicSchema> => ({
  ...topic,
  created_at: iso(createdAt),
  archived_at: isoOrNull(archivedAt),
});

export const versionSchema = named(
  'TopicVersion',
  z.object({
    version: z.int(),
    description: z.object({ id: z.string(), en: z.string() }),
    purpose: z.object({ id: z.string(), en: z.string() }).nullable(),
    frequency: frequencySchema.nullable(),
    terms: z
      .object({ id: z.string(), en: z.string() })
      .meta({ description: 'Hashes of its words: a request that quotes no others points to them.' }),
    at: time,
    actor: z.string().nullable(),
  }),
);

export const versionBody = ({ at, ...version }: TopicVersion): z.input<typeof versionSchema> => ({
  ...version,
  at: iso(at),
});

export const askAgainSchema = named(
  'AskAgain',
  z.object({
    topic: z.string(),
    version: z.int().meta({ description: 'Who agreed to an older one is asked.' }),
    state: z.enum(['running', 'completed']),
    asked: z.int().meta({ description: 'Permission messages on their way so far.' }),
    began_at: time,
    ended_at: timeOrNull,
  }),
);

export const askAgainBody = (work: AskAgain): z.input<typeof askAgainSchema> => ({
  topic: work.topic,
  version: work.version,
  state: work.endedAt === null ? 'running' : 'completed',
  asked: work.asked,
  began_at: iso(work.beganAt),
  ended_at: isoOrNull(work.endedAt),
});

export const ASK_AGAIN_EXAMPLE: z.input<typeof askAgainSchema> = {
  topic: 'info-zakat',
  version: 2,
  state: 'running',
  asked: 0,
  began_at: '2026-06-05T02:00:00.000Z',
  ended_at: null,
};

export const TOPIC_EXAMPLE: z.input<typeof topicSchema> = {
  id: 'info-zakat',
  name: { id: 'Info Zakat', en: 'Zakat news' },
  description: { id: 'pengingat dan panduan zakat', en: 'reminders and guides on zakat' },
  purpose: { id: 'mengingatkan dan memandu Anda berzakat', en: 'to remind you of zakat and guide you' },
  frequency: { messages: 4, days: 30 },
  template: { name: 'consent_confirm', parameters: USUAL_PARAMETERS },
  renewal: null,
  version: 1,
  position: 0,
  created_at: '2026-01-05T02:00:00.000Z',
  archived_at: null,
};
