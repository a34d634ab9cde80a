import { type EventSourceMessage, EventSourceParserStream } from 'eventsource-parser/stream';

/** One fault of a file, as `izin check` words it. */
export interface FileFault {
  file: string;
  line: number;
  message: { id: string; en: string };
  mend: { id: string; en: string };
}

interface Refused {
  paths?: readonly string[];
  faults?: readonly FileFault[];
}

/** A call that did not succeed. `status` 0: the server did not answer at all. */
export class ApiError extends Error {
  override name = 'ApiError';
  readonly status: number;
  readonly code: string | undefined;
  /** Words of the server for people, when it gave any. */
  readonly detail: string | undefined;
  /** Which parts of what was sent were refused, such as `value`. */
  readonly paths: readonly string[];
  /** What is wrong in files that were sent, and how to mend it. */
  readonly faults: readonly FileFault[];
  constructor(status: number, code?: string, detail?: string, { paths = [], faults = [] }: Refused = {}) {
    super(`HTTP ${status}`);
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.paths = paths;
    this.faults = faults;
  }
}

/** An answer that is a text and no JSON. @throws ApiError */
export async function textOf(path: string, headers: Record<string, string>): Promise<string> {
  const response = await fetch(path, { headers }).catch(() => {
    throw new ApiError(0);
  });
  if (!response.ok) throw new ApiError(response.status);
  return response.text();
}

/** An answer that is a file. @throws ApiError */
export async function fileOf(path: string, headers: Record<string, string>): Promise<Blob> {
  const response = await fetch(path, { headers }).catch(() => {
    throw new ApiError(0);
  });
  if (!response.ok) throw new ApiError(response.status);
  return response.blob();
}

/** Server-sent events, until the server or `signal` ends them. @throws ApiError, or the reason of `signal` */
export async function* eventsOf(
  path: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): AsyncGenerator<EventSourceMessage> {
  const response = await fetch(path, { headers, signal }).catch(() => {
    signal.throwIfAborted();
    throw new ApiError(0);
  });
  if (!response.ok || !response.body) throw new ApiError(response.status);
  const events = response.body
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new EventSourceParserStream())
    .getReader();
  for (let next = await events.read(); !next.done; next = await events.read()) yield next.value;
}

export interface Call {
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  body?: unknown;
  headers?: Record<string, string>;
}

/** Calls our own server; the caller names what it expects back. @throws ApiError */
export async function call<Answer>(
  path: string,
  { method = 'GET', body, headers = {} }: Call = {},
): Promise<Answer> {
  const response = await fetch(path, {
    method,
    headers: {
      'accept-language': document.documentElement.lang,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new ApiError(0);
  });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer as Answer;
  const problem = (answer ?? {}) as {
    code?: string;
    detail?: string;
    errors?: { path: string }[];
    faults?: FileFault[];
  };
  const { errors = [], faults = [] } = problem;
  const refused = { paths: errors.map(({ path }) => path), faults };
  throw new ApiError(response.status, problem.code, problem.detail, refused);
}
