import type { z } from 'zod';
import { composer } from '../../broadcast/compose.js';
import { findTemplate } from '../../broadcast/templates.js';
import { survivorOf } from '../../consent/links.js';
import { numberOf } from '../../contacts/number.js';
import { readContact } from '../../contacts/view.js';
import { type Basis, decide, type Verdict } from '../../gate/gate.js';
import type { NewMessage } from '../../outbox/enqueue.js';
import { readFacts } from '../../outbox/facts.js';
import type { Content } from '../../whatsapp/content.js';
import type { Identity } from '../../whatsapp/identity.js';
import type { ApiDeps } from '../deps.js';
import { Problem } from '../problem.js';
import type { draftSchema } from './message-schema.js';

type Draft = z.output<typeof draftSchema>;

/**
 * Makes a message of what an integrator asks for. A service message rests on the customer's own last message,
 * which we look up: nobody can claim one.
 * @throws Problem contact_unknown
 */
export async function prepareMessage(
  deps: ApiDeps,
  draft: Draft,
): Promise<{ message: NewMessage; recipients: Identity[] }> {
  const contact = await readContact(
    deps.store.read,
    await survivorOf(deps.store.read, draft.contact),
    deps.now(),
  );
  if (!contact)
    throw new Problem('contact_unknown', { faults: [{ path: 'contact', message: 'is not a contact' }] });
  const { numberId, lastInboundAt } = await numberOf(deps.store.read, contact.id, deps.numberId);
  const content = await contentOf(deps, draft, {
    name: contact.name,
    attributes: JSON.stringify(contact.attributes),
  });
  const message = {
    contactId: contact.id,
    numberId,
    purpose: draft.purpose,
    topic: draft.topic ?? null,
    basis: basisOf(draft, lastInboundAt),
    content,
  };
  return { message, recipients: contact.identities };
}

async function contentOf(
  { store }: ApiDeps,
  { text, template, topic }: Draft,
  values: { name: string | null; attributes: string },
): Promise<Content> {
  if (template === undefined) return { type: 'text', body: text ?? '' };
  const known = await findTemplate(store.read, template.name, template.language);
  const shape = known ?? { components: [], parameterFormat: 'POSITIONAL' as const };
  return composer(shape, template, topic ?? 'all')(values);
}

function basisOf({ purpose, basis }: Draft, lastInboundAt: number | null): Basis | null {
  switch (purpose) {
    case 'service':
      return lastInboundAt === null ? null : { kind: 'reply', at: lastInboundAt };
    case 'permission':
      return basis ? { kind: 'proof', reference: basis.reference } : null;
    case 'utility':
      return basis ? { kind: 'asked_for', reference: basis.reference } : null;
    case 'marketing':
      return null;
  }
}

/** What the gate says of a message at this moment. */
export async function preDecide(deps: ApiDeps, message: NewMessage): Promise<Verdict> {
  const { store, sources, now } = deps;
  const at = now();
  const { content, contactId, numberId, purpose, topic = null, basis } = message;
  const template = content.type === 'template';
  const row = {
    id: 0,
    contactId,
    numberId,
    purpose,
    topic,
    basis,
    content: null,
    broadcastId: null,
    state: 'queued',
    reason: null,
    expiresAt: null,
    attempts: 0,
  } as const;
  const templates = new Map(template ? [[0, { name: content.name, language: content.language }]] : []);
  const known = (await readFacts(store.read, [row], templates, sources, at)).get(0);
  if (!known) throw new Problem('contact_unknown');
  const request = {
    purpose,
    topic,
    basis,
    template,
    expiresAt: null,
    alreadyAttempted: false,
    cancelled: false,
    contentBlocked: false,
    mediaRightsMissing: false,
  };
  return decide(request, known.facts, sources.cap, at);
}
