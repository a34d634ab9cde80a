import type { z } from 'zod';
import { questionOf } from '../../broadcast/question.js';
import { signsOf } from '../../broadcast/signs.js';
import type { ConsentView } from '../../consent/consents-reading.js';
import type { ApiDeps } from '../deps.js';
import { consentBody, type consentSchema } from './consent-schema.js';

/** Consents as the API shows them: subscriptions with how they fade, requests with the message that asks. */
export async function consentBodies(
  { store, decay }: Pick<ApiDeps, 'store' | 'decay'>,
  contactId: string,
  views: readonly ConsentView[],
): Promise<z.input<typeof consentSchema>[]> {
  const bodies: z.input<typeof consentSchema>[] = [];
  for (const view of views) {
    const people = view.state === 'subscribed' ? [{ contactId, since: view.since ?? 0 }] : [];
    const all = people.length > 0 ? await signsOf(store.read, view.topic, people) : undefined;
    const signs = all?.get(contactId);
    const question = view.state === 'pending' ? await questionOf(store.read, contactId, view.topic) : null;
    bodies.push(consentBody(view, signs && { signs, rules: decay }, question));
  }
  return bodies;
}
