import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { type App, startApp } from '../../src/app.js';
import { readConfig } from '../../src/config.js';
import type { CustomerInput, Message, Sandbox } from '../../src/sandbox/index.js';
import { API_KEY, ROOT } from './izin.js';

/** A record of the ledger as the API shows it, as far as tests look. */
export interface LedgerItem {
  topic: string | null;
  event: string;
  from: string | null;
  to: string | null;
  source: string;
  actor: string;
  effect: boolean;
  environment: string;
  wording: { hash: string; key: string; language: string; text: string } | null;
  evidence: Record<string, string> | null;
}

/**
 * The whole program in sandbox mode: people write on their phones, Meta's stand-in signs the webhooks and takes the
 * answers. Nothing of ours is replaced.
 */
export class SandboxWorld {
  readonly app: App;
  readonly sandbox: Sandbox;
  readonly dataDir: string;

  private constructor(app: App, dataDir: string) {
    if (!app.sandbox) throw new Error('not in sandbox mode');
    this.app = app;
    this.sandbox = app.sandbox;
    this.dataDir = dataDir;
  }

  static async start(env: Record<string, string> = {}): Promise<SandboxWorld> {
    const dataDir = mkdtempSync(join(tmpdir(), 'izin-sandbox-'));
    const config = readConfig(
      {
        PORT: '0',
        IZIN_DATA_DIR: dataDir,
        IZIN_API_KEY: API_KEY,
        IZIN_API_RATE: '',
        IZIN_THROUGHPUT: '',
        LOG_LEVEL: 'silent',
        ...env,
      },
      ROOT,
    );
    const sandbox = { delays: { sent: 0, delivered: 0 }, limits: { throughput: null, pairRate: false } };
    return new SandboxWorld(
      await startApp(config, ROOT, { log: pino({ level: 'silent' }), sandbox }),
      dataDir,
    );
  }

  async stop(): Promise<void> {
    await this.app.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  get url(): string {
    return `http://127.0.0.1:${this.app.port}`;
  }

  /** Writes and waits for the answer that this brings. */
  async write(phone: string, input: CustomerInput | string): Promise<Message> {
    const before = this.answers(phone).length;
    this.sandbox.write(phone, typeof input === 'string' ? { type: 'text', body: input } : input);
    return this.until(() => this.answers(phone)[before]);
  }

  /** Taps a button of the last answer, or of a template. */
  tap(phone: string, title: string): Promise<Message> {
    const last = this.answers(phone).at(-1);
    const button = last?.bubble.buttons?.find((one) => one.title === title);
    if (!last || !button) throw new Error(`no button ${title}`);
    const { id: contextId } = last;
    if (button.kind === 'quick_reply')
      return this.write(phone, { type: 'button', payload: button.value, text: title, contextId });
    return this.write(phone, { type: 'button_reply', id: button.value, title, contextId });
  }

  /** What reached this phone. */
  answers(phone: string): Message[] {
    return this.sandbox.messages(phone).filter(({ from }) => from === 'business');
  }

  async until<T>(fact: () => Promise<T> | T, most = 8000): Promise<NonNullable<T>> {
    const deadline = performance.now() + most;
    for (;;) {
      const value = await fact();
      if (value) return value;
      if (performance.now() > deadline) throw new Error(`waited in vain for ${fact}`);
      await new Promise((next) => setTimeout(next, 10));
    }
  }

  /** Calls the REST API; with a text or bytes as body of that type. */
  async api<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: object | Buffer,
    type = 'application/json',
  ): Promise<{ status: number; body: T }> {
    const response = await fetch(`${this.url}/api/v1${path}`, {
      method,
      headers: { authorization: `Bearer ${API_KEY}`, ...(body && { 'content-type': type }) },
      ...(body && { body: Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
  }

  async contact(phone: string): Promise<string> {
    const { body } = await this.api<{ items: { id: string }[] }>('GET', `/contacts?phone=${phone}`);
    return body.items[0]?.id ?? '';
  }

  async state(phone: string, topic: string): Promise<string | undefined> {
    const id = await this.contact(phone);
    if (id === '') return undefined;
    const { body } = await this.api<{ items: { topic: string; state: string }[] }>(
      'GET',
      `/contacts/${id}/consents`,
    );
    return body.items.find((one) => one.topic === topic)?.state;
  }

  async ledger(phone: string): Promise<LedgerItem[]> {
    const { body } = await this.api<{ items: LedgerItem[] }>(
      'GET',
      `/contacts/${await this.contact(phone)}/ledger`,
    );
    return body.items;
  }
}
