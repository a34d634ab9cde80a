import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openApi, routes } from '../../src/http/index.js';
import { Rig } from './rig.js';

// biome-ignore lint/suspicious/noExplicitAny: the document is looked into freely.
const document = openApi(routes) as any;

describe('every route', () => {
  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s gives examples that fit its schemas',
    (_, route) => {
      expect(route.response.safeParse(route.example).error).toBeUndefined();
      if (route.body) expect(route.body.safeParse(route.bodyExample).error).toBeUndefined();
      if (route.streamed) expect(typeof route.bodyExample).toBe('string');
    },
  );

  test.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s stands in the document',
    (_, route) => {
      const operation = document.paths[route.path]?.[route.method];
      expect(operation.summary).toBe(route.summary.en);
      expect(operation['x-summary-id']).toBe(route.summary.id);
      expect(operation.responses[route.status]).toBeDefined();
      expect(operation.responses['401'].content['application/problem+json']).toBeDefined();
      const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const documented = operation.parameters.filter((one: { in?: string }) => one.in === 'path');
      expect(documented.map((one: { name: string }) => one.name)).toEqual(inPath);
      const idempotent = operation.parameters.some((one: { $ref?: string }) =>
        one.$ref?.endsWith('IdempotencyKey'),
      );
      expect(idempotent).toBe(route.method === 'post');
      expect(operation.requestBody !== undefined).toBe(
        route.body !== undefined || route.streamed !== undefined,
      );
    },
  );

  test('has a place of its own', () => {
    const places = routes.map((route) => `${route.method} ${route.path}`);
    expect(new Set(places).size).toBe(places.length);
    const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((path) =>
      Object.values(path).flatMap((one) => one.operationId ?? []),
    );
    expect(new Set(ids).size).toBe(ids.length);
  });
});

/** Design §7, the table of calls; recovery belongs to a later issue. */
const CONTRACT = [
  'POST /contacts',
  'GET /contacts',
  'GET /contacts/{id}',
  'PATCH /contacts/{id}',
  'DELETE /contacts/{id}',
  'GET /contacts/{id}/consents',
  'POST /contacts/{id}/consents',
  'GET /contacts/{id}/ledger',
  'GET /contacts/{id}/messages',
  'GET /contacts/{id}/export',
  'POST /imports',
  'GET /imports/{id}',
  'GET /topics',
  'POST /topics',
  'GET /segments',
  'POST /segments',
  'GET /templates',
  'POST /templates/sync',
  'POST /broadcasts',
  'GET /broadcasts/{id}',
  'POST /broadcasts/{id}/preflight',
  'POST /broadcasts/{id}/start',
  'POST /broadcasts/{id}/pause',
  'POST /broadcasts/{id}/resume',
  'POST /broadcasts/{id}/cancel',
  'GET /broadcasts/{id}/recipients',
  'POST /messages',
  'GET /tickets',
  'POST /tickets',
  'POST /tickets/{id}/assign',
  'POST /tickets/{id}/reply',
  'POST /tickets/{id}/note',
  'POST /tickets/{id}/close',
  'GET /quick-replies',
  'GET /labels',
  'GET /account',
  'GET /account/events',
  'GET /ledger/verify',
  'GET /ledger/checkpoints',
  'GET /failed-events',
  'GET /events',
];

test.each(CONTRACT)('the contract has %s', (call) => {
  const [method = '', path = ''] = call.split(' ');
  expect(document.paths[path]?.[method.toLowerCase()]).toBeDefined();
});

test('every reference leads to something, and nothing is private to a schema', () => {
  const text = JSON.stringify(document);
  for (const [, name] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
    expect(Object.keys(document.components.schemas)).toContain(name);
  }
  expect(text).not.toContain('$defs');
  expect(document.components.schemas.Contact.properties.id).toEqual({ type: 'string' });
});

describe('the document', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await Rig.start();
  });
  afterAll(() => rig.stop());

  test('is there for everybody, as OpenAPI 3.1', async () => {
    const answer = await rig.send('/api/v1/openapi.json', { key: null });
    expect(answer.status).toBe(200);
    expect(answer.body.openapi).toBe('3.1.0');
    expect(answer.body.components.securitySchemes.key).toMatchObject({ type: 'http', scheme: 'bearer' });
    expect(answer.body.security).toEqual([{ key: [] }]);
  });
});
