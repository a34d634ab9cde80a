import { z } from 'zod';
import { survivorOf } from '../../consent/links.js';
import { topicExists } from '../../consent/topics.js';
import { knownContacts } from '../../contacts/find.js';
import { numberOf } from '../../contacts/number.js';
import { RATINGS } from '../../flows/index.js';
import type { ReplyDraft, TicketView } from '../../handoff/index.js';
import { confirmStop } from '../agent-stop.js';
import type { ApiDeps } from '../deps.js';
import { endpoint } from '../endpoint.js';
import { pageOf, pageQuery } from '../page.js';
import { Problem } from '../problem.js';
import { flag, idParams, iso, isoOrNull, named, slug, text, time, timeOrNull, words } from '../schemas.js';
import { withdraw } from '../withdraw.js';
import { messageId } from './message-schema.js';
import { satisfaction } from './ticket-satisfaction.js';
import { answerByTemplate } from './ticket-template.js';
import { transcript } from './ticket-transcript.js';

const tag = 'tickets';

const ticketSchema = named(
  'Ticket',
  z.object({
    id: z.string(),
    contact: z.string(),
    number_id: z.string(),
    state: z.enum(['open', 'closed']),
    reason: z.string().nullable(),
    assignee: z.string().nullable(),
    team: z.string().nullable().meta({ description: 'Only its agents are given the ticket.' }),
    position: z.int().nullable().meta({ description: 'Place in the queue, while nobody has answered.' }),
    window_until: timeOrNull.meta({ description: 'Until then a reply can be sent; null: not now.' }),
    window_left: z.int().nullable().meta({ description: 'Seconds left of that window.' }),
    reply_due_at: timeOrNull.meta({
      description: 'The first reply is promised by then; null: no promise, or answered.',
    }),
    breached_at: timeOrNull.meta({ description: 'Noticed then that the first reply is late.' }),
    snoozed_until: timeOrNull.meta({ description: 'Put aside until then, or until they write.' }),
    answer_later: z.enum(['agreed', 'used']).nullable().meta({
      description: 'They agreed to one answer by template about this ticket; used: it was given.',
    }),
    rating: z.enum(RATINGS).nullable().meta({ description: 'What they said of the answers.' }),
    rating_asked_at: timeOrNull.meta({ description: 'They were asked then, once.' }),
    notes: z.array(z.object({ id: z.int(), author: z.string(), text: z.string(), at: time })),
    opened_at: time,
    reopened_at: timeOrNull,
    first_reply_at: timeOrNull,
    closed_at: timeOrNull,
  }),
);

const EXAMPLE: z.input<typeof ticketSchema> = {
  id: 'tk_01jd7q0m5v8k2r4t6w8y0a2c4e',
  contact: 'ct_01jd7q0m5v8k2r4t6w8y0a2c4e',
  number_id: '100000000000001',
  state: 'open',
  reason: 'handoff',
  assignee: null,
  team: null,
  position: 1,
  window_until: '2026-01-06T02:00:00.000Z',
  window_left: 86_400,
  reply_due_at: '2026-01-05T03:00:00.000Z',
  breached_at: null,
  snoozed_until: null,
  answer_later: null,
  rating: null,
  rating_asked_at: null,
  notes: [],
  opened_at: '2026-01-05T02:00:00.000Z',
  reopened_at: null,
  first_reply_at: null,
  closed_at: null,
};

function ticketBody(view: TicketView): z.input<typeof ticketSchema> {
  return {
    id: view.id,
    contact: view.contactId,
    number_id: view.numberId,
    state: view.state,
    reason: view.reason,
    assignee: view.assignee,
    team: view.team,
    position: view.position,
    window_until: isoOrNull(view.windowUntil),
    window_left: view.windowLeft,
    reply_due_at: isoOrNull(view.replyDueAt),
    breached_at: isoOrNull(view.breachedAt),
    snoozed_until: isoOrNull(view.snoozedUntil),
    answer_later: view.answerLaterAt === null ? null : view.answeredLater ? 'used' : 'agreed',
    rating: view.rating,
    rating_asked_at: isoOrNull(view.ratingAskedAt),
    notes: view.notes.map((note) => ({ ...note, at: iso(note.at) })),
    opened_at: iso(view.openedAt),
    reopened_at: isoOrNull(view.reopenedAt),
    first_reply_at: isoOrNull(view.firstReplyAt),
    closed_at: isoOrNull(view.closedAt),
  };
}

const viewOf = async ({ handoff }: ApiDeps, id: string) => ticketBody(await handoff.get(id));

const list = endpoint({
  method: 'get',
  path: '/tickets',
  tag,
  summary: { id: 'Tiket: antrean, atau yang sudah ditutup', en: 'Tickets: the queue, or the closed ones' },
  query: pageQuery.extend({
    state: z.enum(['open', 'closed']).default('open'),
    assignee: words(120).optional(),
    team: words(60).optional(),
    snoozed: flag.meta({ description: 'Of the open ones: those put aside, instead of the others.' }),
    late: flag.meta({ description: 'Only those whose first reply is or was late.' }),
  }),
  response: pageOf(ticketSchema),
  example: { items: [EXAMPLE], next: null },
  async handle({ handoff }, { query: { state, limit, cursor, assignee, team, snoozed, late } }) {
    const { items, next } = await handoff.list({
      state,
      limit,
      snoozed,
      late,
      ...(cursor !== undefined && { cursor }),
      ...(assignee !== undefined && { assignee }),
      ...(team !== undefined && { team }),
    });
    return { items: items.map(ticketBody), next };
  },
});

const open = endpoint({
  method: 'post',
  path: '/tickets',
  tag,
  summary: { id: 'Buka tiket, atau dapatkan yang sudah terbuka', en: 'Open a ticket, or get the open one' },
  body: z.object({ contact: text(80), reason: words(200).nullish(), team: words(60).nullish() }),
  bodyExample: { contact: EXAMPLE.contact, reason: 'handoff' },
  response: ticketSchema,
  status: 201,
  refusals: ['contact_unknown', 'contact_blocked'],
  example: EXAMPLE,
  async handle(deps, { body: { contact: given, reason = null, team = null } }) {
    const { store, handoff } = deps;
    const contact = await survivorOf(store.read, given);
    if (!(await knownContacts(store.read, [contact])).has(contact)) throw new Problem('contact_unknown');
    const { numberId } = await numberOf(store.read, contact, deps.numberId);
    const { id } = await handoff.open({ contactId: contact, numberId, reason, team });
    return viewOf(deps, id);
  },
});

const get = endpoint({
  method: 'get',
  path: '/tickets/{id}',
  tag,
  summary: { id: 'Lihat tiket', en: 'Get a ticket' },
  params: idParams,
  response: ticketSchema,
  example: EXAMPLE,
  handle: (deps, { params }) => viewOf(deps, params.id),
});

const assign = endpoint({
  method: 'post',
  path: '/tickets/{id}/assign',
  tag,
  summary: {
    id: 'Serahkan kepada petugas atau tim, dengan catatan bila perlu',
    en: 'Assign or transfer to an agent or a team, with a note if need be',
  },
  params: idParams,
  body: z.object({
    assignee: words(120).nullable(),
    team: words(60).nullable().optional(),
    note: words(4096).optional(),
    author: words(120).optional(),
  }),
  bodyExample: { assignee: 'rina' },
  response: ticketSchema,
  refusals: ['ticket_closed'],
  example: { ...EXAMPLE, assignee: 'rina' },
  async handle(deps, { params, body, actor }) {
    const note = body.note === undefined ? undefined : { author: body.author ?? actor, text: body.note };
    await deps.handoff.assign(params.id, body.assignee, note, body.team);
    return viewOf(deps, params.id);
  },
});

const snooze = endpoint({
  method: 'post',
  path: '/tickets/{id}/snooze',
  tag,
  summary: {
    id: 'Tunda tiket sampai suatu waktu, atau sampai orangnya menulis; null: kembalikan sekarang',
    en: 'Put a ticket aside until a time, or until they write; null: back now',
  },
  params: idParams,
  body: z.object({ until: timeOrNull }),
  bodyExample: { until: '2026-01-06T01:00:00.000Z' },
  response: ticketSchema,
  refusals: ['ticket_closed', 'invalid_time'],
  example: { ...EXAMPLE, snoozed_until: '2026-01-06T01:00:00.000Z' },
  async handle(deps, { params, body }) {
    await deps.handoff.snooze(params.id, body.until === null ? null : Date.parse(body.until));
    return viewOf(deps, params.id);
  },
});

const authored = z.object({ text: words(4096), author: words(120).optional() });

/** Words of their own, or a quick reply, below a file or alone; `{{name}}` and the like are filled in here. */
const written = z
  .object({
    text: words(4096).optional(),
    quick_reply: text(80).optional(),
    media: slug.optional().meta({ description: 'A file of `GET /media`; the words are written below it.' }),
    author: words(120).optional(),
  })
  .refine(
    ({ text: said, quick_reply: quick, media }) =>
      said !== undefined || quick !== undefined || media !== undefined,
    {
      path: ['text'],
      message: 'text, quick_reply or media is needed',
    },
  )
  .refine(({ text: said, quick_reply: quick }) => said === undefined || quick === undefined, {
    path: ['quick_reply'],
    message: 'text or quick_reply, not both',
  });

async function draftOf(
  { handoff }: ApiDeps,
  { text: said, quick_reply: quick, media, author }: z.infer<typeof written>,
  actor: string,
): Promise<ReplyDraft> {
  const kept = quick === undefined ? '' : (await handoff.quickReply(quick)).text;
  return { author: author ?? actor, text: said ?? kept, media };
}

const preview = endpoint({
  method: 'post',
  path: '/tickets/{id}/preview',
  tag,
  summary: {
    id: 'Lihat balasan seperti yang akan dibaca pelanggan; tidak ada yang terkirim',
    en: 'See a reply as the customer will read it; nothing is sent',
  },
  params: idParams,
  body: written,
  bodyExample: { text: 'Halo {{name}}, saya {{agent}} dari {{org}}.', author: 'Rina' },
  response: z.object({ text: z.string() }),
  refusals: ['invalid_text', 'content_blocked', 'media_rights_missing'],
  example: { text: 'Halo Siti, saya Rina dari Yayasan Amanah.' },
  async handle(deps, { params, body, actor }) {
    return { text: await deps.handoff.preview(params.id, await draftOf(deps, body, actor)) };
  },
});

const reply = endpoint({
  method: 'post',
  path: '/tickets/{id}/reply',
  tag,
  summary: { id: 'Balas pelanggan', en: 'Reply to the customer' },
  params: idParams,
  body: written,
  bodyExample: { text: 'Baik, kami bantu.' },
  response: z.object({ id: z.string() }),
  status: 202,
  refusals: ['ticket_closed', 'window_closed', 'invalid_text', 'content_blocked', 'media_rights_missing'],
  example: { id: 'out_915' },
  async handle(deps, { params, body, actor }) {
    const id = await deps.handoff.reply(params.id, await draftOf(deps, body, actor));
    return { id: messageId(id) };
  },
});

const note = endpoint({
  method: 'post',
  path: '/tickets/{id}/note',
  tag,
  summary: { id: 'Catatan untuk sesama petugas', en: 'A note among agents' },
  params: idParams,
  body: authored,
  bodyExample: { text: 'Sudah ditelepon.' },
  response: ticketSchema,
  status: 201,
  refusals: ['invalid_text'],
  example: { ...EXAMPLE, notes: [{ id: 1, author: 'API', text: 'Sudah ditelepon.', at: EXAMPLE.opened_at }] },
  async handle(deps, { params, body, actor }) {
    await deps.handoff.note(params.id, body.author ?? actor, body.text);
    return viewOf(deps, params.id);
  },
});

const close = endpoint({
  method: 'post',
  path: '/tickets/{id}/close',
  tag,
  summary: { id: 'Tutup tiket', en: 'Close a ticket' },
  params: idParams,
  response: ticketSchema,
  example: { ...EXAMPLE, state: 'closed', position: null, closed_at: '2026-01-05T03:00:00.000Z' },
  async handle(deps, { params }) {
    await deps.handoff.close(params.id);
    return viewOf(deps, params.id);
  },
});

const stop = endpoint({
  method: 'post',
  path: '/tickets/{id}/stop',
  tag,
  summary: {
    id: 'Hentikan kiriman info atas permintaan orang ini: satu topik, atau semuanya',
    en: 'Stop updates because this person asked: one topic, or everything',
  },
  params: idParams,
  body: z.object({ topic: text(60).optional(), author: words(120).optional() }).optional(),
  bodyExample: { topic: 'info-zakat' },
  response: ticketSchema,
  refusals: ['ticket_closed', 'unknown_topic'],
  example: EXAMPLE,
  async handle(deps, { params, body, actor }) {
    const ticket = await deps.handoff.get(params.id);
    if (ticket.state === 'closed') throw new Problem('ticket_closed');
    const topic = body?.topic ?? null;
    if (topic !== null && !(await topicExists(deps.store.read, topic, { archived: true }))) {
      throw new Problem('unknown_topic', { status: 422 });
    }
    const raised = {
      topics: topic === null ? ('all' as const) : [topic],
      source: 'agent' as const,
      actor: 'agent' as const,
      evidence: { ticket: params.id, agent: body?.author ?? actor },
    };
    const { numberId, windowUntil } = ticket;
    await withdraw(deps, ticket.contactId, raised, async (tx, contactId) => {
      if (windowUntil !== null) await confirmStop(tx, deps, { contactId, numberId }, topic);
    });
    return viewOf(deps, params.id);
  },
});

export const tickets = [
  list,
  open,
  satisfaction,
  get,
  assign,
  snooze,
  preview,
  reply,
  answerByTemplate,
  transcript,
  note,
  stop,
  close,
];
