import type { Environment } from '../consent/evidence.js';
import { PENDING_LIFE } from '../consent/machine.js';
import { raise } from '../consent/raise.js';
import { rememberWording } from '../consent/wording.js';
import { upsertContact } from '../contacts/change.js';
import { findContact } from '../contacts/resolve.js';
import type { Suppression } from '../contacts/suppression.js';
import type { Language } from '../flows/index.js';
import type { Tx } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';
import { addLink, type SubscribeLink } from './links.js';

/** A submitted form of the subscribe page. Times in ms. */
export interface PageRequest {
  topic: string;
  language: Language;
  /** The whole of what was agreed to, as shown. */
  wording: string;
  /** How the page calls itself in the evidence, in the visitor's language. */
  source: string;
  shownAt: number;
  /** The number that was typed, if any: nobody has shown yet that it is theirs. */
  identity?: Identity;
}

/**
 * Keeps what was agreed to on the page, in the caller's transaction. The ref that comes back stands in the message
 * that the visitor sends from WhatsApp; only then is it known who they are. A number that was typed is `pending`
 * from now on, unless it may not be asked; the visitor sees no difference. `contactId`: whose it is.
 */
export async function takePageRequest(
  tx: Tx,
  request: PageRequest,
  context: { now: number; environment: Environment; suppression: Suppression },
): Promise<SubscribeLink & { contactId?: string }> {
  const { topic, language, source, identity } = request;
  const { now } = context;
  const wording = await rememberWording(
    tx,
    { key: 'subscribe:page', language, text: request.wording, topics: [topic] },
    now,
  );
  const once = { until: now + PENDING_LIFE };
  const link = await addLink(tx, { topic, channel: 'web', source, language, wording, once }, now);
  const contactId = identity && (await requestFor(tx, identity, request, { ...link, wording }, context));
  return { ...link, ...(contactId !== undefined && { contactId }) };
}

async function requestFor(
  tx: Tx,
  identity: Identity,
  { topic, source, shownAt }: PageRequest,
  { ref, wording }: { ref: string; wording: string },
  { now, environment, suppression }: Parameters<typeof takePageRequest>[2],
): Promise<string | undefined> {
  const known = await findContact(tx, [identity]);
  if (known === undefined && (await suppression.holds(tx, [identity]))) return undefined;
  const { id } = await upsertContact(tx, [identity], {}, now);
  const evidence = { reference: ref, source, shown: new Date(shownAt).toISOString() };
  await raise(
    tx,
    id,
    { event: 'REQUEST', topics: [topic], source: 'web', actor: 'visitor', evidence, wording },
    { now, environment },
  );
  return id;
}
