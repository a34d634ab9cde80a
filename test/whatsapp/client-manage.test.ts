import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { GraphClient, GraphError } from '../../src/whatsapp/client.js';
import { MediaError, type MediaInfo, readDigest } from '../../src/whatsapp/media.js';
import { type GraphServer, type Handler, json, startGraph } from './graph-server.js';

const TOKEN = 'EAAfaketoken0123456789';
let graph: GraphServer;
let client: GraphClient<never>;

beforeEach(async () => {
  graph = await startGraph();
  client = new GraphClient<never>({
    baseUrl: graph.url,
    version: 'v25.0',
    token: TOKEN,
    numberId: '100',
    wabaId: '200',
    timeoutMs: 300,
    redeem: () => {
      throw new Error('a management call needs no permit');
    },
  });
});

afterEach(async () => {
  client.close();
  await graph.close();
});

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );

describe('calls', () => {
  test.each<[string, (client: GraphClient<never>) => Promise<unknown>, string, string, object | undefined]>([
    [
      'read',
      (client) => client.markRead('wamid.A'),
      'POST',
      '/v25.0/100/messages',
      { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' },
    ],
    [
      'read and typing',
      (client) => client.markRead('wamid.A', true),
      'POST',
      '/v25.0/100/messages',
      {
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: 'wamid.A',
        typing_indicator: { type: 'text' },
      },
    ],
    ['subscribe', (client) => client.subscribeApp(), 'POST', '/v25.0/200/subscribed_apps', undefined],
  ])('%s', async (_name, call, method, url, sent) => {
    graph.handler = json({ success: true });
    await call(client);
    expect(graph.seen).toHaveLength(1);
    expect(graph.seen[0]).toMatchObject({ method, url });
    expect(graph.seen[0]?.headers['authorization']).toBe(`Bearer ${TOKEN}`);
    expect(graph.seen[0]?.body ? JSON.parse(graph.seen[0].body) : undefined).toEqual(sent);
  });

  test('a template is handed in under its account', async () => {
    graph.handler = json({ id: '8', status: 'PENDING', category: 'UTILITY' });
    const made = await client.createTemplate({
      name: 'kabar',
      category: 'marketing',
      language: 'id',
      body: 'Kabar {{bulan}} untuk Anda.',
      samples: { bulan: 'Mei' },
    });
    // Meta decides the category.
    expect(made).toEqual({ id: '8', status: 'PENDING', category: 'UTILITY' });
    expect(graph.seen[0]).toMatchObject({ method: 'POST', url: '/v25.0/200/message_templates' });
    expect(JSON.parse(graph.seen[0]?.body ?? '')).toEqual({
      name: 'kabar',
      language: 'id',
      category: 'MARKETING',
      parameter_format: 'NAMED',
      components: [
        {
          type: 'BODY',
          text: 'Kabar {{bulan}} untuk Anda.',
          example: { body_text_named_params: [{ param_name: 'bulan', example: 'Mei' }] },
        },
      ],
    });
  });

  test('templates over all pages, broken ones left out', async () => {
    const pages: Record<string, object> = {
      '': {
        data: [{ name: 'a', language: 'id' }, { nonsense: 1 }],
        paging: { cursors: { after: 'X' }, next: 'https://elsewhere.example' },
      },
      X: { data: [{ name: 'b', language: 'id' }], paging: { cursors: { after: 'Y' } } },
    };
    graph.handler = (request, response, seen) => {
      const after = new URL(request.url ?? '', 'http://x').searchParams.get('after') ?? '';
      json(pages[after])(request, response, seen);
    };
    expect((await client.templates()).map(({ name }) => name)).toEqual(['a', 'b']);
    expect(graph.seen).toHaveLength(2);
    expect(graph.seen[0]?.url).toMatch(/^\/v25\.0\/200\/message_templates\?fields=id,name,.*&limit=100$/);
  });

  test('a list of pages that leads in a circle ends', async () => {
    graph.handler = json({
      data: [{ name: 'a', language: 'id' }],
      paging: { cursors: { after: 'X' }, next: 'n' },
    });
    expect(await client.templates()).toHaveLength(2);
  });

  test('health: the worst entity wins', async () => {
    graph.handler = json({
      health_status: {
        can_send_message: 'LIMITED',
        entities: [
          {
            entity_type: 'PHONE_NUMBER',
            id: '100',
            can_send_message: 'LIMITED',
            additional_info: ['note', 7],
          },
          {
            entity_type: 'APP',
            can_send_message: 'BLOCKED',
            errors: [{ error_code: 141000, error_description: 'why', possible_solution: 'how' }, {}],
          },
          { entity_type: 'WABA', can_send_message: 'AVAILABLE' },
        ],
      },
    });
    expect(await client.health()).toEqual({
      canSend: 'BLOCKED',
      entities: [
        { type: 'PHONE_NUMBER', id: '100', canSend: 'LIMITED', notes: ['note'], errors: [] },
        {
          type: 'APP',
          canSend: 'BLOCKED',
          notes: [],
          errors: [{ code: 141000, description: 'why', solution: 'how' }, { code: -1 }],
        },
        { type: 'WABA', canSend: 'AVAILABLE', notes: [], errors: [] },
      ],
    });
    expect(graph.seen[0]?.url).toBe('/v25.0/100?fields=health_status');
  });

  test.each([
    [{ health_status: { can_send_message: 'AVAILABLE' } }, 'AVAILABLE'],
    [{ health_status: { can_send_message: 'SLEEPY' } }, 'LIMITED'],
    [{}, 'LIMITED'],
  ])('health %j: %s', async (answer, canSend) => {
    graph.handler = json(answer);
    expect(await client.health('200')).toEqual({ canSend, entities: [] });
    expect(graph.seen[0]?.url).toContain('/200?');
  });

  test('the number', async () => {
    graph.handler = json({
      id: '100',
      display_phone_number: '+1 555-010-0000',
      verified_name: 'Example',
      status: 'CONNECTED',
      quality_rating: 'GREEN',
      throughput: { level: 'STANDARD' },
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
      is_pin_enabled: true,
    });
    expect(await client.number()).toEqual({
      id: '100',
      displayNumber: '+1 555-010-0000',
      verifiedName: 'Example',
      status: 'CONNECTED',
      quality: 'GREEN',
      throughput: 'STANDARD',
      limit: 2_000,
      pinEnabled: true,
    });
  });

  test('the account, the apps, the token', async () => {
    graph.handler = json({ id: '200', name: 'Example', timezone_id: 1 });
    expect(await client.account()).toEqual({ id: '200', name: 'Example', timezoneId: '1' });
    graph.handler = json({
      data: [{ whatsapp_business_api_data: { id: '7', name: 'App' } }, { id: '8' }, 'x'],
    });
    expect(await client.subscribedApps()).toEqual([{ id: '7', name: 'App' }, { id: '8' }, {}]);
    graph.handler = json({ data: { is_valid: true, expires_at: 1_800_000_000, scopes: ['a', 7] } });
    expect(await client.debugToken()).toEqual({ valid: true, expiresAt: 1_800_000_000_000, scopes: ['a'] });
    graph.handler = json({ data: { is_valid: 'yes', expires_at: 0 } });
    expect(await client.debugToken()).toEqual({ valid: false, scopes: [] });
  });

  test('an upload carries the file with its name and type', async () => {
    graph.handler = json({ id: '300' });
    const picture = new Blob(['bytes'], { type: 'image/png' });
    expect(await client.uploadMedia(picture, 'a.png')).toBe('300');
    const [seen] = graph.seen;
    expect(seen?.url).toBe('/v25.0/100/media');
    expect(seen?.headers['content-type']).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen?.body).toMatch(/name="messaging_product"\r\n\r\nwhatsapp/);
    expect(seen?.body).toContain('name="file"; filename="a.png"\r\nContent-Type: image/png\r\n\r\nbytes\r\n');
    graph.handler = json({});
    expect(await caught(client.uploadMedia(picture, 'a.png'))).toBeInstanceOf(GraphError);
  });
});

describe('errors', () => {
  test("Meta's own, without token and ids", async () => {
    const details = `token ${TOKEN}, message wamid.SECRET`;
    graph.handler = json(
      { error: { code: 100, message: 'm', error_data: { details }, fbtrace_id: 'T' } },
      400,
      {
        'retry-after': '3',
      },
    );
    const error = await caught(client.markRead('wamid.SECRET'));
    expect(error).toMatchObject({
      name: 'GraphError',
      code: 100,
      httpStatus: 400,
      retryAfterMs: 3_000,
      details: 'token […], message […]',
      message: 'Meta refused with code 100',
    });
  });

  test.each<[string, Handler, number]>([
    ['a page of HTML', (_q, r) => r.writeHead(502).end('<html>'), 502],
    ['a JSON list', json([]), 200],
    ['a JSON object with a bad status', json({ data: [] }, 500), 500],
    ['a redirect', (_q, r) => r.writeHead(302, { location: '/x' }).end('{}'), 302],
    ['a reset', (q) => q.socket.destroy(), 0],
    ['silence', () => {}, 0],
  ])('%s', async (_name, handler, httpStatus) => {
    graph.handler = handler;
    const error = await caught(client.number());
    expect(error).toMatchObject({ name: 'GraphError', code: undefined, httpStatus });
    expect(graph.seen).toHaveLength(1);
  });
});

describe('media', () => {
  const bytes = Buffer.from('a picture');
  const sha256 = createHash('sha256').update(bytes).digest();
  const file: Handler = (_request, response) =>
    response.writeHead(200, { 'content-type': 'image/png' }).end(bytes);
  const at = (path: string) => `${graph.url}${path}`;
  const download = async (media: string | MediaInfo, maxBytes = 1000) => {
    const { bytes: pieces, ...info } = await client.openMedia(media, { maxBytes });
    const all: Buffer[] = [];
    for await (const piece of pieces) all.push(piece);
    return { ...info, bytes: Buffer.concat(all) };
  };
  const why = async (promise: Promise<unknown>) => {
    const error = await caught(promise);
    expect(error).toBeInstanceOf(MediaError);
    return (error as MediaError).why;
  };

  test('by id: asks where it is, only for our number, then fetches it with the token', async () => {
    graph.handler = (request, response, seen) =>
      request.url?.startsWith('/file')
        ? file(request, response, seen)
        : json({ url: at('/file'), mime_type: 'image/jpeg', sha256: sha256.toString('hex'), file_size: '9' })(
            request,
            response,
            seen,
          );
    expect(await download('300/..')).toMatchObject({ bytes, mimeType: 'image/jpeg', size: 9 });
    expect(graph.seen.map(({ url }) => url)).toEqual(['/v25.0/300%2F..?phone_number_id=100', '/file']);
    expect(graph.seen[1]?.headers['authorization']).toBe(`Bearer ${TOKEN}`);
  });

  test('an answer without an address', async () => {
    graph.handler = json({ id: '300' });
    expect(await caught(client.mediaUrl('300'))).toBeInstanceOf(GraphError);
  });

  test('the type that comes with the bytes counts when nothing else was said', async () => {
    graph.handler = file;
    expect(await download({ url: at('/file') })).toMatchObject({ bytes, mimeType: 'image/png' });
  });

  test.each([
    ['as base64', sha256.toString('base64'), sha256.toString('hex')],
    ['as hex', sha256.toString('hex').toUpperCase(), sha256.toString('hex')],
    ['that is none', 'FAKESHA=', undefined],
    ['that is too long', `${sha256.toString('hex')}00`, undefined],
  ])('a digest %s', (_name, told, hex) => expect(readDigest(told)).toBe(hex));

  test.each<[string, Handler, object, string]>([
    ['more bytes than announced as the most', file, { size: 1000 }, 'too_large'],
    ['an address that is over', (_q, r) => r.writeHead(404).end(), {}, 'expired'],
    ['an address that is gone', (_q, r) => r.writeHead(410).end(), {}, 'expired'],
    ['a refusal', (_q, r) => r.writeHead(403).end(), {}, 'failed'],
    ['a reset', (q) => q.socket.destroy(), {}, 'failed'],
    ['more bytes than wanted', (_q, r) => r.writeHead(200).end(Buffer.alloc(101)), {}, 'too_large'],
    [
      'a file that breaks off',
      (_q, r) => {
        r.writeHead(200, { 'content-length': '90' }).write('half');
        setTimeout(() => r.destroy(), 20);
      },
      {},
      'failed',
    ],
    [
      'a file that stops coming',
      (_q, r) => {
        r.writeHead(200, { 'content-length': '90' }).write('half');
      },
      {},
      'failed',
    ],
    ['no answer', () => {}, {}, 'failed'],
    ['a circle of redirects', (_q, r) => r.writeHead(302, { location: '/again' }).end(), {}, 'failed'],
    [
      'a redirect elsewhere',
      (_q, r) => r.writeHead(302, { location: 'https://evil.example/' }).end(),
      {},
      'host',
    ],
    ['a redirect to nowhere', (_q, r) => r.writeHead(302, { location: 'http://[' }).end(), {}, 'host'],
    ['a redirect without a place', (_q, r) => r.writeHead(302).end(), {}, 'failed'],
  ])('%s', async (_name, handler, more, reason) => {
    graph.handler = handler;
    expect(await why(download({ url: at('/file'), ...more }, 100))).toBe(reason);
  });

  test('a redirect to the same host is followed', async () => {
    graph.handler = (request, response, seen) =>
      request.url === '/file'
        ? response.writeHead(302, { location: '/other' }).end()
        : file(request, response, seen);
    expect((await download({ url: at('/file') })).bytes).toEqual(bytes);
  });

  test.each([
    'https://evil.example/a',
    'http://lookaside.fbsbx.com/a',
    'https://lookaside.fbsbx.com.evil.example/a',
    'https://evilwhatsapp.net/a',
    'https://lookaside.fbsbx.com:8443/a',
    'https://user:password@lookaside.fbsbx.com/a',
    'file:///etc/passwd',
    'nonsense',
  ])('the token never goes to %s', async (url) => {
    expect(await why(download({ url }))).toBe('host');
    expect(graph.seen).toHaveLength(0);
  });
});
