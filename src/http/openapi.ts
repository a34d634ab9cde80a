import { z } from 'zod';
import type { Route } from './endpoint.js';
import { PROBLEM_CODES, type ProblemCode, STATUS } from './problem-words.js';
import { names } from './schemas.js';

type Json = { [key: string]: unknown };

/** Refusals that any endpoint can give. */
const COMMON: readonly ProblemCode[] = ['unauthorized', 'rate_limited', 'internal', 'unavailable'];

/** The OpenAPI 3.1 document of these endpoints, made from the very schemas that check requests. */
export function openApi(routes: readonly Route[]): Json {
  const components: Json = {};
  const schema = (type: z.ZodType, io: 'input' | 'output') => schemaOf(type, io, components);
  const paths: Record<string, Json> = {
    '/openapi.json': {
      get: {
        tags: ['document'],
        summary: 'This document',
        security: [],
        responses: { 200: { description: 'OpenAPI 3.1' } },
      },
    },
    '/events': { get: EVENTS },
  };
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route, schema) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Izin',
      version: '1',
      description:
        'Server WhatsApp Business yang mendahulukan izin. Waktu dalam ISO 8601 (UTC); halaman `{items,next}`; kesalahan menurut RFC 9457 dengan `code`.\n\n' +
        'Consent-first WhatsApp Business server. Times are ISO 8601 (UTC); pages are `{items,next}`; errors follow RFC 9457 and carry a `code`. Unknown fields are ignored.',
    },
    servers: [{ url: '/api/v1' }],
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'IZIN_API_KEY, or a key from `izin token add`.' },
      },
      schemas: { Problem: PROBLEM, ...components },
      parameters: { IdempotencyKey: IDEMPOTENCY_KEY },
      headers: {
        RequestId: {
          description: 'Id of the request, also in the log.',
          schema: { type: 'string', format: 'uuid' },
        },
      },
    },
  };
}

const PROBLEM: Json = {
  type: 'object',
  description: 'Problem details, RFC 9457.',
  required: ['type', 'title', 'status', 'detail', 'code'],
  properties: {
    type: { type: 'string', format: 'uri' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string', description: 'In Indonesian, or in English if `Accept-Language` asks for it.' },
    code: { type: 'string', enum: PROBLEM_CODES },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
  },
};

const IDEMPOTENCY_KEY: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'The same key with the same request gives the same answer for 24 hours; with another request 409 `idempotency_conflict`.',
  schema: { type: 'string', minLength: 1, maxLength: 255 },
};

const EVENTS: Json = {
  tags: ['events'],
  operationId: 'get_events',
  summary: 'Server-sent events: what has changed',
  'x-summary-id': 'Peristiwa langsung (SSE): apa yang berubah',
  description: 'Event names: `message` `consent` `ticket` `broadcast` `account`; the data holds ids only.',
  responses: {
    200: { description: 'A stream', content: { 'text/event-stream': { schema: { type: 'string' } } } },
  },
};

const BYTES: Json = { type: 'string', format: 'binary' };

function operation(route: Route, schema: (type: z.ZodType, io: 'input' | 'output') => Json): Json {
  const body = route.streamed ? BYTES : route.body && schema(route.body, 'input');
  const types = route.streamed ?? ['application/json'];
  return {
    tags: [route.tag],
    operationId: `${route.method}${route.path.replace(/[^a-z]+/gi, '_').replace(/_$/, '')}`,
    summary: route.summary.en,
    'x-summary-id': route.summary.id,
    parameters: [
      ...parameters(schema(route.params, 'input'), 'path'),
      ...parameters(schema(route.query, 'input'), 'query'),
      ...(route.method === 'post' ? [{ $ref: '#/components/parameters/IdempotencyKey' }] : []),
    ],
    ...(body
      ? {
          requestBody: {
            required: true,
            content: Object.fromEntries(
              types.map((type) => [type, { schema: body, ...exampleOf(route.bodyExample) }]),
            ),
          },
        }
      : {}),
    responses: { [route.status]: success(route, schema), ...refusals(route) },
  };
}

function success(route: Route, schema: (type: z.ZodType, io: 'input' | 'output') => Json): Json {
  const headers = { 'X-Request-Id': { $ref: '#/components/headers/RequestId' } };
  if (route.status === 204) return { description: 'Done', headers };
  if (route.produces) {
    const content = Object.fromEntries(route.produces.map((type) => [type, { schema: BYTES }]));
    return { description: 'A file', headers, content };
  }
  const content = {
    'application/json': { schema: schema(route.response, 'output'), ...exampleOf(route.example) },
    ...Object.fromEntries(route.alternatives.map((type) => [type, { schema: BYTES }])),
  };
  return { description: 'OK', headers, content };
}

const exampleOf = (example: unknown) => (example === undefined ? {} : { example });

function refusals(route: Route): Json {
  const usual: ProblemCode[] = [...COMMON];
  if (route.path.includes('{')) usual.push('not_found');
  if (route.body || route.streamed) usual.push('invalid', 'too_large', 'unsupported_media_type');
  if (route.body) usual.push('invalid_json');
  if (route.method === 'post')
    usual.push('idempotency_conflict', 'idempotency_in_progress', 'idempotency_unclear');
  if (Object.keys((route.query as z.ZodObject).shape ?? {}).length > 0)
    usual.push('invalid_query', 'invalid_cursor');
  const byStatus = Map.groupBy([...new Set([...usual, ...route.refusals])], (code) => STATUS[code] ?? 409);
  return Object.fromEntries(
    [...byStatus].map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `\`${code}\``).join(', '),
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    ]),
  );
}

function parameters(schema: Json, where: 'path' | 'query'): Json[] {
  const required = (schema['required'] ?? []) as string[];
  return Object.entries((schema['properties'] ?? {}) as Record<string, Json>).map(([name, type]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: type,
  }));
}

/** JSON Schema of a type; named parts move to the components of the document. */
function schemaOf(type: z.ZodType, io: 'input' | 'output', components: Json): Json {
  const made = z.toJSONSchema(type, {
    io,
    metadata: names,
    unrepresentable: 'any',
    reused: 'inline',
  }) as Json;
  const { $schema: _, $defs, ...schema } = made;
  for (const [name, definition] of Object.entries(($defs ?? {}) as Json))
    components[name] = moved(definition);
  return moved(schema) as Json;
}

function moved(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(moved);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => key !== 'id' || typeof (value as Json)['type'] !== 'string')
      .map(([key, part]) => [
        key,
        key === '$ref' && typeof part === 'string'
          ? part.replace('#/$defs/', '#/components/schemas/')
          : moved(part),
      ]),
  );
}
