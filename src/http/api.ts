import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { nameRoute } from './access-log.js';
import type { ApiDeps } from './deps.js';
import { FileReply, type Reply, type Route } from './endpoint.js';
import { streamEvents } from './event-stream.js';
import { Idempotency } from './idempotency.js';
import { keyReader } from './keys.js';
import { openApi } from './openapi.js';
import { Problem } from './problem.js';
import { routes } from './routes/index.js';
import { streamVerification } from './verification-stream.js';

export const API = '/api/v1';
const JSON_LIMIT = '1mb';

/** The REST API: first who asks, then how often, then what. */
export function apiRouter(deps: ApiDeps): Router {
  const router = Router({ caseSensitive: true });
  const document = JSON.stringify(openApi(routes));
  router.get('/openapi.json', (_request, response) => {
    nameRoute(response, `${API}/openapi.json`);
    response.type('application/json').set('Cache-Control', 'no-cache').send(document);
  });
  router.use(authenticate(deps), limitRate(deps), privately);
  router.get('/events', streamEvents(deps));
  router.get('/ledger/verify', streamVerification(deps));
  const idempotency = new Idempotency(deps.store, deps.now);
  const json = express.json({
    limit: JSON_LIMIT,
    strict: false,
    type: ['application/json', 'application/*+json'],
  });
  for (const route of routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    router[route.method](
      path,
      named(route),
      route.streamed ? checkType(route.streamed) : json,
      run(route, deps, idempotency),
    );
  }
  for (const [path, methods] of byPath()) router.all(path, refuseMethod(methods));
  router.use(() => {
    throw new Problem('not_found');
  });
  return router;
}

function byPath(): Map<string, string[]> {
  const methods = new Map<string, string[]>([['/events', ['GET']]]);
  for (const { path, method } of routes) {
    const pattern = path.replace(/\{(\w+)\}/g, ':$1');
    methods.set(pattern, [...(methods.get(pattern) ?? []), method.toUpperCase()]);
  }
  return methods;
}

function authenticate({ store, apiKey }: ApiDeps): RequestHandler {
  const read = keyReader(store.read, apiKey);
  return async (request, response, next) => {
    const authorization = request.get('Authorization');
    const key = await read(authorization);
    if (key === undefined) {
      const why = authorization === undefined ? '' : ', error="invalid_token"';
      throw new Problem('unauthorized', { headers: { 'WWW-Authenticate': `Bearer realm="izin"${why}` } });
    }
    response.locals['key'] = key.id;
    response.locals['actor'] = key.name;
    next();
  };
}

function limitRate({ apiRate }: ApiDeps): RequestHandler {
  if (apiRate === null) return (_request, _response, next) => next();
  const limiter = new RateLimiterMemory({ points: apiRate, duration: 1 });
  return async (_request, response, next) => {
    try {
      await limiter.consume(String(response.locals['key']));
    } catch (refused) {
      const wait = Math.max(1, Math.ceil((refused as RateLimiterRes).msBeforeNext / 1000));
      throw new Problem('rate_limited', { headers: { 'Retry-After': String(wait) } });
    }
    next();
  };
}

/** Answers hold personal data: no cache between us and the client keeps them. */
const privately: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

function named(route: Route): RequestHandler {
  return (_request, response, next) => {
    nameRoute(response, `${API}${route.path}`);
    next();
  };
}

const JSON_TYPE = 'application/json';

function checkType(types: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    if (!request.is([...types])) throw new Problem('unsupported_media_type');
    next();
  };
}

function refuseMethod(methods: readonly string[]): RequestHandler {
  return () => {
    throw new Problem('method_not_allowed', { headers: { Allow: methods.join(', ') } });
  };
}

function run(route: Route, deps: ApiDeps, idempotency: Idempotency): RequestHandler {
  return async (request, response) => {
    requireJson(route, request);
    const apiKeyId = String(response.locals['key']);
    const { file, digest } = hashing(request);
    const { params, query } = request;
    const work = route.prepare(deps, {
      params,
      query,
      body: request.body as unknown,
      actor: String(response.locals['actor']),
      key: apiKeyId,
      file,
      accept: request.accepts([JSON_TYPE, ...route.alternatives]) || JSON_TYPE,
    });
    const key = route.method === 'post' ? idempotencyKey(request) : undefined;
    if (key === undefined) return send(response, await work());
    const fingerprint = async () =>
      fingerprintOf(request, route.streamed ? await digest() : (JSON.stringify(request.body) ?? ''));
    const { reply, replayed } = await idempotency.run({ apiKeyId, key, fingerprint }, work);
    if (replayed) response.set('Idempotency-Replayed', 'true');
    send(response, reply);
  };
}

/** A body that is not JSON would silently count as none. */
function requireJson(route: Route, request: Request): void {
  const hasBody =
    request.get('Transfer-Encoding') !== undefined || Number(request.get('Content-Length') ?? 0) > 0;
  if (route.body && hasBody && !request.is(['application/json', 'application/*+json'])) {
    throw new Problem('unsupported_media_type');
  }
}

function idempotencyKey(request: Request): string | undefined {
  const key = request.get('Idempotency-Key');
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) {
    throw new Problem('invalid_request', {
      faults: [{ path: 'Idempotency-Key', message: '1 to 255 visible ASCII characters' }],
    });
  }
  return key;
}

function fingerprintOf(request: Request, body: string): string {
  return createHash('sha256').update(`${request.method} ${request.originalUrl}\n${body}`).digest('hex');
}

/** The bytes of the request, and the digest of all of them; asking for the digest reads what is left. */
function hashing(request: Request): { file: AsyncIterable<Buffer>; digest: () => Promise<string> } {
  const hash = createHash('sha256');
  const file = (async function* () {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      hash.update(chunk);
      yield chunk;
    }
  })();
  const digest = async () => {
    for await (const _ of file);
    return hash.digest('hex');
  };
  return { file, digest };
}

function send(response: Response, reply: Reply): void {
  const { status, body } = reply;
  response.status(status);
  if (reply instanceof FileReply) {
    if (reply.filename !== undefined) response.attachment(reply.filename);
    response.type(reply.type).set(reply.headers);
    if (Buffer.isBuffer(reply.bytes)) response.send(reply.bytes);
    // Nothing can be said any more once it has begun: a cut connection shows that it is not whole.
    else pipeline(Readable.from(reply.bytes), response).catch(() => response.destroy());
    return;
  }
  if (body === undefined) response.end();
  else response.json(body);
}
