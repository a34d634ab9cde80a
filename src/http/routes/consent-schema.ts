import { z } from 'zod';
import type { ConsentView } from '../../consent/consents-reading.js';
import { isoOrNull, named, timeOrNull } from '../schemas.js';
import { LEDGER_EXAMPLE, ledgerBody, ledgerSchema } from './ledger-schema.js';

export const consentSchema = named(
  'Consent',
  z.object({
    topic: z.string(),
    state: z.enum(['unknown', 'pending', 'subscribed', 'declined', 'unsubscribed', 'lapsed']),
    since: timeOrNull,
    expires_at: timeOrNull,
    evidence: ledgerSchema
      .nullable()
      .meta({ description: 'The record of the ledger that led to this state.' }),
  }),
);

export function consentBody(view: ConsentView): z.input<typeof consentSchema> {
  return {
    topic: view.topic,
    state: view.state as z.input<typeof consentSchema>['state'],
    since: isoOrNull(view.since),
    expires_at: isoOrNull(view.expiresAt),
    evidence: view.ground && ledgerBody(view.ground),
  };
}

export const CONSENT_EXAMPLE: z.input<typeof consentSchema> = {
  topic: 'info-zakat',
  state: 'subscribed',
  since: '2026-01-05T02:00:00.000Z',
  expires_at: null,
  evidence: LEDGER_EXAMPLE,
};
