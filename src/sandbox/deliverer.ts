import { Agent } from 'node:http';
import axios from 'axios';
import { sign } from '../whatsapp/signature.js';
import { type Change, seconds, webhookBody } from './webhook-body.js';

export interface DelivererOptions {
  url: () => string;
  appSecret: string;
  wabaId: string;
  now: () => number;
  /** Asked for each delivery: shall this fault strike? */
  strikes: (kind: 'duplicateWebhooks' | 'reorderWebhooks') => boolean;
  warn: (message: string) => void;
  /** Most events waiting at any moment. */
  capacity?: number;
}

/** Meta's side of the webhook: signed, batched, at least once, retried until it is answered 200. */
export interface Deliverer {
  push(change: Change, acknowledged?: () => void): void;
  /** True when nothing more should be taken in until events have left. */
  full(): boolean;
  /** Events that have not been answered 200 yet. */
  outstanding(): number;
  start(): void;
  stop(): void;
  settled(): Promise<void>;
}

interface Event {
  change: Change;
  acknowledged?: () => void;
}

const connections = 4;
/** Meta batches up to 1,000 updates in at most 3 MB; fewer keep our own bodies small. */
const batchLimit = 100;
const answerTimeout = 20_000;
const giveUpAfter = 7 * 24 * 60 * 60 * 1000;
const reorderBy = 400;

/** Milliseconds before the n-th retry: at once, then ever more slowly (Meta docs: webhooks/overview). */
export function retryDelay(retry: number): number {
  return retry <= 1 ? 0 : Math.min(60_000, 500 * 2 ** (retry - 2));
}

/** How many events the next POST carries: one when it is quiet, many when the queue grows. */
export function batchSize(waiting: number): number {
  return Math.max(1, Math.min(batchLimit, Math.ceil(waiting / connections)));
}

export function createDeliverer(options: DelivererOptions): Deliverer {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const timers = new Set<NodeJS.Timeout>();
  const capacity = options.capacity ?? 100_000;
  let queue: Event[] = [];
  let outstanding = 0;
  let active = 0;
  let running = false;
  let waiters: (() => void)[] = [];
  let pumping: NodeJS.Immediate | undefined;

  const later = (ms: number, run: () => void): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      run();
    }, ms);
    timers.add(timer);
  };

  /** Waits for the end of this round of the event loop, so that what belongs together travels together. */
  const wake = (): void => {
    if (!running || pumping) return;
    pumping = setImmediate(() => {
      pumping = undefined;
      pump();
    });
  };

  const pump = (): void => {
    while (running && active < connections && queue.length > 0) {
      const batch = queue.splice(0, batchSize(queue.length));
      if (batch.length > 1 || !options.strikes('reorderWebhooks')) void deliver(batch, 0, options.now());
      else later(reorderBy, () => void deliver(batch, 0, options.now()));
    }
  };

  const post = async (body: Buffer): Promise<boolean> => {
    try {
      const answer = await axios.post(options.url(), body, {
        httpAgent: agent,
        proxy: false,
        timeout: answerTimeout,
        maxRedirects: 0,
        validateStatus: () => true,
        responseType: 'text',
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': sign(body, options.appSecret),
        },
      });
      return answer.status === 200;
    } catch {
      return false;
    }
  };

  const deliver = async (batch: Event[], retry: number, since: number): Promise<void> => {
    if (!running) {
      queue = [...batch, ...queue];
      return;
    }
    active += 1;
    const changes = batch.map((event) => event.change);
    const body = webhookBody(options.wabaId, changes, seconds(options.now()));
    const good = (await post(body)) && (!options.strikes('duplicateWebhooks') || (await post(body)));
    active -= 1;
    if (good) {
      for (const event of batch) event.acknowledged?.();
      finish(batch.length);
    } else if (options.now() - since > giveUpAfter) {
      options.warn(`the webhook did not answer 200 for 7 days; ${batch.length} events are dropped`);
      finish(batch.length);
    } else if (running) {
      later(retryDelay(retry + 1), () => void deliver(batch, retry + 1, since));
    } else {
      queue = [...batch, ...queue];
    }
    wake();
  };

  const finish = (count: number): void => {
    outstanding -= count;
    if (outstanding > 0) return;
    for (const waiter of waiters) waiter();
    waiters = [];
  };

  return {
    push(change, acknowledged) {
      outstanding += 1;
      queue.push(acknowledged ? { change, acknowledged } : { change });
      wake();
    },
    full: () => outstanding >= capacity,
    outstanding: () => outstanding,
    start() {
      running = true;
      wake();
    },
    stop() {
      running = false;
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      agent.destroy();
    },
    settled: () => (outstanding === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve))),
  };
}
