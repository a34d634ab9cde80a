import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Readable } from 'node:stream';
import axios, {
  AxiosHeaders,
  type AxiosInstance,
  type AxiosResponse,
  type InternalAxiosRequestConfig,
} from 'axios';
import { GraphError, redact, rejectionOf, retryAfter } from './graph-error.js';
import { parseJson } from './json.js';
import { isObject, type Loose, textOf } from './loose.js';
import { NO_WARM_SOCKET, type WarmAgent } from './warm-agent.js';

export interface GraphHttpOptions {
  base: URL;
  version: string;
  token: string;
  timeoutMs: number;
  idleMs: number;
  /** Milliseconds since the epoch. */
  now: () => number;
  ca?: string;
}

/** An answer of any status; `body` is `undefined` when it was not JSON. */
export interface GraphReply {
  httpStatus: number;
  body: unknown;
  retryAfterMs: number | undefined;
}

/** The exchange broke off. Holds nothing of the request, unlike the error of axios with its token. */
export class TransportError extends Error {
  override name = 'TransportError';
  readonly reason: 'no_socket' | 'timeout' | 'reset' | 'too_large';
  constructor(reason: TransportError['reason']) {
    super(`the exchange with Meta ended: ${reason}`);
    this.reason = reason;
  }
}

/** A file that is on its way. */
export interface FileReply {
  httpStatus: number;
  type?: string;
  location?: string;
  bytes: AsyncIterable<Buffer>;
  close: () => void;
}

/** Starts an exchange that ends when the signal says so. */
type Request = (signal: AbortSignal) => Promise<AxiosResponse<Buffer>>;

export interface Call {
  params?: object;
  data?: object;
  /** Values of the request that must not come back in an error. */
  secrets?: readonly string[];
  /** ms, for more than is sent in a moment. */
  timeoutMs?: number;
}

/** Answers to everything but files are small. */
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_UPLOAD = 128 * 1024 * 1024;
/** The whole of a file, ms: 100 MB over a poor line. */
const LONGEST_FILE = 10 * 60 * 1000;

/**
 * What axios does over HTTP, without the merging of configurations and the transformations around it: on the one
 * road that is taken for every message they cost more than the gate, and the bytes are final here.
 */
const send = axios.getAdapter('http');

/** HTTP to Meta: one address, one token, no redirects, bounded time and size, no proxy from the environment. */
export class GraphHttp {
  readonly #o: GraphHttpOptions;
  readonly #axios: AxiosInstance;
  readonly #frame: Omit<InternalAxiosRequestConfig, 'headers'> & { headers: AxiosHeaders };
  readonly #agents: readonly [HttpAgent, HttpsAgent];

  /** @throws TypeError when the token cannot stand in a header or the address is not a web address. */
  constructor(options: GraphHttpOptions) {
    const { base, version, token, idleMs, ca } = options;
    if (!/^[\x21-\x7e]+$/.test(token))
      throw new TypeError('the access token has characters that no token has');
    if (base.protocol !== 'https:' && base.protocol !== 'http:')
      throw new TypeError('the address of the Graph API must begin with https://');
    this.#o = options;
    const keep = { keepAlive: true, timeout: idleMs };
    this.#agents = [new HttpAgent(keep), new HttpsAgent({ ...keep, ...(ca === undefined ? {} : { ca }) })];
    const frame = {
      baseURL: `${base.href.replace(/\/+$/, '')}/${version}/`,
      headers: { Authorization: `Bearer ${token}`, Accept: 'application/json', 'User-Agent': 'Izin' },
      proxy: false as const,
      maxRedirects: 0,
      maxContentLength: MOST_BYTES,
      maxBodyLength: MOST_UPLOAD,
      responseType: 'arraybuffer' as const,
      // Every status is an answer; what it means is decided by the body.
      validateStatus: () => true,
    };
    this.#axios = axios.create({ ...frame, httpAgent: this.#agents[0], httpsAgent: this.#agents[1] });
    const headers = new AxiosHeaders({ ...frame.headers, 'Content-Type': 'application/json' });
    this.#frame = { ...frame, method: 'post', headers };
  }

  get base(): URL {
    return this.#o.base;
  }

  /**
   * Posts JSON that is already written out on a connected socket, in the macrotask of the call.
   * @throws TransportError
   */
  post(path: string, json: Buffer, agent: WarmAgent): Promise<GraphReply> {
    return this.#exchange((signal) =>
      send({
        ...this.#frame,
        headers: new AxiosHeaders(this.#frame.headers),
        url: path,
        data: json,
        httpAgent: agent,
        httpsAgent: agent,
        signal,
      }),
    );
  }

  /**
   * A call that manages things and reaches no person.
   * @returns the answer's object
   * @throws GraphError
   */
  async call(
    method: 'GET' | 'POST',
    path: string,
    { params, data, secrets = [], timeoutMs = this.#o.timeoutMs }: Call = {},
  ): Promise<Loose> {
    const { body, httpStatus, retryAfterMs } = await this.#exchange(
      (signal) =>
        this.#axios.request({ method, url: path, signal, ...(params && { params }), ...(data && { data }) }),
      timeoutMs,
    ).catch(() => {
      throw new GraphError({}, 0);
    });
    const rejection = rejectionOf(body);
    if (rejection) {
      const details = redact(rejection.details, [this.#o.token, ...secrets]);
      throw new GraphError({ ...rejection, details }, httpStatus, retryAfterMs);
    }
    if (!isObject(body) || httpStatus > 299) throw new GraphError({}, httpStatus, retryAfterMs);
    return body;
  }

  /**
   * Asks for a file at an absolute address, with the token; redirects come back as they are. Its bytes come piece by
   * piece, and whoever does not want them calls `close`.
   * @throws TransportError; its bytes throw it too, also when nothing comes for as long as an answer may take
   */
  async open(url: URL, signal?: AbortSignal): Promise<FileReply> {
    const idle = new AbortController();
    const ends = AbortSignal.any([
      idle.signal,
      AbortSignal.timeout(LONGEST_FILE),
      ...(signal ? [signal] : []),
    ]);
    const timer = setTimeout(() => idle.abort(), this.#o.timeoutMs).unref();
    const { status, data, headers } = await this.#axios
      .request<Readable>({
        method: 'GET',
        url: url.href,
        responseType: 'stream',
        decompress: false,
        headers: { Accept: '*/*', 'Accept-Encoding': 'identity' },
        maxContentLength: -1,
        signal: ends,
      })
      .catch(() => {
        clearTimeout(timer);
        throw new TransportError(ends.aborted ? 'timeout' : 'reset');
      });
    const close = () => {
      clearTimeout(timer);
      data.destroy();
    };
    data.on('error', close);
    const type = textOf((headers as AxiosHeaders).get('content-type'));
    const location = textOf((headers as AxiosHeaders).get('location'));
    return {
      httpStatus: status,
      ...(type !== undefined && { type }),
      ...(location !== undefined && { location }),
      bytes: pieces(data, timer, ends, close),
      close,
    };
  }

  close(): void {
    for (const agent of this.#agents) agent.destroy();
  }

  async #exchange(request: Request, timeoutMs = this.#o.timeoutMs): Promise<GraphReply> {
    const { status, data, headers } = await this.#within(request, timeoutMs);
    return { httpStatus: status, body: readJson(data), retryAfterMs: retryAfter(headers, this.#o.now()) };
  }

  /** The whole exchange in one limit of time: a body that drips must not hold a place for ever. */
  async #within(request: Request, timeoutMs: number) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timeoutMs).unref();
    try {
      const { status, data, headers } = await request(limit.signal);
      return { status, data, headers: headers as { get(name: string): unknown } };
    } catch (error) {
      if (axios.isAxiosError(error) && error.code === NO_WARM_SOCKET) throw new TransportError('no_socket');
      if (axios.isAxiosError(error) && /maxContentLength/.test(error.message))
        throw new TransportError('too_large');
      throw new TransportError(limit.signal.aborted ? 'timeout' : 'reset');
    } finally {
      clearTimeout(timer);
    }
  }
}

/** `timer` is wound up again by each piece. */
async function* pieces(
  data: Readable,
  timer: NodeJS.Timeout,
  ends: AbortSignal,
  close: () => void,
): AsyncGenerator<Buffer> {
  try {
    for await (const piece of data as AsyncIterable<Buffer>) {
      timer.refresh();
      yield piece;
    }
  } catch {
    throw new TransportError(ends.aborted ? 'timeout' : 'reset');
  } finally {
    close();
  }
}

function readJson(bytes: Buffer): unknown {
  try {
    return parseJson(bytes);
  } catch {
    return undefined;
  }
}
