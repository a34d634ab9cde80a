import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { routes } from '../../src/http/index.js';
import { KEY, Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
  await rig.topic();
});
afterAll(() => rig.stop());

const PROBLEM = {
  type: expect.stringMatching(/^urn:izin:problem:\w+$/),
  title: expect.stringMatching(/\S/),
  status: expect.any(Number),
  detail: expect.stringMatching(/\S/),
  code: expect.stringMatching(/^[a-z_]+$/),
};

describe('what is not understood is a problem:', () => {
  test.each<
    [
      string,
      string,
      { method?: string; raw?: string; body?: unknown; headers?: Record<string, string> },
      number,
      string,
    ]
  >([
    ['an unknown address', '/api/v1/nothing', {}, 404, 'not_found'],
    ['an unknown address outside the API', '/nothing', {}, 404, 'not_found'],
    ['a wrong method', '/api/v1/topics', { method: 'DELETE' }, 405, 'method_not_allowed'],
    ['a wrong method on the stream', '/api/v1/events', { method: 'POST' }, 405, 'method_not_allowed'],
    [
      'broken JSON',
      '/api/v1/topics',
      { raw: '{"id":', headers: { 'Content-Type': 'application/json' } },
      400,
      'invalid_json',
    ],
    [
      'JSON under another name',
      '/api/v1/topics',
      { raw: '{}', headers: { 'Content-Type': 'text/plain' } },
      415,
      'unsupported_media_type',
    ],
    [
      'JSON in an unknown alphabet',
      '/api/v1/topics',
      { raw: '{}', headers: { 'Content-Type': 'application/json; charset=klingon' } },
      415,
      'unsupported_media_type',
    ],
    ['a body that is too long', '/api/v1/topics', { body: { id: 'x'.repeat(1_100_000) } }, 413, 'too_large'],
    ['no body', '/api/v1/topics', { method: 'POST' }, 422, 'invalid'],
    ['a broken percent sign', '/api/v1/contacts/%E0%A4%A', {}, 400, 'invalid_request'],
    [
      'NUL in a text',
      '/api/v1/topics',
      { body: { id: 'nol', name: { id: 'a\u0000b', en: 'x' } } },
      422,
      'invalid',
    ],
    ['NUL in an address', '/api/v1/contacts/a%00b', {}, 404, 'not_found'],
  ])('%s', async (_, path, send, status, code) => {
    const answer = await rig.send(path, send);
    expect([answer.status, answer.body?.code]).toEqual([status, code]);
    expect(answer.headers.get('Content-Type')).toMatch(/^application\/problem\+json/);
    expect(answer.body).toMatchObject({ ...PROBLEM, status });
    expect(answer.headers.get('X-Request-Id')).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('says which methods there are', async () => {
    const answer = await rig.api('/topics', { method: 'DELETE' });
    expect(answer.headers.get('Allow')).toBe('GET, POST');
  });

  test('names each faulty field', async () => {
    const { body } = await rig.post('/topics', { id: 'Not A Slug', name: { id: '' } });
    expect(body.errors.map((one: { path: string }) => one.path)).toEqual(['id', 'name.id', 'name.en']);
  });

  test.each([
    [undefined, 'id', 'Isi keliru'],
    ['id-ID,id;q=0.9,en;q=0.5', 'id', 'Isi keliru'],
    ['en-GB,en;q=0.9', 'en', 'Invalid content'],
    ['fr', 'id', 'Isi keliru'],
  ])('speaks as %s asks', async (accepted, language, title) => {
    const answer = await rig.post(
      '/topics',
      {},
      accepted === undefined ? {} : { 'Accept-Language': accepted },
    );
    expect([answer.headers.get('Content-Language'), answer.body.title]).toEqual([language, title]);
  });
});

describe('an error of ours', () => {
  test('P8 shows nothing of itself, and leaves its place in the log', async () => {
    const other = await Rig.start({
      syncTemplates: async () => {
        throw new Error('token EAAG-secret of +6281234567890');
      },
      handoff: {
        labels: async () => {
          throw new TypeError('Siti Rahayu +6281234567890');
        },
      } as unknown as Rig['deps']['handoff'],
    });
    const broken = await other.api('/labels');
    expect([broken.status, broken.body.code]).toEqual([500, 'internal']);
    const upstream = await other.post('/templates/sync');
    expect([upstream.status, upstream.body.code]).toEqual([502, 'upstream']);
    const seen = JSON.stringify([broken.text, upstream.text, other.lines]);
    for (const secret of ['Siti', '6281234567890', 'EAAG', 'node_modules']) {
      expect(JSON.stringify([broken.text, upstream.text])).not.toContain(secret);
      if (secret !== 'node_modules') expect(seen).not.toContain(secret);
    }
    const line = other.lines.find((one) => one['error'] === 'TypeError');
    expect(line).toMatchObject({ code: 'internal', requestId: broken.headers.get('X-Request-Id') });
    expect(JSON.stringify(line?.['at'])).toContain('at ');
    await other.stop();
  });
});

/** JSON that looks half right: known field names with any values. */
const FIELDS = [
  'phone',
  'name',
  'topic',
  'event',
  'source',
  'evidence',
  'id',
  'contact',
  'purpose',
  'template',
  'text',
  'audience',
  'labels',
  'attributes',
  'filter',
  'identities',
  'assignee',
  'title',
  'basis',
  'schedule_at',
  'language',
  'description',
  'reason',
  'label',
  'author',
  '__proto__',
  'constructor',
];
const field = fc.oneof(
  { depthSize: 'small' },
  fc.constantFrom<unknown>(
    'info-zakat',
    'REQUEST',
    'WITHDRAW',
    'marketing',
    'service',
    '0812',
    '+6281234567890',
    'id',
    '',
    null,
    -1,
    1e308,
    true,
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.jsonValue({ maxDepth: 3 }),
);
const body = fc.oneof(
  fc.dictionary(fc.constantFrom(...FIELDS), field, { maxKeys: 8 }),
  fc.jsonValue({ maxDepth: 3 }),
);

test('whatever JSON comes, the answer is never 500 and never anything but JSON', async () => {
  const writing = routes.filter((route) => route.body !== undefined);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...writing), body, async (route, value) => {
      const path = `/api/v1${route.path.replace(/\{\w+\}/g, 'ct_none')}`;
      const answer = await rig.send(path, { method: route.method.toUpperCase(), body: value });
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) expect(answer.body).toMatchObject({ ...PROBLEM, status: answer.status });
    }),
    { numRuns: 300 },
  );
  expect(rig.lines.filter((line) => line['message'] === 'request failed')).toEqual([]);
});

test('whatever query and address come, the answer is never 500', async () => {
  const reading = routes.filter((route) => route.method === 'get');
  const value = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 30 }),
    fc.constantFrom('1', '-1', '999999999999', 'WzFd', '[]', 'null'),
  );
  const query = fc.dictionary(
    fc.constantFrom('limit', 'cursor', 'phone', 'topic', 'state', 'label', 'status', 'x', 'limit[]'),
    value,
    { maxKeys: 4 },
  );
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...reading), value, query, async (route, id, search) => {
      const wellFormed = (text: string) => encodeURIComponent(text.toWellFormed()) || 'x';
      const path = route.path.replace(/\{\w+\}/g, wellFormed(id));
      const words = Object.entries(search).map(([name, text]) => `${wellFormed(name)}=${wellFormed(text)}`);
      const answer = await rig.send(`/api/v1${path}?${words.join('&')}`);
      expect(answer.status).toBeLessThan(500);
      if (answer.status >= 400) expect(answer.body).toMatchObject(PROBLEM);
    }),
    { numRuns: 200 },
  );
});

test('P8 neither phone nor name nor text stands in a log line or a metric', async () => {
  const secrets = ['6281299988877', '081299988877', 'Siti', 'rahasia'];
  await rig.post('/contacts', { phone: '081299988877', name: 'Siti', language: 'rahasia' });
  const id = await rig.contact('081299988877', { name: 'Siti' });
  await rig.api('/contacts?phone=081299988877');
  await rig.api('/contacts/081299988877');
  await rig.send('/Siti/081299988877');
  await rig.wrote(id, 'rahasia');
  await rig.post('/messages', { contact: id, purpose: 'service', text: 'rahasia' });
  await rig.send('/api/v1/topics', { headers: { 'X-Request-Id': '081299988877' } });
  await rig.send('/api/v1/topics', { method: 'SITI' }).catch(() => undefined);
  const metrics = await rig.send('/metrics', { key: null });
  const seen = JSON.stringify(rig.lines) + metrics.text;
  for (const secret of [...secrets, KEY]) expect(seen).not.toContain(secret);
  const routesSeen = new Set(rig.lines.map((line) => line['route']));
  expect([...routesSeen]).toEqual(
    expect.arrayContaining(['/api/v1/contacts', '/api/v1/contacts/{id}', '/api/v1/messages', 'unmatched']),
  );
});
