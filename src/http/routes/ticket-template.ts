import { z } from 'zod';
import { languageOf } from '../../broadcast/fixed-words.js';
import { readContact } from '../../contacts/view.js';
import { laterBasis, mayAnswerLater } from '../../handoff/index.js';
import { knownTo } from '../../outbox/content-check.js';
import { buildMessage } from '../../whatsapp/message.js';
import { endpoint } from '../endpoint.js';
import { Problem } from '../problem.js';
import { idParams, words as text } from '../schemas.js';
import { contentOf, refuseSure } from './message-draft.js';
import { messageId, templateChoice } from './message-schema.js';

/** The one answer by template that somebody agreed to while nobody was there. */
export const answerByTemplate = endpoint({
  method: 'post',
  path: '/tickets/{id}/template',
  tag: 'tickets',
  summary: {
    id: 'Jawab sekali lewat template, bila orangnya sudah bilang ya',
    en: 'Answer once by template, when they agreed to it',
  },
  params: idParams,
  body: z.object({ template: templateChoice, author: text(120).optional() }),
  bodyExample: { template: { name: 'jawaban_petugas', language: 'id', parameters: ['Kantor buka lagi.'] } },
  response: z.object({ id: z.string() }),
  status: 202,
  refusals: [
    'ticket_closed',
    'no_answer_later',
    'opted_out',
    'template_not_approved',
    'content_blocked',
    'invalid_message',
  ],
  example: { id: 'out_916' },
  async handle(deps, { params, body, actor }) {
    const { store, handoff, now } = deps;
    const ticket = await handoff.get(params.id);
    mayAnswerLater(ticket);
    const contact = await readContact(store.read, ticket.contactId, now());
    if (!contact) throw new Problem('contact_unknown');
    const reader = { name: contact.name, attributes: JSON.stringify(contact.attributes) };
    const draft = { template: body.template };
    const { content, words } = await contentOf(deps, draft, reader, languageOf(body.template.language));
    if (content.type !== 'template') throw new Problem('invalid_message');
    const { contactId, numberId } = ticket;
    const message = { contactId, numberId, purpose: 'utility' as const, basis: laterBasis(ticket), content };
    const objection = deps.facts.against(words, knownTo(message.basis, contact.identities));
    await refuseSure(deps, message, objection?.code ?? null);
    buildMessage({ to: contact.identities, content });
    const id = await handoff.answerLater(params.id, body.author ?? actor, content);
    return { id: messageId(id) };
  },
});
