import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type Logger, pino } from 'pino';
import { type App, type Overrides, startApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import { changeConsent, loadStanding } from '../../src/consent/index.js';
import { addTopic } from '../../src/consent/topic-change.js';
import { resolveContact } from '../../src/contacts/resolve.js';
import { enqueue, type NewMessage } from '../../src/outbox/enqueue.js';
import type { Store } from '../../src/store/index.js';
import { FakeGraph } from './fake-graph.js';
import { APP_SECRET, type Customer, envelope, message, messages, NUMBER, sign, text, WABA } from './meta.js';

export const ROOT = join(import.meta.dirname, '..', '..');
export const TOPIC = 'info-zakat';
export const API_KEY = 'test-api-key';
export const VERIFY_TOKEN = 'test-verify-token';
const ACCESS_TOKEN = 'test-access-token';

/** The environment of a live server whose Meta is the fake one; every pace of ours is off. */
export function environment(
  graphUrl: string,
  dataDir: string,
  more: Record<string, string> = {},
): Record<string, string> {
  return {
    PORT: '0',
    IZIN_DATA_DIR: dataDir,
    WHATSAPP_ACCESS_TOKEN: ACCESS_TOKEN,
    WHATSAPP_APP_SECRET: `${APP_SECRET},second-secret`,
    WHATSAPP_VERIFY_TOKEN: VERIFY_TOKEN,
    WHATSAPP_PHONE_NUMBER_ID: NUMBER,
    WHATSAPP_BUSINESS_ACCOUNT_ID: WABA,
    WHATSAPP_GRAPH_URL: graphUrl,
    IZIN_API_KEY: API_KEY,
    IZIN_API_RATE: '',
    IZIN_ORG_NAME: 'Yayasan Amanah Contoh',
    IZIN_QUIET_HOURS: '',
    IZIN_FREQUENCY_CAP: '',
    IZIN_THROUGHPUT: '',
    IZIN_DRILL: '',
    LOG_LEVEL: 'silent',
    ...more,
  };
}

const realNow = Date.now;
/** Wakes the inbox, which else looks at its clock once a second. */
const HEARTBEAT = envelope({ field: 'account_review_update', value: { decision: 'APPROVED' } });

export interface IzinOptions {
  env?: Record<string, string>;
  concurrency?: number;
  overrides?: Overrides;
}

/**
 * The whole program, live, in this process: real database, real HTTP, and a fake Meta. Its clock is
 * `Date.now` as the program finds it at start; `clock.move` moves it.
 */
export class Izin {
  readonly graph = new FakeGraph();
  readonly dataDir = mkdtempSync(join(tmpdir(), 'izin-live-'));
  readonly log: string[] = [];
  readonly #options: IzinOptions;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 200 });
  #app: App | undefined;
  #offset = 0;

  constructor(options: IzinOptions = {}) {
    this.#options = options;
  }

  static async start(options: IzinOptions = {}): Promise<Izin> {
    const izin = new Izin(options);
    await izin.graph.start();
    await izin.boot();
    await izin.store.write(async (tx) => {
      if (await tx.selectFrom('topic').select('id').executeTakeFirst()) return;
      await addTopic(tx, topic(TOPIC, 'Info zakat', 'Zakat updates'), izin.now());
      await addTopic(tx, topic('laporan-penyaluran', 'Laporan penyaluran', 'Reports'), izin.now());
    });
    await izin.until(async () => (await izin.store.read.selectFrom('template').select('name').execute())[0]);
    return izin;
  }

  /** Starts the program on the data that is there. */
  async boot(): Promise<void> {
    Date.now = () => realNow() + this.#offset;
    const config = readConfig(environment(this.graph.url, this.dataDir, this.#options.env), ROOT);
    this.#app = await startApp(config, ROOT, {
      log: this.#logger(),
      ...(this.#options.concurrency !== undefined && { concurrency: this.#options.concurrency }),
      ...this.#options.overrides,
    });
  }

  async restart(): Promise<void> {
    await this.app.stop();
    await this.boot();
  }

  async stop(): Promise<void> {
    await this.#app?.stop();
    this.#agent.destroy();
    await this.graph.stop();
    Date.now = realNow;
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  get app(): App {
    if (!this.#app) throw new Error('not started');
    return this.#app;
  }
  get store(): Store {
    return this.app.store;
  }
  now = (): number => realNow() + this.#offset;

  /** Moves the program's clock, ms; also back. */
  move(ms: number): void {
    this.#offset += ms;
  }

  /** Posts a webhook body, signed; resolves with the status. */
  async webhook(body: object | string, headers: Record<string, string> = {}): Promise<number> {
    const raw = typeof body === 'string' ? body : JSON.stringify(body);
    const answer = await this.post('/webhook', raw, {
      'content-type': 'application/json',
      'x-hub-signature-256': sign(raw),
      ...headers,
    });
    return answer.status;
  }

  /** A customer sends one message; resolves with the status of the webhook. */
  async from(
    customer: Customer,
    content: object | string,
    at = this.now(),
    field = 'messages',
  ): Promise<number> {
    const item = message(customer, typeof content === 'string' ? text(content) : content, at);
    return this.webhook(envelope(messages(customer, [item], field)));
  }

  post(
    path: string,
    raw: string | Buffer,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; body: string; at: number }> {
    return new Promise((resolve, reject) => {
      const options = { method: 'POST', port: this.app.port, path, headers, agent: this.#agent };
      const request = httpRequest(options, (response) => {
        const at = performance.now();
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString(), at }),
        );
      });
      request.on('error', reject);
      request.end(raw);
    });
  }

  /** Calls the REST API. @throws when it is refused */
  async api<T = Record<string, unknown>>(method: string, path: string, body?: object): Promise<T> {
    const response = await this.request(method, `/api/v1${path}`, body);
    const answer = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${answer}`);
    return JSON.parse(answer || 'null') as T;
  }

  request(method: string, path: string, body?: object): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.app.port}${path}`, {
      method,
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  /** Waits for a fact, at most `most` ms. */
  async until<T>(fact: () => Promise<T> | T, most = 8000): Promise<NonNullable<T>> {
    const deadline = performance.now() + most;
    for (;;) {
      const value = await fact();
      if (value) return value;
      if (performance.now() > deadline) throw new Error(`waited in vain for ${fact}`);
      await new Promise((next) => setTimeout(next, 10));
    }
  }

  /** Waits until every stored event that can be handled now has been. */
  async settled(most = 8000): Promise<void> {
    await this.until(async () => (await this.pendingEvents()) === 0, most).catch(async (error: Error) => {
      const rows = await this.store.read
        .selectFrom('event')
        .select(['kind', 'error'])
        .where('state', '=', 'pending')
        .execute();
      throw new Error(
        `${error.message}; pending: ${JSON.stringify(rows.slice(0, 5))} ${this.log
          .filter((line) => line.includes('"level":50'))
          .slice(0, 3)
          .join('')}`,
      );
    });
    await this.until(async () => (await this.waitingReplies()) === 0, most);
  }

  /** The same, and what waits for more words need not wait: the clock moves on to it. */
  async hurried(): Promise<void> {
    await this.until(async () => {
      const row = await this.store.read
        .selectFrom('event')
        .select((select) => select.fn.min('ready_at').as('at'))
        .where('state', '=', 'pending')
        .executeTakeFirst();
      if (row?.at == null) return true;
      if (row.at > this.now()) {
        this.move(row.at - this.now());
        await this.webhook(HEARTBEAT);
      }
      return false;
    });
    await this.settled();
  }

  async pendingEvents(): Promise<number> {
    const row = await this.store.read
      .selectFrom('event')
      .select((select) => select.fn.countAll<number>().as('n'))
      .where('state', '=', 'pending')
      .executeTakeFirstOrThrow();
    return Number(row.n);
  }

  async waitingReplies(): Promise<number> {
    const row = await this.store.read
      .selectFrom('outbox')
      .select((select) => select.fn.countAll<number>().as('n'))
      .where('state', 'in', ['queued', 'attempting'])
      .where('purpose', '=', 'service')
      .executeTakeFirstOrThrow();
    return Number(row.n);
  }

  /** Puts a message in the outbox, a reply unless it says otherwise; resolves with its id. */
  enqueue(message: Pick<NewMessage, 'contactId' | 'content'> & Partial<NewMessage>): Promise<number> {
    const now = this.now();
    const basis = { kind: 'reply', at: now } as const;
    return this.store.write((tx) =>
      enqueue(tx, { numberId: NUMBER, purpose: 'service', basis, ...message }, now),
    );
  }

  /** Subscribes `count` people through the consent code itself; returns them. */
  async subscribers(count: number, first = 0): Promise<Required<Customer>[]> {
    const people = Array.from({ length: count }, (_, i) => person(first + i));
    for (let i = 0; i < people.length; i += 100) {
      await this.store.write(async (tx) => {
        for (const { phone } of people.slice(i, i + 100)) {
          const now = this.now();
          const at = now - 3_600_000;
          const { contactId } = await resolveContact(tx, [{ kind: 'phone', value: phone }], now);
          const standing = await loadStanding(tx, contactId);
          const act = {
            topics: [TOPIC],
            source: 'text',
            actor: 'customer',
            evidence: { message: phone },
          } as const;
          const context = { now, environment: 'live' } as const;
          await changeConsent(tx, contactId, standing, { ...act, event: 'REQUEST', at }, context);
          await changeConsent(tx, contactId, standing, { ...act, event: 'CONFIRM', at: at + 1000 }, context);
        }
      });
    }
    return people;
  }

  /** Drafts a broadcast to every subscriber and starts it; returns its id. */
  async broadcast(name = 'Info zakat'): Promise<string> {
    const { id } = await this.draft(name);
    await this.api('POST', `/broadcasts/${id}/start`);
    return id;
  }

  draft(name = 'Info zakat'): Promise<{ id: string }> {
    return this.api('POST', '/broadcasts', {
      name,
      topic: TOPIC,
      template: { name: 'info_zakat', language: 'id', parameters: [] },
      audience: { all: true },
    });
  }

  /** Waits until nobody of the broadcast is left to attempt. */
  async completed(id: string, most = 20_000): Promise<void> {
    await this.until(async () => {
      const { state } = await this.api<{ state: string }>('GET', `/broadcasts/${id}`);
      return state === 'completed';
    }, most);
  }

  /** What the ledger and the tables say about a person. */
  async stands(
    customer: Customer,
  ): Promise<{ contactId: string; topics: Record<string, string>; blocks: string[] }> {
    const value = customer.phone ?? customer.bsuid ?? '';
    const identity = await this.store.read
      .selectFrom('identity')
      .select('contact_id')
      .where('value', '=', value)
      .executeTakeFirstOrThrow();
    const standing = await loadStanding(this.store.read as never, identity.contact_id);
    return {
      contactId: identity.contact_id,
      topics: Object.fromEntries([...standing.topics].map(([id, { state }]) => [id, state])),
      blocks: [...standing.blocks]
        .filter(([, { until }]) => until === null || until > this.now())
        .map(([kind]) => kind),
    };
  }

  #logger(): Logger {
    const lines = this.log;
    const stream = new Writable({
      write(chunk: Buffer, _encoding, done) {
        lines.push(chunk.toString());
        done();
      },
    });
    return pino({ level: 'trace' }, stream);
  }
}

/** Quiet hours that begin so many hours from now and last one, as the environment wants them, in WIB. */
export function quietHoursIn(hours: number): string {
  const at = (hour: number) => new Date(realNow() + (hour + 7) * 3_600_000).toISOString().slice(11, 16);
  return `${at(hours)}-${at(hours + 1)}`;
}

/** The i-th made-up person. */
export function person(i: number): Required<Customer> {
  return {
    phone: `62811${String(1_000_000 + i)}`,
    bsuid: `ID.TEST${String(100_000 + i)}`,
    name: `Siti ${i}`,
  };
}

function topic(id: string, indonesian: string, english: string) {
  const words = { id: indonesian, en: english };
  return { id, name: words, description: words };
}
