import { z } from 'zod';
import type { Question } from '../../broadcast/question.js';
import type { ConsentView } from '../../consent/consents-reading.js';
import type { DecayRules, Signs } from '../../consent/decay.js';
import { iso, isoOrNull, named, time, timeOrNull } from '../schemas.js';
import { LEDGER_EXAMPLE, ledgerBody, ledgerSchema } from './ledger-schema.js';

export const consentSchema = named(
  'Consent',
  z.object({
    topic: z.string(),
    state: z.enum(['unknown', 'pending', 'subscribed', 'declined', 'unsubscribed', 'lapsed']),
    since: timeOrNull,
    expires_at: timeOrNull,
    version: z
      .int()
      .nullable()
      .meta({ description: 'What of the topic they were asked about; see GET /topics/{id}/versions.' }),
    newest_version: z.int().nullable(),
    decay: z
      .object({
        unread: z.int().meta({ description: 'Broadcasts since the last read or reply.' }),
        last_sign_at: time.meta({ description: 'Their last read or reply, or their yes.' }),
        unread_limit: z.int().nullable(),
        lapses_at: timeOrNull.meta({ description: 'Without another sign of life; null: never.' }),
      })
      .nullable()
      .meta({ description: 'Of a subscription: how it fades.' }),
    question: z
      .object({
        state: z.string().meta({ description: 'Of the message, as in GET /messages/{id}; or `not_asked`.' }),
        reason: z.string().nullable(),
        message: z.object({ id: z.string(), en: z.string() }).nullable(),
        at: timeOrNull.meta({ description: 'When it is tried, while it waits; when it was sent.' }),
      })
      .nullable()
      .meta({
        description: 'Of a pending request that came from elsewhere: the message that asks for a yes.',
      }),
    evidence: ledgerSchema
      .nullable()
      .meta({ description: 'The record of the ledger that led to this state.' }),
  }),
);

/** `fading`: of a subscription, where it is shown. `question`: of a request that waits for a yes. */
export function consentBody(
  view: ConsentView,
  fading?: { signs: Signs; rules: DecayRules },
  question: Question | null = null,
): z.input<typeof consentSchema> {
  return {
    topic: view.topic,
    state: view.state as z.input<typeof consentSchema>['state'],
    since: isoOrNull(view.since),
    expires_at: isoOrNull(view.expiresAt),
    version: view.version,
    newest_version: view.newestVersion,
    decay: fading ? decayBody(fading.signs, fading.rules) : null,
    question: question && questionBody(question),
    evidence: view.ground && ledgerBody(view.ground),
  };
}

function questionBody({ state, reason, words, at }: Question) {
  return { state, reason, message: words, at: isoOrNull(at) };
}

function decayBody({ unread, lastSign }: Signs, rules: DecayRules) {
  return {
    unread,
    last_sign_at: iso(lastSign),
    unread_limit: rules.unread,
    lapses_at: isoOrNull(rules.silence === null ? null : lastSign + rules.silence),
  };
}

export const CONSENT_EXAMPLE: z.input<typeof consentSchema> = {
  topic: 'info-zakat',
  state: 'subscribed',
  since: '2026-01-05T02:00:00.000Z',
  expires_at: null,
  version: 1,
  newest_version: 1,
  decay: {
    unread: 2,
    last_sign_at: '2026-01-05T02:00:00.000Z',
    unread_limit: 20,
    lapses_at: '2027-01-05T02:00:00.000Z',
  },
  question: null,
  evidence: LEDGER_EXAMPLE,
};
