import { z } from 'zod';
import { proveChains } from '../../consent/chain-proof.js';
import { exportContact, type PersonalData } from '../../consent/rights.js';
import { certificatePdf, copyAsPdf } from '../../conversation/papers.js';
import type { ApiDeps } from '../deps.js';
import { endpoint, FileReply } from '../endpoint.js';
import { personOf } from '../person.js';
import { found } from '../problem.js';
import { idParams, iso, isoOrNull, language, time, timeOrNull } from '../schemas.js';
import { COMPLAINT_EXAMPLE, complaintBody, complaintSchema } from './complaint-schema.js';
import { CONSENT_EXAMPLE, consentBody, consentSchema } from './consent-schema.js';
import { CONTACT_EXAMPLE, contactBody, contactSchema } from './contact-schema.js';
import { LEDGER_EXAMPLE, ledgerBody, ledgerSchema } from './ledger-schema.js';
import { HISTORY_EXAMPLE, historyBody, historySchema } from './message-schema.js';
import { RIGHTS_EXAMPLE, rightsBody, rightsSchema } from './rights-schema.js';

const tag = 'contacts';
const PDF = 'application/pdf';

const exportSchema = z.object({
  exported_at: time,
  contact: contactSchema,
  consents: z.array(consentSchema),
  ledger: z.array(ledgerSchema),
  messages: z.array(historySchema),
  windows: z.array(z.object({ number_id: z.string(), last_inbound_at: time })),
  tickets: z.array(
    z.object({
      id: z.string(),
      state: z.string(),
      reason: z.string().nullable(),
      opened_at: time,
      closed_at: timeOrNull,
      rating: z.string().nullable(),
      notes: z.array(z.string()),
    }),
  ),
  transfer_proofs: z.array(
    z.object({
      number: z.int(),
      amount: z.int().nullable(),
      state: z.string(),
      received_at: time,
      decided_at: timeOrNull,
      note: z.string().nullable(),
    }),
  ),
  rights_requests: z.array(rightsSchema),
  complaints: z.array(complaintSchema),
  faq: z.object({
    questions: z
      .array(z.object({ text: z.string(), at: time }))
      .meta({ description: 'Asked without an answer; personal numbers are masked.' }),
    answers: z.array(z.object({ entry: z.string(), at: time, helpful: z.boolean().nullable() })),
  }),
});

/** Everything that is held about a person, for machines: of the API, and of the file sent into the chat. */
export function exportBody(data: PersonalData, now: number): z.input<typeof exportSchema> {
  return {
    exported_at: iso(now),
    contact: contactBody(data.contact),
    consents: data.consents.map((consent) => consentBody(consent)),
    ledger: data.ledger.map(ledgerBody),
    messages: data.messages.map(historyBody),
    windows: data.windows.map((one) => ({
      number_id: one.numberId,
      last_inbound_at: iso(one.lastInboundAt),
    })),
    tickets: data.tickets.map(({ openedAt, closedAt, ...rest }) => ({
      ...rest,
      opened_at: iso(openedAt),
      closed_at: isoOrNull(closedAt),
    })),
    transfer_proofs: data.transferProofs.map(({ at, decidedAt, ...rest }) => ({
      ...rest,
      received_at: iso(at),
      decided_at: isoOrNull(decidedAt),
    })),
    rights_requests: data.rights.map((one) => rightsBody(one, now)),
    complaints: data.complaints.map((one) => complaintBody(one, now)),
    faq: {
      questions: data.faq.questions.map(({ text, at }) => ({ text, at: iso(at) })),
      answers: data.faq.answers.map((one) => ({ ...one, at: iso(one.at) })),
    },
  };
}

const query = z.object({
  language: language.optional().meta({ description: 'Of the PDF; without it the language of the contact.' }),
});

const exported = endpoint({
  method: 'get',
  path: '/contacts/{id}/export',
  tag,
  summary: {
    id: 'Semua data yang disimpan tentang kontak (JSON; PDF dengan `Accept: application/pdf`)',
    en: 'Everything that is held about a contact (JSON; PDF with `Accept: application/pdf`)',
  },
  params: idParams,
  query,
  alternatives: [PDF],
  response: exportSchema,
  example: {
    exported_at: '2026-01-06T02:00:00.000Z',
    contact: CONTACT_EXAMPLE,
    consents: [CONSENT_EXAMPLE],
    ledger: [LEDGER_EXAMPLE],
    messages: [HISTORY_EXAMPLE],
    windows: [{ number_id: '100000000000001', last_inbound_at: '2026-01-05T02:00:00.000Z' }],
    tickets: [],
    transfer_proofs: [],
    rights_requests: [RIGHTS_EXAMPLE],
    complaints: [COMPLAINT_EXAMPLE],
    faq: {
      questions: [],
      answers: [{ entry: 'zakat-fitrah-amount', at: '2026-01-05T02:00:00.000Z', helpful: true }],
    },
  },
  async handle(deps, { params, query: asked, accept }) {
    const data = await dataOf(deps, params.id);
    return accept === PDF ? pdfReply(deps, data, asked.language) : exportBody(data, deps.now());
  },
});

const asPdf = endpoint({
  method: 'get',
  path: '/contacts/{id}/export.pdf',
  tag,
  summary: { id: 'Data yang sama sebagai PDF', en: 'The same data as a PDF' },
  params: idParams,
  query,
  produces: [PDF],
  response: z.undefined(),
  example: undefined,
  handle: async (deps, { params, query: asked }) =>
    pdfReply(deps, await dataOf(deps, params.id), asked.language),
});

async function dataOf({ store, now }: ApiDeps, id: string): Promise<PersonalData> {
  return found(await exportContact(store.read, await personOf(store.read, id), now()));
}

async function pdfReply(deps: ApiDeps, data: PersonalData, asked?: 'id' | 'en'): Promise<FileReply> {
  const { contact } = data;
  const spoken = asked ?? (contact.language === 'en' ? 'en' : 'id');
  const timezone = contact.zone ?? deps.sources.timezone;
  const frame = { owner: deps.orgName, language: spoken, timezone, now: deps.now() };
  // The name of the file says nothing about the person.
  return new FileReply(PDF, await copyAsPdf(data, frame), `${contact.id}.pdf`);
}

const certificate = endpoint({
  method: 'get',
  path: '/contacts/{id}/certificate',
  tag,
  summary: {
    id: 'Bukti persetujuan kontak sebagai PDF, dalam dua bahasa: riwayat, kata-kata, pesan, sidik',
    en: "A contact's proof of consent as a PDF, in both languages: history, wordings, messages, hashes",
  },
  params: idParams,
  produces: [PDF],
  response: z.undefined(),
  example: undefined,
  async handle(deps, { params }) {
    const data = await dataOf(deps, params.id);
    const { id, zone } = data.contact;
    const proofs = await proveChains(deps.store.read, id);
    const frame = { owner: deps.orgName, timezone: zone ?? deps.sources.timezone, now: deps.now() };
    return new FileReply(PDF, await certificatePdf(data, proofs, frame), `${id}-consent.pdf`);
  },
});

export const contactExport = [exported, asPdf, certificate];
