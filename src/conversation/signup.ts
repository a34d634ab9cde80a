import { changeConsent } from '../consent/change.js';
import { topicExists } from '../consent/topics.js';
import type { Tx } from '../store/index.js';
import { findSignup } from '../subscribe/signups.js';
import type { InboxEvent } from './inbox-event.js';
import type { Context, Loaded } from './person.js';

/**
 * Somebody agreed on Meta's own sheet (In-App Signup): their request and their yes in one, in answer to the words
 * that its `signup_id` stands for here. One that stands for nothing is kept with its event, and staff are told.
 */
export async function takeSignup(
  tx: Tx,
  person: Loaded,
  event: InboxEvent,
  signupId: string | undefined,
  context: Context,
): Promise<void> {
  const signup = signupId === undefined ? undefined : await findSignup(tx, signupId);
  const revoked = signup?.revokedAt != null && signup.revokedAt <= event.at;
  if (!signup || revoked || !(await topicExists(tx, signup.topic, { archived: false }))) {
    const detail = JSON.stringify({ signup: signupId ?? null, reason: signup ? 'revoked' : 'unknown' });
    await tx
      .insertInto('account_event')
      .values({ at: context.now, kind: 'SIGNUP_WITHOUT_EFFECT', detail })
      .execute();
    return;
  }
  const act = {
    topics: [signup.topic],
    at: event.at,
    source: 'signup',
    actor: 'customer',
    evidence: { event: event.key, reference: signup.id },
    wording: signup.wording,
  } as const;
  const { contactId, standing } = person;
  await changeConsent(tx, contactId, standing, { ...act, event: 'REQUEST' }, context);
  await changeConsent(tx, contactId, standing, { ...act, event: 'CONFIRM' }, context);
}
