import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Account } from '../../src/account/account.js';
import { Budget } from '../../src/account/budget.js';
import { Broadcasts } from '../../src/broadcast/index.js';
import type { ConsentAct } from '../../src/consent/act.js';
import { changeConsent, loadStanding } from '../../src/consent/change.js';
import { DECAY } from '../../src/consent/decay.js';
import { Imports } from '../../src/consent/import/imports.js';
import { openProof } from '../../src/consent/proof.js';
import { Scans } from '../../src/consent/scans.js';
import { StopLinks } from '../../src/consent/stop-link.js';
import { Suppression } from '../../src/contacts/suppression.js';
import { Erasure } from '../../src/conversation/erasure.js';
import type { House } from '../../src/conversation/facts.js';
import { FaqDesk } from '../../src/conversation/faq-desk.js';
import { Retention } from '../../src/conversation/retention.js';
import { RETENTION_DEFAULTS } from '../../src/conversation/retention-policies.js';
import { changeSettings, readSettings } from '../../src/conversation/settings.js';
import { Bus } from '../../src/coordination/bus.js';
import { FactBook } from '../../src/facts/book.js';
import { createFaq, dayIn } from '../../src/faq/index.js';
import { PermitOffice } from '../../src/gate/permits.js';
import { Handoff } from '../../src/handoff/index.js';
import { type ApiDeps, createHttp, createMetrics, keepKey, newKey, routes } from '../../src/http/index.js';
import { Library } from '../../src/media/library.js';
import { MediaFiles } from '../../src/media/store.js';
import { Releases } from '../../src/release/index.js';
import { Store } from '../../src/store/index.js';
import type { Identity } from '../../src/whatsapp/identity.js';
import { facts, faqTexts, release } from '../flows/shipped.js';
import { shippedFiles } from '../release/files.js';

/** Monday 5 January 2026, 10.00 in Jakarta. */
export const NOW = Date.UTC(2026, 0, 5, 3);
export const KEY = 'a-first-key-for-tests';
export const NUMBER = '100000000000001';
const HOUR = 60 * 60 * 1000;

/** A key as an integrator gets it. */
export async function addKey(store: Store, name: string, now: number) {
  const { key, hash } = newKey();
  return { ...(await keepKey(store, { name, hash }, now)), key };
}

export interface Answer {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely; schemas are checked beside it.
  body: any;
  text: string;
}

const { timezone, org, policy, office, faq } = facts();
const hours = org.hours ?? { id: '', en: '' };
const house: House = {
  timezone,
  today: (now) => dayIn(timezone, now),
  org,
  hours: () => hours,
  toAPerson: () => undefined,
  reopenWithin: 0,
  policy,
  office: () => office,
  faq,
  isCurrent: () => true,
};

type Send = {
  method?: string;
  body?: unknown;
  raw?: string | Uint8Array;
  headers?: Record<string, string>;
  key?: string | null;
};

const ed25519 = () => generateKeyPairSync('ed25519').privateKey;

/** A real server over a throw-away database; the clock stands until a test moves it. */
export class Rig {
  readonly deps: ApiDeps;
  readonly url: string;
  readonly lines: Record<string, unknown>[];
  readonly revoked: Identity[][] = [];
  readonly clock: { at: number };
  readonly #stop: () => Promise<void>;

  private constructor(parts: Pick<Rig, 'deps' | 'url' | 'lines' | 'clock'> & { stop: () => Promise<void> }) {
    this.deps = parts.deps;
    this.url = parts.url;
    this.lines = parts.lines;
    this.clock = parts.clock;
    this.#stop = parts.stop;
  }

  static async start(changes: Partial<ApiDeps> = {}): Promise<Rig> {
    const folder = await mkdtemp(join(tmpdir(), 'izin-http-'));
    const store = changes.store ?? (await Store.open(join(folder, 'izin.db')));
    const clock = { at: NOW };
    const now = () => clock.at;
    const bus = new Bus();
    store.announceTo(bus);
    const account = new Account();
    const permits = changes.permits ?? new PermitOffice();
    const suppression = new Suppression('secret of this installation');
    const lines: Record<string, unknown>[] = [];
    const keep = (line: object, message?: string) => void lines.push({ ...line, message });
    const shutdown = new AbortController();
    const facts = await FactBook.open({
      store,
      now,
      timezone: 'Asia/Jakarta',
      onAlarm: ({ number, state }) => bus.publish({ type: 'fact', change: number, state }),
    });
    const files = new MediaFiles(join(folder, 'media'));
    const world = {
      store,
      scrutiny: facts,
      bus,
      now,
      timezone: 'Asia/Jakarta',
      quietUntil: () => null,
      health: () => account.health,
      tierRoom: () => null,
      cap: null,
    };
    const imports = new Imports({
      store,
      suppression,
      environment: 'live',
      country: 'ID',
      timezone: 'Asia/Jakarta',
      now,
      directory: join(folder, 'imports'),
      onError: (error) => keep({ where: 'import', error: String(error) }),
    });
    const deps: ApiDeps = {
      store,
      bus,
      now,
      log: { info: keep, warn: keep, error: keep } as unknown as ApiDeps['log'],
      metrics: createMetrics({ process: false }),
      sources: {
        environment: 'live',
        timezone: 'Asia/Jakarta',
        cap: null,
        quietUntil: () => null,
        account: (at) => account.facts(at),
        tierFreeAt: () => null,
      },
      account,
      budget: new Budget(),
      permits,
      suppression,
      retention: new Retention({ store, now, keep: RETENTION_DEFAULTS }),
      erasure: new Erasure({ store, now, environment: 'live', suppression, permits }),
      imports,
      facts,
      faq: new FaqDesk({
        store,
        faq: createFaq(faqTexts),
        entries: () => faqTexts,
        today: () => '2026-01-05',
      }),
      broadcasts: new Broadcasts(world),
      settings: {
        read: () => readSettings(store.read),
        change: async (changes) => {
          await changeSettings(store, changes);
          return readSettings(store.read);
        },
      },
      releases:
        changes.releases ?? (await Releases.open({ store, now, readFiles: async () => shippedFiles })),
      handoff: new Handoff({
        store,
        now,
        timezone: 'Asia/Jakarta',
        scrutiny: facts,
        org: () => 'Yayasan Amanah',
      }),
      files,
      scans: new Scans(store, join(folder, 'scans')),
      library: new Library({
        store,
        files,
        now,
        onChange: () => undefined,
      }),
      subscribe: {
        ourNumber: async () => '+62 21-5010-0000',
        signups: { signups: async () => [], createSignup: async () => '1', disableSignup: async () => {} },
        page: { release: () => release, house: () => house, secret: 'secret of this installation' },
      },
      stopLinks: await StopLinks.open(store, now),
      syncTemplates: async () => 0,
      submitTemplate: async () => undefined,
      orgName: 'Yayasan Amanah',
      proof: await openProof({ store, file: join(folder, 'izin.db'), dataDir: folder, key: ed25519(), now }),
      drill: { run: async () => ({ at: now(), ok: true, reason: null, answered: 1, recorded: 2 }) },
      decay: DECAY,
      numberId: NUMBER,
      country: 'ID',
      apiKey: KEY,
      apiRate: null,
      consoleDir: null,
      shutdown: shutdown.signal,
      ...changes,
    };
    const server = createHttp(deps).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const stop = async () => {
      shutdown.abort();
      server.closeAllConnections();
      server.close();
      await imports.stop();
      await store.close();
      await rm(folder, { recursive: true, force: true });
    };
    return new Rig({ deps, url, lines, clock, stop });
  }

  stop(): Promise<void> {
    return this.#stop();
  }

  async send(path: string, { method, body, raw, headers = {}, key = KEY }: Send = {}): Promise<Answer> {
    const content = raw ?? (body === undefined ? undefined : JSON.stringify(body));
    const response = await fetch(this.url + path, {
      method: method ?? (content === undefined ? 'GET' : 'POST'),
      headers: {
        ...(key === null ? {} : { Authorization: `Bearer ${key}` }),
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(content === undefined ? {} : { body: content as string }),
    });
    const text = await response.text();
    const json = /json/.test(response.headers.get('Content-Type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: json ? JSON.parse(text) : undefined,
    };
  }

  /** Calls the API; an answer that does not fit the route's own schema is an error. */
  async api(path: string, send: Send = {}): Promise<Answer> {
    const answer = await this.send(`/api/v1${path}`, send);
    const method = send.method ?? (send.body === undefined && send.raw === undefined ? 'GET' : 'POST');
    if (answer.status < 300) fits(method.toLowerCase(), path, answer);
    return answer;
  }

  post(path: string, body: unknown = undefined, headers: Record<string, string> = {}): Promise<Answer> {
    return this.api(path, { method: 'POST', body, headers });
  }

  async contact(phone = '081234567890', fields: object = {}): Promise<string> {
    return (await this.post('/contacts', { phone, ...fields })).body.id;
  }

  async topic(id = 'info-zakat'): Promise<string> {
    await this.post('/topics', { id, name: { id, en: id } });
    return id;
  }

  /** As if the customer had done it in WhatsApp. */
  consent(contactId: string, act: Pick<ConsentAct, 'event'> & Partial<ConsentAct>): Promise<unknown> {
    const now = this.clock.at;
    return this.deps.store.write(async (tx) =>
      changeConsent(
        tx,
        contactId,
        await loadStanding(tx, contactId),
        {
          topics: ['info-zakat'],
          at: now,
          source: 'button',
          actor: 'customer',
          evidence: { said: 'Ya, setuju' },
          ...act,
        },
        { now, environment: 'live' },
      ),
    );
  }

  async subscribe(contactId: string): Promise<void> {
    await this.consent(contactId, { event: 'REQUEST' });
    await this.consent(contactId, { event: 'CONFIRM' });
  }

  /** As if the customer had written, `ago` ms before now. */
  async wrote(contactId: string, text: string, ago = HOUR): Promise<void> {
    const at = this.clock.at - ago;
    await this.deps.store.write(async (tx) => {
      await tx
        .insertInto('window')
        .values({ contact_id: contactId, number_id: NUMBER, last_inbound_at: at })
        .onConflict((conflict) =>
          conflict.columns(['contact_id', 'number_id']).doUpdateSet({ last_inbound_at: at }),
        )
        .execute();
      await tx
        .insertInto('event')
        .values({
          key: `message:${contactId}:${at}:${text.length}`,
          kind: 'message',
          field: 'messages',
          waba_id: '200000000000002',
          number_id: NUMBER,
          contact_id: contactId,
          at,
          received_at: at,
          identities: '[]',
          standby: 0,
          payload: JSON.stringify({ item: { id: 'wamid.SECRET', type: 'text', text: { body: text } } }),
          state: 'done',
          ready_at: at,
          attempts: 1,
          error: null,
        })
        .execute();
    });
  }

  async template(name: string, category = 'UTILITY', status = 'APPROVED'): Promise<void> {
    const components = JSON.stringify([
      { type: 'BODY', text: 'Halo {{1}}' },
      { type: 'FOOTER', text: 'Balas BERHENTI' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Berhenti' }] },
    ]);
    await this.deps.store.write((tx) =>
      tx
        .insertInto('template')
        .values({
          name,
          language: 'id',
          category,
          status,
          quality: null,
          components,
          parameter_format: 'POSITIONAL',
          synced_at: NOW,
        })
        .execute(),
    );
  }
}

function fits(method: string, path: string, answer: Answer): void {
  const plain = path.split('?')[0] ?? '';
  const route = routes.find(
    (one) => one.method === method && new RegExp(`^${one.path.replace(/\{\w+\}/g, '[^/]+')}$`).test(plain),
  );
  if (!route) return;
  const checked = route.response.safeParse(answer.body);
  if (!checked.success)
    throw new Error(`${method} ${route.path} answers against its schema: ${checked.error.message}`);
}
