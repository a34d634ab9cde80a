import type { z } from 'zod';
import type { ApiDeps } from './deps.js';
import { type FieldFault, Problem } from './problem.js';
import type { ProblemCode } from './problem-words.js';
import { none } from './schemas.js';

/** Words for the document, in both languages. */
export interface Localized {
  id: string;
  en: string;
}

/** What a handler gets: everything checked. */
export interface Input<P, Q, B> {
  params: P;
  query: Q;
  body: B;
  /** Name of the API key that asks. */
  actor: string;
  /** Its id. */
  key: string;
  /** The bytes of a body that is streamed. */
  file: AsyncIterable<Buffer>;
  /** The type that the client prefers among JSON and the endpoint's `alternatives`. */
  accept: string;
}

/** An answer with another status than the endpoint's usual one. */
export class Reply<T = unknown> {
  readonly status: number;
  readonly body: T;
  constructor(status: number, body: T) {
    this.status = status;
    this.body = body;
  }
}

/** An answer that is a file instead of JSON. */
export class FileReply extends Reply<undefined> {
  readonly type: string;
  /** Whole, or piece by piece where it may be large. */
  readonly bytes: Buffer | AsyncIterable<string | Buffer>;
  /** Under this name browsers save it; without one they show it. */
  readonly filename: string | undefined;
  readonly headers: Readonly<Record<string, string>>;
  constructor(
    type: string,
    bytes: Buffer | AsyncIterable<string | Buffer>,
    filename?: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(200, undefined);
    this.headers = headers;
    this.type = type;
    this.bytes = bytes;
    this.filename = filename;
  }
}

type Method = 'get' | 'post' | 'patch' | 'delete';
type Nothing = typeof none;

interface Definition<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  method: Method;
  /** In OpenAPI's form, below `/api/v1`. */
  path: `/${string}`;
  tag: string;
  summary: Localized;
  params?: P;
  query?: Q;
  body?: B;
  /** The body is streamed as one of these types instead of parsed as JSON. */
  streamed?: readonly string[];
  /** The answer is a file of one of these types (`FileReply`). */
  produces?: readonly string[];
  /** Besides JSON the answer can be a file of one of these types, where the client prefers it. */
  alternatives?: readonly string[];
  response: R;
  /** 200 unless said. */
  status?: number;
  /** Codes of refusals that are this endpoint's own. */
  refusals?: readonly ProblemCode[];
  example: z.input<R>;
  bodyExample?: z.input<B> | string;
  handle(
    deps: ApiDeps,
    input: Input<z.output<P>, z.output<Q>, z.output<B>>,
  ): Promise<z.input<R> | Reply<z.input<R>> | FileReply>;
}

/** A request as it came. */
export interface RawInput {
  params: unknown;
  query: unknown;
  body: unknown;
  actor: string;
  key: string;
  file: AsyncIterable<Buffer>;
  accept: string;
}

/** An endpoint whose types stay inside: what the router, the document and the tests work with. */
export interface Route {
  method: Method;
  path: `/${string}`;
  tag: string;
  summary: Localized;
  params: z.ZodType;
  query: z.ZodType;
  body: z.ZodType | undefined;
  streamed: readonly string[] | undefined;
  produces: readonly string[] | undefined;
  alternatives: readonly string[];
  response: z.ZodType;
  status: number;
  refusals: readonly ProblemCode[];
  example: unknown;
  bodyExample: unknown;
  /** Checks the request; the result does the work. @throws Problem */
  prepare(deps: ApiDeps, raw: RawInput): () => Promise<Reply>;
}

/** Defines one endpoint. */
export function endpoint<
  R extends z.ZodType,
  P extends z.ZodType = Nothing,
  Q extends z.ZodType = Nothing,
  B extends z.ZodType = z.ZodUnknown,
>(definition: Definition<P, Q, B, R>): Route {
  const { params = none, query = none, body, status = 200 } = definition;
  return {
    method: definition.method,
    path: definition.path,
    tag: definition.tag,
    summary: definition.summary,
    params,
    query,
    body,
    streamed: definition.streamed,
    produces: definition.produces,
    alternatives: definition.alternatives ?? [],
    response: definition.response,
    status,
    refusals: definition.refusals ?? [],
    example: definition.example,
    bodyExample: definition.bodyExample,
    prepare(deps, raw) {
      const input = {
        params: check(params, raw.params, 'not_found') as z.output<P>,
        query: check(query, raw.query, 'invalid_query') as z.output<Q>,
        body: (body === undefined ? undefined : check(body, raw.body, 'invalid')) as z.output<B>,
        actor: raw.actor,
        key: raw.key,
        file: raw.file,
        accept: raw.accept,
      };
      return async () => {
        const answer = await definition.handle(deps, input);
        return answer instanceof Reply ? answer : new Reply(status, answer);
      };
    },
  };
}

function check(schema: z.ZodType, value: unknown, code: ProblemCode): unknown {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  if (code === 'not_found') throw new Problem(code);
  const codes = result.error.issues.map((issue) => ('params' in issue ? issue.params?.['code'] : undefined));
  const special = codes.find((one): one is ProblemCode => typeof one === 'string');
  throw new Problem(special ?? code, { faults: faultsOf(result.error) });
}

/** Zod's issues without anything that was sent: its messages name types and limits only. */
function faultsOf(error: z.ZodError): FieldFault[] {
  return error.issues
    .slice(0, 20)
    .map((issue) => ({ path: issue.path.map(String).join('.'), message: issue.message }));
}
