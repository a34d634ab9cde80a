import {
  ACCOUNT_FIELDS,
  type Account,
  accountOf,
  type Health,
  healthOf,
  NUMBER_FIELDS,
  type NumberInfo,
  numberOf,
} from './account-info.js';
import type { Content } from './content.js';
import { GraphError, redact, rejectionOf } from './graph-error.js';
import { GraphHttp, type GraphReply, TransportError } from './graph-http.js';
import { addIdentity, bsuidIdentity, type Identity, phoneIdentity } from './identity.js';
import { arrayOf, objectOf, present, textOf } from './loose.js';
import { type MediaInfo, mediaInfoOf, type OpenMedia, openMedia } from './media.js';
import { buildMessage, type GraphMessage, InvalidMessageError, type OutgoingMessage } from './message.js';
import { type MetaSignup, readSignup, SIGNUP_FIELDS, type SignupDraft, signupBody } from './signups.js';
import { readTemplate, TEMPLATE_FIELDS, type Template } from './template.js';
import { draftRequest, type TemplateDraft } from './template-draft.js';
import { type Claim, NotConnectedError, WarmAgent } from './warm-agent.js';

export { GraphError } from './graph-error.js';
export { NotConnectedError } from './warm-agent.js';

/** What became of handing a message to Meta. */
export type Answer =
  | {
      kind: 'accepted';
      wamid: string;
      /** `accepted`, `held_for_quality_assessment`, `paused`; templates only. */
      messageStatus?: string;
      /** Names of the person that Meta told us. */
      identities: Identity[];
    }
  /** Meta refused (or the message broke a limit, before the permit was touched): not sent, surely. */
  | { kind: 'rejected'; code: number; details: string; httpStatus: number; retryAfterMs?: number }
  /** No connection, so nothing was written. `reason` is a code of Node's. */
  | { kind: 'not_sent'; reason: string }
  /** Written, or perhaps written, and no answer that can be relied on: Meta may have sent it. */
  | { kind: 'unknown'; reason: 'timeout' | 'reset' | 'answer'; httpStatus?: number };

export interface GraphClientOptions<Permit> {
  /** Default `https://graph.facebook.com`. */
  baseUrl?: string;
  /** Default `v26.0`. */
  version?: string;
  token: string;
  /** phone_number_id */
  numberId: string;
  wabaId: string;
  /**
   * The last look: spends the permit, or throws when it does not cover this message any more.
   * Called synchronously, in the macrotask that writes the bytes.
   */
  redeem: (permit: Permit, to: readonly Identity[], content: Content) => void;
  /** Longest time from handing over to the whole answer, ms; default 10 s. */
  timeoutMs?: number;
  /** Idle sockets are closed after this, ms; default 4 s, below the usual limits of servers. */
  idleMs?: number;
  /** Further authority for TLS, for stand-ins. */
  ca?: string;
  /** Hosts that media may come from, besides the host of `baseUrl`; a leading dot stands for every sub-domain. */
  mediaHosts?: readonly string[];
  /** Milliseconds since the epoch. */
  now?: () => number;
}

const TIMEOUT = 10_000;
const IDLE = 4_000;
/** Bytes a millisecond that an upload makes at least: 256 kbit a second. */
const SLOWEST = 32;
/** More pages than Meta lets an account have templates. */
const MOST_PAGES = 200;
const PAGE = 100;

/**
 * Meta's Graph API for one number (Meta docs: reference/whatsapp-business-phone-number).
 * `send` is the only way to the messages endpoint that a person sees, and it demands a permit.
 */
export class GraphClient<Permit> {
  readonly #o: GraphClientOptions<Permit>;
  readonly #agent: WarmAgent;
  readonly #http: GraphHttp;

  /** @throws TypeError when the base address is none, or the token cannot stand in a header. */
  constructor(options: GraphClientOptions<Permit>) {
    this.#o = options;
    const base = new URL(options.baseUrl ?? 'https://graph.facebook.com');
    const timeoutMs = options.timeoutMs ?? TIMEOUT;
    const idleMs = options.idleMs ?? IDLE;
    const ca = options.ca === undefined ? {} : { ca: options.ca };
    this.#agent = new WarmAgent({ origin: base, idleMs, connectMs: timeoutMs, ...ca });
    this.#http = new GraphHttp({
      base,
      version: options.version ?? 'v26.0',
      token: options.token,
      timeoutMs,
      idleMs,
      now: options.now ?? Date.now,
      ...ca,
    });
  }

  /**
   * Makes sure that a connected socket is free for the next `send`, and reserves it.
   * @throws NotConnectedError when Meta cannot be reached
   */
  ready(): Promise<void> {
    return this.#agent.ready();
  }

  /** Gives a reservation back when nothing will be sent after all. */
  release(): void {
    this.#agent.release();
  }

  /**
   * Sends one message. With a socket reserved by `ready`, `redeem` is called before this returns; without
   * one it connects first. Either way nothing is awaited between the last look and the write (promise P2):
   * the body is built before, axios and http need only microtasks, and the agent cannot connect.
   * @throws whatever `redeem` throws; then nothing was sent.
   */
  async send(permit: Permit, message: OutgoingMessage): Promise<Answer> {
    let body: GraphMessage;
    try {
      body = buildMessage(message);
    } catch (error) {
      if (!(error instanceof InvalidMessageError)) throw error;
      return { kind: 'rejected', code: error.code, details: error.message, httpStatus: 400 };
    }
    const json = Buffer.from(JSON.stringify(body));
    let claim = this.#agent.claim();
    if (!claim) {
      try {
        claim = await this.#connected();
      } catch (error) {
        if (!(error instanceof NotConnectedError)) throw error;
        return { kind: 'not_sent', reason: error.code };
      }
    }
    try {
      this.#o.redeem(permit, message.to, message.content);
      return await this.#hand(json, message.to);
    } finally {
      this.#agent.settle(claim);
    }
  }

  /** Tells the customer that their message was read, optionally that an answer is being typed (at most 25 s). */
  async markRead(messageId: string, typing = false): Promise<void> {
    await this.#http.call('POST', `${this.#o.numberId}/messages`, {
      data: {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: messageId,
        ...(typing && { typing_indicator: { type: 'text' } }),
      },
      secrets: [messageId],
    });
  }

  /** Every template of the account, over all pages. */
  templates(): Promise<Template[]> {
    return this.#all(`${this.#o.wabaId}/message_templates`, TEMPLATE_FIELDS, readTemplate);
  }

  /** Hands a template in for Meta's review; resolves with what is known of it at once. @throws GraphError */
  async createTemplate(draft: TemplateDraft): Promise<{ id?: string; status: string; category: string }> {
    const data = draftRequest(draft);
    const body = await this.#http.call('POST', `${this.#o.wabaId}/message_templates`, { data });
    return {
      ...present({ id: textOf(body.id) }),
      status: textOf(body.status) ?? 'PENDING',
      category: textOf(body.category) ?? data.category,
    };
  }

  /** Every In-App Signup of the account. @throws GraphError */
  signups(): Promise<MetaSignup[]> {
    return this.#all(`${this.#o.wabaId}/signups`, SIGNUP_FIELDS, readSignup);
  }

  /** Makes an In-App Signup; resolves with its id. @throws GraphError */
  async createSignup(draft: SignupDraft): Promise<string> {
    const body = await this.#http.call('POST', `${this.#o.wabaId}/signups`, { data: signupBody(draft) });
    const id = textOf(body.id);
    if (id === undefined) throw new GraphError({}, 200);
    return id;
  }

  /** Its link stops working. @throws GraphError */
  async disableSignup(id: string): Promise<void> {
    await this.#http.call('POST', `signups/${encodeURIComponent(id)}`, { data: { status: 'DISABLED' } });
  }

  /** Whether messages may leave now, by Meta's own word: of the number (default), the account or a template. */
  async health(nodeId: string = this.#o.numberId): Promise<Health> {
    return healthOf(await this.#http.call('GET', nodeId, { params: { fields: 'health_status' } }));
  }

  async number(): Promise<NumberInfo> {
    return numberOf(await this.#http.call('GET', this.#o.numberId, { params: { fields: NUMBER_FIELDS } }));
  }

  async account(): Promise<Account> {
    return accountOf(await this.#http.call('GET', this.#o.wabaId, { params: { fields: ACCOUNT_FIELDS } }));
  }

  /** Apps that get this account's webhooks; none means that nothing arrives although sending works. */
  async subscribedApps(): Promise<{ id?: string; name?: string }[]> {
    const body = await this.#http.call('GET', `${this.#o.wabaId}/subscribed_apps`);
    return arrayOf(body.data).map((element) => {
      const app = objectOf(objectOf(element).whatsapp_business_api_data ?? element);
      return present({ id: textOf(app.id), name: textOf(app.name) });
    });
  }

  async subscribeApp(): Promise<void> {
    await this.#http.call('POST', `${this.#o.wabaId}/subscribed_apps`);
  }

  /** Uploads a file, read piece by piece, with its MIME type; its id can be sent for 30 days. */
  async uploadMedia(file: Blob, filename: string): Promise<string> {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', file.type);
    form.set('file', file, filename);
    // A film may take minutes on the line of a small office.
    const timeoutMs = (this.#o.timeoutMs ?? TIMEOUT) + file.size / SLOWEST;
    const body = await this.#http.call('POST', `${this.#o.numberId}/media`, { data: form, timeoutMs });
    const id = textOf(body.id);
    if (id === undefined) throw new GraphError({}, 200);
    return id;
  }

  /** Where a file can be fetched, for five minutes. Only files of our own number. */
  async mediaUrl(mediaId: string): Promise<MediaInfo> {
    const params = { phone_number_id: this.#o.numberId };
    const body = await this.#http.call('GET', encodeURIComponent(mediaId), { params, secrets: [mediaId] });
    return mediaInfoOf(body);
  }

  /**
   * Opens a file that a customer sent. Only from Meta's hosts, without following redirects elsewhere, and within
   * `maxBytes`.
   * @throws MediaError, GraphError
   */
  async openMedia(
    media: string | MediaInfo,
    { maxBytes, signal }: { maxBytes: number; signal?: AbortSignal },
  ): Promise<OpenMedia> {
    const info = typeof media === 'string' ? await this.mediaUrl(media) : media;
    const { mediaHosts: hosts } = this.#o;
    return openMedia(this.#http, info, { maxBytes, ...(hosts && { hosts }), ...(signal && { signal }) });
  }

  /** Whether the token is good, until when (ms since the epoch; absent: for ever), and for what. */
  async debugToken(): Promise<{ valid: boolean; expiresAt?: number; scopes: string[] }> {
    const body = await this.#http.call('GET', 'debug_token', { params: { input_token: this.#o.token } });
    const data = objectOf(body.data);
    const seconds = Number(data.expires_at) || 0;
    return {
      valid: data.is_valid === true,
      ...(seconds > 0 && { expiresAt: seconds * 1000 }),
      scopes: arrayOf(data.scopes).filter((scope) => typeof scope === 'string'),
    };
  }

  /** Closes every socket; what is on its way becomes `unknown`. */
  close(): void {
    this.#agent.destroy();
    this.#http.close();
  }

  /** Every element of a list, over all its pages. */
  async #all<T>(path: string, fields: string, read: (element: unknown) => T | undefined): Promise<T[]> {
    const all: T[] = [];
    let after: string | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const params = present({ fields, limit: PAGE, after });
      const body = await this.#http.call('GET', path, { params });
      for (const element of arrayOf(body.data)) {
        const one = read(element);
        if (one !== undefined) all.push(one);
      }
      const paging = objectOf(body.paging);
      const next = textOf(objectOf(paging.cursors).after);
      if (paging.next === undefined || next === undefined || next === after) break;
      after = next;
    }
    return all;
  }

  async #connected(): Promise<Claim> {
    for (;;) {
      await this.#agent.ready();
      const claim = this.#agent.claim();
      if (claim) return claim;
    }
  }

  async #hand(json: Buffer, to: readonly Identity[]): Promise<Answer> {
    let reply: GraphReply;
    try {
      reply = await this.#http.post(`${this.#o.numberId}/messages`, json, this.#agent);
    } catch (error) {
      const reason = error instanceof TransportError ? error.reason : 'reset';
      if (reason === 'no_socket') return { kind: 'not_sent', reason: 'ENOSOCKET' };
      return { kind: 'unknown', reason: reason === 'too_large' ? 'answer' : reason };
    }
    const { body, httpStatus, retryAfterMs } = reply;
    const rejection = rejectionOf(body);
    if (rejection) {
      const people = to.map(({ value }) => value);
      return {
        kind: 'rejected',
        code: rejection.code,
        details: redact(rejection.details, [this.#o.token, ...people]),
        httpStatus,
        ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
      };
    }
    return acceptance(body, httpStatus) ?? { kind: 'unknown', reason: 'answer', httpStatus };
  }
}

/** A success says under which id; without it, it is none. */
function acceptance(body: unknown, httpStatus: number): Answer | undefined {
  const message = objectOf(arrayOf(objectOf(body).messages)[0]);
  const wamid = textOf(message.id);
  if (wamid === undefined || httpStatus < 200 || httpStatus > 299) return undefined;
  const identities: Identity[] = [];
  for (const element of arrayOf(objectOf(body).contacts)) {
    const contact = objectOf(element);
    addIdentity(identities, phoneIdentity(contact.wa_id));
    addIdentity(identities, bsuidIdentity(contact.user_id));
    addIdentity(identities, phoneIdentity(contact.input));
  }
  const messageStatus = textOf(message.message_status);
  return { kind: 'accepted', wamid, ...(messageStatus === undefined ? {} : { messageStatus }), identities };
}
