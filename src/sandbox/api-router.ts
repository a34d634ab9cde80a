import express, { type Response, Router } from 'express';
import * as z from 'zod';
import {
  accountEvent,
  accountPresets,
  type TemplatePreset,
  templateEvent,
  templatePresets,
} from './account.js';
import { type Chat, windowOpen } from './chat.js';
import { customerInput } from './customer-input.js';
import { type Exchange, reportAccountEvent } from './exchange.js';
import { faultsSchema } from './faults.js';
import type { Incoming } from './incoming.js';
import type { MediaStore } from './media.js';
import type { SandboxOptions } from './options.js';
import type { Outgoing } from './outgoing.js';

export interface ApiParts {
  exchange: Exchange;
  outgoing: Outgoing;
  incoming: Incoming;
  media: MediaStore;
  options: SandboxOptions;
}

const phoneText = z
  .string()
  .transform((text) => text.replace(/\D/g, ''))
  .pipe(z.string().min(6).max(20));
const newCustomerBody = z.strictObject({
  phone: phoneText,
  name: z.string().min(1).max(100).exactOptional(),
  onWhatsApp: z.boolean().exactOptional(),
  phoneHidden: z.boolean().exactOptional(),
});
const clockBody = z.union([
  z.strictObject({
    move: z
      .int()
      .min(-10 * 365 * 86_400_000)
      .max(10 * 365 * 86_400_000),
  }),
  z.strictObject({ reset: z.literal(true) }),
]);
const preferenceBody = z.strictObject({ value: z.enum(['stop', 'resume']) });
const signupBody = z.strictObject({ signup: z.string().min(1) });
const limitsBody = z.strictObject({
  throughput: z.number().positive().nullable().exactOptional(),
  pairRate: z.boolean().exactOptional(),
});
const accountBody = z.union([
  z.strictObject({ preset: z.enum(accountPresets) }),
  z.strictObject({
    template: z.string(),
    language: z.string().exactOptional(),
    event: z.enum(templatePresets),
  }),
  z.strictObject({ field: z.string().min(1), value: z.record(z.string(), z.unknown()) }),
]);

/** What the page and the tests use, below `/sandbox/api`. */
export function createApiRouter(parts: ApiParts): Router {
  const { exchange, outgoing, incoming, options } = parts;
  const { clock } = options;
  const router = Router();
  router.use(express.json({ limit: '1mb' }));
  router.use((_request, response, next) => {
    response.setHeader('cache-control', 'no-store');
    next();
  });

  router.get('/session', async (_request, response) => {
    const { orgName, numberId, wabaId, displayNumber, apiKey, timezone = 'Asia/Jakarta' } = options;
    const key = typeof apiKey === 'function' ? await apiKey() : apiKey;
    response.json({ apiKey: key, orgName, numberId, wabaId, displayNumber, timezone });
  });
  router.get('/events', (request, response) => exchange.events.serve(request, response));

  const clockState = () => ({ now: clock.now() });
  router.get('/clock', (_request, response) => response.json(clockState()));
  router.post('/clock', (request, response) => {
    const body = read(clockBody, request.body, response);
    if (!body) return;
    if ('move' in body) clock.move(body.move);
    else clock.reset();
    exchange.events.send({ type: 'clock', now: clock.now() });
    response.json(clockState());
  });

  router.get('/faults', (_request, response) => response.json(exchange.faults.get()));
  router.put('/faults', (request, response) => {
    const body = read(faultsSchema, request.body ?? {}, response);
    if (!body) return;
    exchange.faults.set(body);
    response.json(exchange.faults.get());
  });
  router.get('/limits', (_request, response) => response.json(exchange.limits));
  router.put('/limits', (request, response) => {
    const body = read(limitsBody, request.body, response);
    if (!body) return;
    if (body.throughput !== undefined) exchange.limits.throughput = body.throughput;
    if (body.pairRate !== undefined) exchange.limits.pairRate = body.pairRate;
    response.json(exchange.limits);
  });

  router.get('/customers', (_request, response) => {
    const chats = exchange.book.all().sort((one, other) => lastAt(other) - lastAt(one));
    response.json({
      items: chats.slice(0, 100).map((chat) => summary(chat, clock.now())),
      total: chats.length,
    });
  });
  router.post('/customers', (request, response) => {
    const body = read(newCustomerBody, request.body, response);
    if (!body) return;
    const { phone, ...given } = body;
    const chat = exchange.book.change(phone, { type: 'customer', customer: { ...given, kept: true } });
    exchange.events.send({ type: 'customer', phone, customer: chat.customer });
    exchange.touched();
    response.status(201).json(summary(chat, clock.now()));
  });
  router.get('/customers/:phone/messages', (request, response) => {
    const chat = exchange.book.get(digits(request.params.phone));
    response.json({ items: chat?.messages ?? [] });
  });
  router.post('/customers/:phone/messages', (request, response) => {
    const body = read(customerInput, request.body, response);
    if (!body) return;
    if ('media' in body && body.media !== undefined && !parts.media.get(body.media)) {
      problem(response, 404, 'No such file: upload it by POST /sandbox/api/media first.');
      return;
    }
    if (exchange.deliverer.full()) {
      problem(response, 503, 'Too many webhooks are waiting.');
      return;
    }
    response.status(201).json({ id: incoming.write(digits(request.params.phone), body) });
  });
  router.post('/customers/:phone/read', (request, response) => {
    outgoing.open(digits(request.params.phone));
    response.status(204).end();
  });
  router.post('/customers/:phone/preferences', (request, response) => {
    const body = read(preferenceBody, request.body, response);
    if (!body) return;
    incoming.prefer(digits(request.params.phone), body.value);
    response.status(204).end();
  });

  router.get('/signups', (_request, response) => response.json({ items: exchange.signups }));
  router.post('/customers/:phone/signups', (request, response) => {
    const body = read(signupBody, request.body, response);
    if (!body) return;
    const answer = incoming.signUp(digits(request.params.phone), body.signup);
    if (answer === 'done') response.status(204).end();
    else if (answer === 'region') problem(response, 409, 'Meta offers no signups where this number is from.');
    else problem(response, 404, 'No such signup, or it is disabled.');
  });

  router.get('/inside/:phone', async (request, response) => {
    response.json(await options.inside(digits(request.params.phone)));
  });
  router.get('/account-events', (_request, response) => {
    response.json({ presets: accountPresets, templateEvents: templatePresets, account: exchange.account });
  });
  router.post('/account-events', (request, response) => {
    const body = read(accountBody, request.body, response);
    if (!body) return;
    if ('preset' in body)
      reportAccountEvent(exchange, accountEvent(body.preset, exchange.number, clock.now()));
    else if ('field' in body) reportAccountEvent(exchange, { change: body, account: {} });
    else if (!reportTemplate(exchange, body.template, body.language, body.event)) {
      problem(response, 404, 'No such template.');
      return;
    }
    response.status(202).json({ account: exchange.account });
  });
  router.get('/templates', (_request, response) => response.json({ items: exchange.templates }));
  router.post('/media', express.raw({ type: () => true, limit: '16mb' }), (request, response) => {
    const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
    const mimeType = request.get('content-type') ?? 'application/octet-stream';
    response.status(201).json({ id: parts.media.put({ bytes, mimeType }).id });
  });
  router.get('/media/:id', (request, response) => {
    const file = parts.media.get(request.params.id);
    if (!file) return problem(response, 404, 'No such file, or its 30 days are over.');
    // A picture that is a page in truth runs nothing here.
    response.set({ 'X-Content-Type-Options': 'nosniff', 'Content-Security-Policy': 'sandbox' });
    response.type(file.mimeType).send(Buffer.from(file.bytes));
  });
  router.use((_request, response) => problem(response, 404, 'No such path.'));
  return router;
}

/** Meta changes the state of a template, in one language or in all. */
function reportTemplate(
  exchange: Exchange,
  name: string,
  language: string | undefined,
  event: TemplatePreset,
): boolean {
  const hit = exchange.templates.filter(
    (one) => one.name === name && (language === undefined || one.language === language),
  );
  const status = event === 'FLAGGED' ? 'APPROVED' : event;
  exchange.templates = exchange.templates.map((one) => (hit.includes(one) ? { ...one, status } : one));
  for (const template of hit)
    reportAccountEvent(exchange, { change: templateEvent(template, event), account: {} });
  return hit.length > 0;
}

function summary(chat: Chat, now: number) {
  const last = chat.messages.at(-1);
  return {
    ...chat.customer,
    unread: chat.unread,
    windowOpen: windowOpen(chat, now),
    ...(chat.wroteAt === undefined ? {} : { wroteAt: chat.wroteAt }),
    ...(last ? { last } : {}),
  };
}

function lastAt(chat: Chat): number {
  return chat.messages.at(-1)?.at ?? 0;
}

function digits(text: string): string {
  return text.replace(/\D/g, '');
}

function read<Output>(schema: z.ZodType<Output>, value: unknown, response: Response): Output | undefined {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  problem(response, 400, z.prettifyError(parsed.error));
  return undefined;
}

/** RFC 9457. */
function problem(response: Response, status: number, detail: string): void {
  response.status(status).type('application/problem+json').json({ status, title: 'Sandbox', detail });
}
