import { createHash } from 'node:crypto';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { type ClientRequest, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** One message as it arrived in Meta's place. Times in ms of `performance.now()`. */
export interface Sent {
  at: number;
  /** When our client handed it to its socket. */
  startedAt: number;
  to: string;
  wamid: string;
  callbackData: string | undefined;
  /** The template's name; undefined for a free message. */
  template: string | undefined;
  /** Body of a text or of a question. */
  text: string | undefined;
  body: Record<string, unknown>;
}

/** A file at Meta's; `sha256` and `serve` in place of the truth. */
export interface CustomerFile {
  bytes: Buffer;
  type: string;
  sha256?: string;
  serve?: (response: ServerResponse) => void;
}

/** What becomes of a message. */
export type Fate =
  | { kind: 'accept'; delay?: number }
  | { kind: 'error'; code: number; status?: number; retryAfter?: number }
  /** Accepted, and the answer never comes. */
  | { kind: 'hang' }
  /** Accepted, and the connection breaks. */
  | { kind: 'reset' }
  /** An answer that says nothing. */
  | { kind: 'empty'; status: number };

export const TEMPLATE = {
  id: '1',
  name: 'info_zakat',
  language: 'id',
  category: 'MARKETING',
  status: 'APPROVED',
  parameter_format: 'POSITIONAL',
  quality_score: { score: 'GREEN' },
  components: [
    { type: 'BODY', text: 'Info zakat bulan ini sudah terbit. Baca selengkapnya di situs kami.' },
    { type: 'FOOTER', text: 'Berhenti kapan saja: balas BERHENTI' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Berhenti' }] },
  ],
};

/** A small server in Meta's place: records each message with its time, and answers as it is told. */
export class FakeGraph {
  readonly sent: Sent[] = [];
  readonly templates: object[] = [TEMPLATE];
  /** Files that were uploaded to be sent, by media id. */
  readonly uploads = new Map<string, { bytes: Buffer; type: string; filename: string }>();
  refusesUploads = false;
  /** Files that customers sent, by media id. */
  readonly files = new Map<string, CustomerFile>();
  /** Times that somebody asked where a file is, and for its bytes. */
  readonly fileRequests: { id: string; what: 'node' | 'bytes' }[] = [];
  fate: (sent: Sent) => Fate = () => ({ kind: 'accept' });
  onSent: ((sent: Sent) => void) | undefined;
  /** Every connection serves one request, so that each send has to connect first. */
  closes = false;
  inFlight = 0;
  mostInFlight = 0;
  #server = createServer((request, response) => this.#take(request, response));
  readonly #sockets = new Set<Socket>();
  /** When the request on this local port was handed over. */
  readonly #starts = new Map<number, number>();
  readonly #onStart = (message: unknown) => {
    const { request } = message as { request: ClientRequest };
    if (request.path.endsWith('/messages') === false) return;
    const startedAt = performance.now();
    const note = (socket: Socket) => this.#starts.set(socket.localPort ?? 0, startedAt);
    if (request.socket) note(request.socket);
    else request.once('socket', note);
  };

  async start(port = 0): Promise<void> {
    this.#server.on('connection', (socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket)).on('error', () => undefined);
    });
    await new Promise<void>((resolve) => this.#server.listen(port, '127.0.0.1', resolve));
    subscribe('http.client.request.start', this.#onStart);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    unsubscribe('http.client.request.start', this.#onStart);
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** Refuses connections until it is started on the same port. */
  async pause(): Promise<void> {
    await this.stop();
    this.#server = createServer((request, response) => this.#take(request, response));
  }

  /** What reached this person, by phone number or BSUID. */
  to(who: string): Sent[] {
    return this.sent.filter((one) => one.to === who);
  }

  /** What we began ourselves: templates. */
  initiated(who?: string): Sent[] {
    return this.sent.filter((one) => one.template !== undefined && (who === undefined || one.to === who));
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const at = performance.now();
      if (request.method === 'POST' && request.url?.endsWith('/messages')) {
        const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
        this.#message(body, at, request, response);
      } else if (request.method === 'POST' && request.url?.endsWith('/media')) {
        void this.#upload(Buffer.concat(chunks), request, response);
      } else if (!this.#file(request, response)) json(response, 200, this.#node(request.url ?? ''));
    });
  }

  async #upload(body: Buffer, request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.refusesUploads) return json(response, 400, { error: { message: 'no', code: 131053 } });
    const headers = { 'content-type': request.headers['content-type'] ?? '' };
    const form = await new Response(new Uint8Array(body), { headers }).formData();
    const file = form.get('file') as File;
    const id = String(300_000_000_000_010 + this.uploads.size);
    const bytes = Buffer.from(await file.arrayBuffer());
    this.uploads.set(id, { bytes, type: String(form.get('type')), filename: file.name });
    json(response, 200, { id });
  }

  /** Where a customer's file is, and the file itself (reference, section 12). */
  #file(request: IncomingMessage, response: ServerResponse): boolean {
    const { pathname } = new URL(request.url ?? '', this.url);
    const [, bytesOf] = /^\/lookaside\/(.+)$/.exec(pathname) ?? [];
    const id = bytesOf ?? pathname.split('/').at(-1) ?? '';
    const file = this.files.get(id);
    if (!file && !/^wamedia\./.test(id)) return false;
    this.fileRequests.push({ id, what: bytesOf === undefined ? 'node' : 'bytes' });
    if (!file) {
      const message = `Unsupported get request. Object with ID '${id}' does not exist`;
      json(response, 400, { error: { message, type: 'GraphMethodException', code: 100, error_subcode: 33 } });
    } else if (bytesOf !== undefined) {
      if (file.serve) file.serve(response);
      else response.writeHead(200, { 'content-type': file.type }).end(file.bytes);
    } else {
      json(response, 200, {
        messaging_product: 'whatsapp',
        url: `${this.url}/lookaside/${id}`,
        mime_type: file.type,
        sha256: file.sha256 ?? createHash('sha256').update(file.bytes).digest('hex'),
        file_size: file.bytes.length,
        id,
      });
    }
    return true;
  }

  #node(url: string): object {
    if (url.includes('/message_templates')) return { data: this.templates };
    if (url.includes('/subscribed_apps'))
      return { data: [{ whatsapp_business_api_data: { id: '1', name: 'Izin' } }] };
    if (url.includes('health_status')) return { health_status: { can_send_message: 'AVAILABLE' } };
    return {
      id: '100000000000001',
      verified_name: 'Yayasan Amanah Contoh',
      display_phone_number: '+62 21 5010 0000',
      quality_rating: 'GREEN',
    };
  }

  #message(
    body: Record<string, unknown>,
    at: number,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    if (body.status === 'read') {
      json(response, 200, { success: true });
      return;
    }
    const startedAt = this.#starts.get(request.socket.remotePort ?? 0) ?? at;
    const sent = readSent(body, at, startedAt, this.sent.length);
    this.sent.push(sent);
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    response.once('close', () => {
      this.inFlight -= 1;
    });
    this.onSent?.(sent);
    if (this.closes) response.setHeader('connection', 'close');
    answer(this.fate(sent), sent, request, response);
  }
}

function readSent(body: Record<string, unknown>, at: number, startedAt: number, place: number): Sent {
  const {
    to,
    recipient,
    template,
    text,
    interactive,
    biz_opaque_callback_data: data,
  } = body as {
    to?: string;
    recipient?: string;
    template?: { name: string };
    text?: { body: string };
    interactive?: { body?: { text: string } };
    biz_opaque_callback_data?: string;
  };
  return {
    at,
    startedAt,
    to: (to ?? recipient ?? '').replace(/^\+/, ''),
    wamid: `wamid.OUT${process.pid}n${place}n${Math.floor(at)}`,
    callbackData: data,
    template: template?.name,
    text: text?.body ?? interactive?.body?.text,
    body,
  };
}

function answer(fate: Fate, sent: Sent, request: IncomingMessage, response: ServerResponse): void {
  switch (fate.kind) {
    case 'accept': {
      const accept = () =>
        json(response, 200, {
          messaging_product: 'whatsapp',
          contacts: [{ input: sent.to, ...(/^\d+$/.test(sent.to) && { wa_id: sent.to }) }],
          messages: [{ id: sent.wamid, message_status: 'accepted' }],
        });
      if (fate.delay) setTimeout(accept, fate.delay);
      else accept();
      return;
    }
    case 'error':
      json(
        response,
        fate.status ?? 400,
        {
          error: {
            message: `(#${fate.code}) refused for +${sent.to}`,
            type: 'OAuthException',
            code: fate.code,
            error_data: { messaging_product: 'whatsapp', details: `refused for ${sent.to}` },
            fbtrace_id: 'trace',
          },
        },
        fate.retryAfter === undefined ? {} : { 'retry-after': String(fate.retryAfter) },
      );
      return;
    case 'hang':
      return;
    case 'reset':
      request.socket.destroy();
      return;
    case 'empty':
      response.writeHead(fate.status).end();
  }
}

function json(
  response: ServerResponse,
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
