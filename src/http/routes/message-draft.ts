import type { z } from 'zod';
import { composer } from '../../broadcast/compose.js';
import { fixedWords, languageOf } from '../../broadcast/fixed-words.js';
import { findTemplate } from '../../broadcast/templates.js';
import { survivorOf } from '../../consent/links.js';
import { numberOf } from '../../contacts/number.js';
import { readContact } from '../../contacts/view.js';
import { type ObjectionCode, objectionWords } from '../../facts/objection.js';
import { textsOf } from '../../facts/texts.js';
import { type Basis, decide, type Verdict } from '../../gate/gate.js';
import { readMediumFacts } from '../../media/register.js';
import { knownTo } from '../../outbox/content-check.js';
import type { NewMessage } from '../../outbox/enqueue.js';
import { readFacts } from '../../outbox/facts.js';
import { lacksRights, mediaNamed } from '../../outbox/media.js';
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
): Promise<{ message: NewMessage; recipients: Identity[]; objection: ObjectionCode | null }> {
  const contact = await readContact(
    deps.store.read,
    await survivorOf(deps.store.read, draft.contact),
    deps.now(),
  );
  if (!contact)
    throw new Problem('contact_unknown', { faults: [{ path: 'contact', message: 'is not a contact' }] });
  const { numberId, lastInboundAt } = await numberOf(deps.store.read, contact.id, deps.numberId);
  const reader = { name: contact.name, attributes: JSON.stringify(contact.attributes) };
  const { content, words } = await contentOf(deps, draft, reader, contact.language === 'en' ? 'en' : 'id');
  const message = {
    contactId: contact.id,
    numberId,
    purpose: draft.purpose,
    topic: draft.topic ?? null,
    basis: basisOf(draft, lastInboundAt),
    content,
    sound: deps.facts.version(),
  };
  const known = knownTo(message.basis, contact.identities);
  const objection = deps.facts.against(words, known)?.code ?? null;
  return { message, recipients: contact.identities, objection };
}

/** The content, and all that its reader will see of it. */
export async function contentOf(
  { store, facts }: ApiDeps,
  { text, template, topic, media }: Pick<Draft, 'text' | 'template' | 'topic' | 'media'>,
  reader: { name: string | null; attributes: string },
  language: 'id' | 'en',
): Promise<{ content: Content; words: string[] }> {
  if (template === undefined) {
    const body = facts.fill(text ?? '', language);
    if (media) {
      const caption = body === '' ? {} : { caption: body };
      return { content: { type: 'media', kind: media.kind, medium: media.id, ...caption }, words: [body] };
    }
    return { content: { type: 'text', body }, words: [body] };
  }
  const known = await findTemplate(store.read, template.name, template.language);
  const shape = known ?? { components: [], parameterFormat: 'POSITIONAL' as const };
  const parameters = template.parameters.map((one) => facts.fill(one, languageOf(template.language)));
  const content = composer(shape, { ...template, parameters }, topic ?? 'all')(reader);
  return { content, words: [...fixedWords(shape, parameters), ...textsOf(content)] };
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

/**
 * The gate decides again, on fresh facts, when the message leaves; a sure no is said at once.
 * @throws Problem the reason code of the gate
 */
export async function refuseSure(
  deps: ApiDeps,
  message: NewMessage,
  objection: ObjectionCode | null,
): Promise<void> {
  const verdict = await preDecide(deps, message, objection !== null);
  if (verdict.verdict !== 'no') return;
  const detail = verdict.code === 'content_blocked' && objection ? objectionWords(objection) : undefined;
  throw new Problem(verdict.code, {
    status: 409,
    ...(detail && { detail, members: { objection } }),
  });
}

/** What the gate says of a message at this moment. */
async function preDecide(deps: ApiDeps, message: NewMessage, contentBlocked: boolean): Promise<Verdict> {
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
    paper: null,
    attemptedAt: null,
  } as const;
  const templates = new Map(template ? [[0, { name: content.name, language: content.language }]] : []);
  const known = (await readFacts(store.read, [row], templates, sources, at)).get(0);
  if (!known) throw new Problem('contact_unknown');
  const named = mediaNamed([{ content: JSON.stringify(content), broadcastId: null }], new Map());
  const media = await readMediumFacts(store.read, named, deps.numberId);
  const request = {
    purpose,
    topic,
    basis,
    template,
    expiresAt: null,
    alreadyAttempted: false,
    cancelled: false,
    contentBlocked,
    mediaRightsMissing: lacksRights(row, content, media, at),
  };
  return decide(request, known.facts, sources.cap, at);
}
