import { z } from 'zod';
import { identitiesOf } from '../../contacts/resolve.js';
import { shutOut } from '../../contacts/shut-out.js';
import { readContact } from '../../contacts/view.js';
import { closeOpenTicketOf } from '../../handoff/index.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { personOf } from '../person.js';
import { found } from '../problem.js';
import { idParams, words } from '../schemas.js';
import { CONTACT_EXAMPLE, contactBody, contactSchema } from './contact-schema.js';

const tag = 'contacts';
const author = words(120).optional();

/** Comes back when it is durable and no permit of theirs is left: no update leaves after the answer. */
async function change(
  { store, now, permits }: ApiDeps,
  id: string,
  blocked: boolean,
  act: { actor: string; reason: string | null },
) {
  const at = now();
  const contact = await store.write(async (tx) => {
    const person = await personOf(tx, id);
    const changed = await shutOut(tx, person, blocked, act, at);
    if (changed && blocked) await closeOpenTicketOf(tx, person, at);
    const identities = (await identitiesOf(tx, [person])).get(person) ?? [];
    return { person, identities };
  });
  if (blocked) permits.revoke(contact.identities);
  return contactBody(found(await readContact(store.read, contact.person, at)));
}

export const block = endpoint({
  method: 'post',
  path: '/contacts/{id}/block',
  tag,
  summary: {
    id: 'Blokir penyalahguna: bot diam dan tidak ada siaran; berhenti, data, dan hapus data tetap dilayani',
    en: 'Shut out an abuser: the bot is silent, nothing is broadcast; stops and requests by right still count',
  },
  params: idParams,
  body: z.object({ reason: words(400), author }),
  bodyExample: { reason: 'Mengirim ancaman berulang kali.', author: 'rina' },
  response: contactSchema,
  example: { ...CONTACT_EXAMPLE, blocked_at: '2026-01-05T03:00:00.000Z' },
  handle: (deps, { params, body, actor }) =>
    change(deps, params.id, true, { reason: body.reason, actor: body.author ?? actor }),
});

export const unblock = endpoint({
  method: 'post',
  path: '/contacts/{id}/unblock',
  tag,
  summary: { id: 'Buka blokir', en: 'Let somebody in again' },
  params: idParams,
  body: z.object({ reason: words(400).optional(), author }).optional(),
  bodyExample: { author: 'rina' },
  response: contactSchema,
  example: CONTACT_EXAMPLE,
  handle: (deps, { params, body, actor }) =>
    change(deps, params.id, false, { reason: body?.reason ?? null, actor: body?.author ?? actor }),
});
