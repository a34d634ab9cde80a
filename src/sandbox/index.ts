import { randomBytes } from 'node:crypto';
import { Router } from 'express';
import type { Identity } from '../whatsapp/identity.js';
import { createApiRouter } from './api-router.js';
import type { Message } from './chat.js';
import type { CustomerInput } from './customer-input.js';
import { createDeliverer } from './deliverer.js';
import { createEventHub } from './events.js';
import { createExchange, forget, forgetBefore, restore, savedState } from './exchange.js';
import { createFaultBox, type Faults } from './faults.js';
import { createGraphRouter } from './graph-router.js';
import { createIncoming, type SignupAnswer } from './incoming.js';
import { createMediaStore } from './media.js';
import type { Limits, SandboxOptions } from './options.js';
import { createOutgoing } from './outgoing.js';
import { pageHandler } from './page.js';
import { createSaver, readSaved } from './saving.js';
import { verifyWebhook } from './verification.js';

export type { Message } from './chat.js';
export { createMovableClock } from './clock.js';
export type { CustomerInput } from './customer-input.js';
export type { Faults } from './faults.js';
export type { Inside } from './inside.js';
export type { Limits, MovableClock, SandboxOptions } from './options.js';

/** Our stand-in for Meta on this machine. */
export interface Sandbox {
  /** Mounted at `/sandbox`: the page, `/graph/...` (the fake Graph API) and `/api/...` (the phones). */
  router: Router;
  /** Loads the chats and begins to deliver webhooks; call it when our own webhook listens. */
  start(): Promise<void>;
  /** Stops timers and sockets and saves the chats. */
  stop(): Promise<void>;
  /** Resolves when every status has left and every webhook has been answered 200. */
  settled(): Promise<void>;

  /** Someone was erased: their chat goes from here too. */
  forget(identities: readonly Identity[]): Promise<void>;

  /** Drops what was said before that moment, ms; returns how many messages. */
  forgetBefore(before: number): number;

  /** The same as the page does over HTTP, for tests and benchmarks in this process. */
  write(phone: string, input: CustomerInput): string;
  signUp(phone: string, signupId: string): SignupAnswer;
  messages(phone: string): readonly Message[];
  faults(faults: Faults): void;
  limits(limits: Partial<Limits>): void;
}

const standardLimits: Limits = { throughput: 80, pairRate: true };

export function createSandbox(options: SandboxOptions): Sandbox {
  const { clock, numberId, wabaId, displayNumber } = options;
  const number = { numberId, wabaId, displayNumber };
  const maxChats = options.maxChats ?? 2000;
  const warn = options.warn ?? (() => {});
  const ids = options.ids ?? (() => randomBytes(18).toString('base64url'));
  const faults = createFaultBox(options.random ?? Math.random);
  const deliverer = createDeliverer({
    url: options.webhookUrl,
    appSecret: options.appSecrets[0] ?? '',
    wabaId,
    now: clock.now,
    strikes: faults.strikes,
    warn,
  });
  const limits = { ...standardLimits, ...options.limits };
  const events = createEventHub();
  const touched = () => saver.touch();
  const exchange = createExchange({
    number,
    now: clock.now,
    ids,
    faults,
    deliverer,
    events,
    touched,
    limits,
  });
  const saver = createSaver(options.storage, () => savedState(exchange), warn);
  const outgoing = createOutgoing(exchange, options.delays ?? { sent: 120, delivered: 350 });
  const media = createMediaStore(ids, clock.now);
  const incoming = createIncoming(exchange, outgoing.throughput, media);
  restore(exchange, undefined, maxChats);

  const router = Router();
  const { token, orgName } = options;
  const verify = () => verifyWebhook(options.webhookUrl(), options.verifyToken);
  router.use('/graph', createGraphRouter({ exchange, outgoing, incoming, media, token, orgName, verify }));
  router.use('/api', createApiRouter({ exchange, outgoing, incoming, media, options }));
  router.get('/', pageHandler(options.page));

  return {
    router,
    async start() {
      const state = readSaved(await options.storage.load());
      restore(exchange, state, maxChats);
      incoming.resume();
      deliverer.start();
    },
    async stop() {
      outgoing.stop();
      deliverer.stop();
      events.stop();
      await saver.flush();
    },
    async settled() {
      while (outgoing.pending() > 0 || deliverer.outstanding() > 0) {
        await outgoing.settled();
        await deliverer.settled();
      }
    },
    async forget(identities) {
      media.drop(forget(exchange, identities));
      touched();
      await saver.flush();
    },
    forgetBefore(before) {
      const gone = forgetBefore(exchange, before);
      if (gone > 0) touched();
      return gone;
    },
    write: incoming.write,
    signUp: incoming.signUp,
    messages: (phone) => exchange.book.get(phone)?.messages ?? [],
    faults: faults.set,
    limits: (next) => Object.assign(exchange.limits, next),
  };
}
