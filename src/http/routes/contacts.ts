import { z } from 'zod';
import { BLOCK_KINDS } from '../../consent/blocks.js';
import { CONSENT_STATES } from '../../consent/machine.js';
import { changeContact, upsertContact } from '../../contacts/change.js';
import { findContactIds } from '../../contacts/find.js';
import { readPhone } from '../../contacts/phone.js';
import { findContact } from '../../contacts/resolve.js';
import { readContact, readContacts } from '../../contacts/view.js';
import { addedLanguages } from '../../flows/index.js';
import type { Identity } from '../../whatsapp/identity.js';
import type { ApiDeps } from '../deps.js';
import { endpoint, Reply } from '../endpoint.js';
import { page, pageOf, pageQuery, readCursor } from '../page.js';
import { personOf } from '../person.js';
import { found, Problem } from '../problem.js';
import { attributes, empty, identity, idParams, label, slug, text } from '../schemas.js';
import { block, unblock } from './contact-block.js';
import {
  attributeChanges,
  CONTACT_EXAMPLE,
  contactBody,
  contactFields,
  contactSchema,
} from './contact-schema.js';

const tag = 'contacts';

const upsert = endpoint({
  method: 'post',
  path: '/contacts',
  tag,
  summary: { id: 'Buat atau perbarui kontak', en: 'Create or update a contact' },
  body: z
    .object({
      phone: text(40).optional(),
      identities: z.array(identity).min(1).max(5).optional(),
      ...contactFields,
      attributes: attributes.optional(),
    })
    .refine((body) => body.phone !== undefined || body.identities !== undefined, {
      path: ['phone'],
      message: 'phone or identities is needed',
    }),
  bodyExample: { phone: '0812-3456-7890', name: 'Siti', language: 'id', labels: ['donatur'] },
  response: contactSchema,
  status: 201,
  refusals: ['invalid_phone', 'erased'],
  example: CONTACT_EXAMPLE,
  async handle(deps, { body }) {
    const identities = identitiesIn(deps, body);
    refuseUnspoken(deps, body.language);
    const { timezone, ...rest } = body;
    const fields = { ...rest, zone: timezone };
    const { id, created } = await deps.store.write(async (tx) => {
      const known = await findContact(tx, identities);
      if (known === undefined && (await deps.suppression.holds(tx, identities))) throw new Problem('erased');
      return upsertContact(tx, identities, fields, deps.now());
    });
    return new Reply(created ? 201 : 200, await contactOf(deps, id));
  },
});

const list = endpoint({
  method: 'get',
  path: '/contacts',
  tag,
  summary: { id: 'Cari kontak', en: 'Find contacts' },
  query: pageQuery.extend({
    phone: text(40).optional(),
    topic: slug.optional(),
    state: z.enum([...CONSENT_STATES, ...BLOCK_KINDS]).optional(),
    label: label.optional(),
  }),
  response: pageOf(contactSchema),
  example: { items: [CONTACT_EXAMPLE], next: null },
  async handle({ store, now, country }, { query }) {
    const { phone, topic, state, label: carried, limit } = query;
    const [after] = readCursor(query.cursor, z.tuple([z.string()])) ?? [''];
    // A plus sign that was not encoded arrives as a space.
    const known = phone === undefined ? undefined : readPhone(phone.replace(/^ (?=\d)/, '+'), country);
    if (phone !== undefined && known === undefined) return { items: [], next: null };
    const block = BLOCK_KINDS.find((kind) => kind === state);
    const filter = { identity: known, topic, state: block ? undefined : state, block, label: carried };
    const ids = await findContactIds(store.read, filter, after, limit + 1, now());
    const contacts = await readContacts(store.read, ids, now());
    return page(contacts, limit, (contact) => [contact.id], contactBody);
  },
});

const get = endpoint({
  method: 'get',
  path: '/contacts/{id}',
  tag,
  summary: { id: 'Lihat kontak', en: 'Get a contact' },
  params: idParams,
  response: contactSchema,
  example: CONTACT_EXAMPLE,
  handle: (deps, { params }) => contactOf(deps, params.id),
});

const patch = endpoint({
  method: 'patch',
  path: '/contacts/{id}',
  tag,
  summary: { id: 'Perbaiki data kontak (null menghapus)', en: 'Correct a contact (null clears)' },
  params: idParams,
  body: z.object({ ...contactFields, attributes: attributeChanges.optional() }),
  bodyExample: { name: 'Siti Aminah', attributes: { kota: null } },
  response: contactSchema,
  refusals: ['erased'],
  example: { ...CONTACT_EXAMPLE, name: 'Siti Aminah', attributes: {} },
  async handle(deps, { params, body }) {
    refuseUnspoken(deps, body.language);
    const { timezone, ...rest } = body;
    const { id, blocks } = await contactOf(deps, params.id);
    if (blocks.includes('erased')) throw new Problem('erased');
    await deps.store.write(async (tx) =>
      changeContact(tx, await personOf(tx, id), { ...rest, zone: timezone }, deps.now()),
    );
    return contactOf(deps, id);
  },
});

const erase = endpoint({
  method: 'delete',
  path: '/contacts/{id}',
  tag,
  summary: {
    id: 'Hapus data pribadi; bukti persetujuan tetap dapat diperiksa',
    en: 'Erase personal data; the ledger still verifies',
  },
  params: idParams,
  response: empty,
  status: 204,
  example: undefined,
  async handle(deps, { params }) {
    const person = await personOf(deps.store.read, params.id);
    await deps.erasure.erase(person, { source: 'api', actor: 'api' });
    deps.metrics.optOut('erasure');
    return undefined;
  },
});

async function contactOf({ store, now }: ApiDeps, id: string) {
  return contactBody(found(await readContact(store.read, await personOf(store.read, id), now())));
}

/** A language without words would be answered in Indonesian, and nobody would know why. */
function refuseUnspoken({ releases }: ApiDeps, language: string | null | undefined): void {
  const spoken = ['id', 'en', ...addedLanguages(releases.current.release.words)];
  if (language == null || spoken.includes(language)) return;
  throw new Problem('invalid', {
    faults: [{ path: 'language', message: `has no words; there are: ${spoken.join(', ')}` }],
  });
}

function identitiesIn(
  { country }: ApiDeps,
  { phone, identities = [] }: { phone?: string | undefined; identities?: Identity[] | undefined },
): Identity[] {
  const written = [...(phone === undefined ? [] : [{ kind: 'phone' as const, value: phone }]), ...identities];
  return written.map((one) => {
    const read = one.kind === 'phone' ? readPhone(one.value, country) : one;
    if (!read)
      throw new Problem('invalid_phone', { faults: [{ path: 'phone', message: 'is not a phone number' }] });
    return read;
  });
}

export const contacts = [upsert, list, get, patch, erase, block, unblock];
