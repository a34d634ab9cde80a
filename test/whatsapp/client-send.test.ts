import { once } from 'node:events';
import { createServer as createTlsServer } from 'node:https';
import { Socket } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, describe, expect, test } from '@jest/globals';
import { GraphClient, type GraphClientOptions, NotConnectedError } from '../../src/whatsapp/client.js';
import { takeRefused } from '../setup/loopback.js';
import { certificate } from './certificate.js';
import { accepted, connections, type GraphServer, type Handler, json, startGraph } from './graph-server.js';

const TOKEN = 'EAAfaketoken0123456789';
const message = {
  to: [{ kind: 'phone' as const, value: '15550101234' }],
  content: { type: 'text' as const, body: 'Halo' },
  callbackData: 'm1',
};

let graph: GraphServer | undefined;
let client: GraphClient<string> | undefined;

async function setUp(
  handler: Handler = accepted,
  {
    create,
    ...options
  }: Partial<GraphClientOptions<string>> & { create?: Parameters<typeof startGraph>[1] } = {},
): Promise<{ graph: GraphServer; client: GraphClient<string>; redeemed: string[] }> {
  graph = await startGraph(handler, create);
  const redeemed: string[] = [];
  client = new GraphClient<string>({
    baseUrl: graph.url,
    token: TOKEN,
    numberId: '100000000000001',
    wabaId: '200000000000002',
    redeem: (permit) => redeemed.push(permit),
    ...options,
  });
  return { graph, client, redeemed };
}

afterEach(async () => {
  client?.close();
  await graph?.close();
  client = undefined;
  graph = undefined;
});

describe('send', () => {
  test('posts the message with token, version and number, and learns the id and the names', async () => {
    const { graph, client } = await setUp();
    await client.ready();
    await expect(client.send('p1', message)).resolves.toEqual({
      kind: 'accepted',
      wamid: 'wamid.FAKEOUT0001',
      messageStatus: 'accepted',
      identities: [{ kind: 'phone', value: '15550101234' }],
    });
    expect(graph.seen).toHaveLength(1);
    expect(graph.seen[0]).toMatchObject({ method: 'POST', url: '/v26.0/100000000000001/messages' });
    expect(graph.seen[0]?.headers['authorization']).toBe(`Bearer ${TOKEN}`);
    expect(JSON.parse(graph.seen[0]?.body ?? '')).toMatchObject({
      to: '+15550101234',
      biz_opaque_callback_data: 'm1',
      text: { body: 'Halo' },
    });
  });

  test('learns a BSUID from the answer', async () => {
    const { client } = await setUp(
      json({ contacts: [{ input: 'US.EXAMPLE1', user_id: 'US.EXAMPLE1' }], messages: [{ id: 'wamid.A' }] }),
    );
    const answer = await client.send('p1', { ...message, to: [{ kind: 'bsuid', value: 'US.EXAMPLE1' }] });
    expect(answer).toEqual({
      kind: 'accepted',
      wamid: 'wamid.A',
      identities: [{ kind: 'bsuid', value: 'US.EXAMPLE1' }],
    });
  });

  test.each<[string, number, object, object]>([
    [
      'a limit, told with 400',
      400,
      { error: { code: 131049, message: 'x', error_data: { details: 'Not delivered' } } },
      { kind: 'rejected', code: 131049, details: 'Not delivered', httpStatus: 400 },
    ],
    [
      'an overload, told with 503 and an error',
      503,
      { error: { code: 2, message: 'Service temporarily unavailable' } },
      { kind: 'rejected', code: 2, details: 'Service temporarily unavailable', httpStatus: 503 },
    ],
    [
      'a code that came as text',
      401,
      { error: { code: '190', message: 'expired' } },
      { kind: 'rejected', code: 190, details: 'expired', httpStatus: 401 },
    ],
    ['an error without a code', 500, { error: { message: 'x' } }, { kind: 'unknown', reason: 'answer' }],
    [
      'a success without an id',
      200,
      { messages: [] },
      { kind: 'unknown', reason: 'answer', httpStatus: 200 },
    ],
    ['an id with a status that is no success', 500, { messages: [{ id: 'w' }] }, { kind: 'unknown' }],
  ])('reads %s', async (_name, status, body, expected) => {
    const { client } = await setUp(json(body, status));
    await expect(client.send('p1', message)).resolves.toMatchObject(expected);
  });

  test.each<[string, Handler]>([
    ['an HTML page with 502', (_q, r) => r.writeHead(502).end('<html>Bad gateway</html>')],
    ['an empty 500', (_q, r) => r.writeHead(500).end()],
    ['an empty 200', (_q, r) => r.writeHead(200).end()],
    ['a redirect', (_q, r) => r.writeHead(302, { location: 'http://127.0.0.1:1/' }).end()],
    ['a body over the limit', (_q, r) => r.writeHead(200).end(Buffer.alloc(5 * 1024 * 1024, 32))],
  ])('does not know what became of it after %s', async (_name, handler) => {
    const { graph, client } = await setUp(handler);
    await expect(client.send('p1', message)).resolves.toMatchObject({ kind: 'unknown', reason: 'answer' });
    expect(graph.seen).toHaveLength(1);
  });

  test.each<[string, Handler, string]>([
    ['a reset before the answer', (q) => q.socket.resetAndDestroy(), 'reset'],
    ['a connection closed before the answer', (q) => q.socket.end(), 'reset'],
    [
      'half an answer',
      (q, r) => {
        r.writeHead(200, { 'content-length': '1000' }).write('{"messages":[{"id":"wamid.A"}]');
        setImmediate(() => q.socket.destroy());
      },
      'reset',
    ],
    ['silence', () => {}, 'timeout'],
    [
      'a body that never ends',
      (_q, r) => {
        r.writeHead(200).write('{"messages":');
        const drip = setInterval(() => r.write(' '), 10);
        r.on('close', () => clearInterval(drip));
      },
      'timeout',
    ],
  ])('does not know what became of it after %s', async (_name, handler, reason) => {
    const { graph, client } = await setUp(handler, { timeoutMs: 150 });
    await client.ready();
    await expect(client.send('p1', message)).resolves.toEqual({ kind: 'unknown', reason });
    expect(graph.seen).toHaveLength(1);
  });

  test.each([
    ['seconds', { 'retry-after': '7' }, 7_000],
    ['a date', { 'retry-after': 'Wed, 21 Oct 2026 07:28:30 GMT' }, 30_000],
    ['a date gone by', { 'retry-after': 'Wed, 21 Oct 2026 07:00:00 GMT' }, 0],
    ['nonsense', { 'retry-after': 'soon' }, undefined],
    [
      'the usage header',
      { 'x-business-use-case-usage': '{"2":[{"type":"x","estimated_time_to_regain_access":3}]}' },
      180_000,
    ],
    ['an unreadable usage header', { 'x-business-use-case-usage': '{' }, undefined],
  ])('takes the wait from %s', async (_name, headers, expected) => {
    const { client } = await setUp(json({ error: { code: 130429, message: 'x' } }, 400, headers as never), {
      now: () => Date.UTC(2026, 9, 21, 7, 28, 0),
    });
    const answer = await client.send('p1', message);
    expect('retryAfterMs' in answer ? answer.retryAfterMs : undefined).toBe(expected);
  });

  test('says not_sent when nobody listens, without touching the permit', async () => {
    const { graph, client, redeemed } = await setUp();
    await graph.close();
    await expect(client.send('p1', message)).resolves.toEqual({ kind: 'not_sent', reason: 'ECONNREFUSED' });
    await expect(client.ready()).rejects.toBeInstanceOf(NotConnectedError);
    expect(redeemed).toEqual([]);
  });

  test('says not_sent when the host cannot be reached', async () => {
    const { client, redeemed } = await setUp(accepted, { baseUrl: 'http://graph.invalid' });
    await expect(client.send('p1', message)).resolves.toEqual({ kind: 'not_sent', reason: 'ECONNECT' });
    expect(takeRefused()).toEqual(['graph.invalid']);
    expect(redeemed).toEqual([]);
  });

  test('refuses a message over a limit without touching permit or network', async () => {
    const { graph, client, redeemed } = await setUp();
    const long = { ...message, content: { type: 'text' as const, body: 'x'.repeat(4097) } };
    await expect(client.send('p1', long)).resolves.toMatchObject({ kind: 'rejected', code: 100 });
    expect(redeemed).toEqual([]);
    expect(graph.sockets).toHaveLength(0);
  });

  test('P1 sends nothing when the permit is refused, and keeps the socket for the next', async () => {
    const { graph, client } = await setUp(accepted, {
      redeem: (permit) => {
        if (permit === 'revoked') throw new Error('permit revoked');
      },
    });
    await client.ready();
    await expect(client.send('revoked', message)).rejects.toThrow('permit revoked');
    await expect(client.send('good', message)).resolves.toMatchObject({ kind: 'accepted' });
    expect(graph.seen).toHaveLength(1);
    expect(graph.sockets).toHaveLength(1);
  });

  test('never shows the token or the person', async () => {
    const details = `${TOKEN} may not write to +15550101234`;
    const { client } = await setUp(
      json({ error: { code: 100, message: 'x', error_data: { details } } }, 400),
    );
    const answer = await client.send('p1', message);
    const shown = inspect([answer, client], { depth: 9, showHidden: true });
    expect(shown).not.toContain(TOKEN);
    expect(JSON.stringify(answer)).not.toContain('15550101234');
    const error = await client.number().catch((caught: unknown) => caught);
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(TOKEN);
  });
});

describe('P2 after the last look nothing waits', () => {
  /** Notes when bytes reach a socket, among the other things of the event loop. */
  function watchWrites(log: string[]): () => void {
    const { write } = Socket.prototype;
    const { _writeGeneric } = Socket.prototype as unknown as {
      _writeGeneric: (...args: unknown[]) => unknown;
    };
    const patched = Socket.prototype as unknown as { _writeGeneric: unknown };
    patched._writeGeneric = function (this: Socket, ...args: unknown[]) {
      if (this.remotePort === Number(new URL(graph?.url ?? '').port)) log.push('written');
      return _writeGeneric.apply(this, args);
    };
    return () => {
      patched._writeGeneric = _writeGeneric;
      Socket.prototype.write = write;
    };
  }

  test.each([
    ['a fresh socket', 0, false],
    ['a socket that was used before', 1, false],
    ['a fresh TLS socket', 0, true],
    ['a TLS socket that was used before', 1, true],
  ])('the request is written in the macrotask of redeem, on %s', async (_name, before, secure) => {
    const log: string[] = [];
    const tls = secure ? certificate() : undefined;
    const { client } = await setUp(accepted, {
      ...(tls && { ca: tls.cert }),
      create: tls && ((listener) => createTlsServer(tls, listener)),
      redeem: () => {
        log.push('redeemed');
        setImmediate(() => log.push('next macrotask'));
        setTimeout(() => log.push('timer'), 0);
      },
    });
    for (let at = 0; at < before; at += 1) await client.send('p0', message);
    await client.ready();
    await new Promise((resolve) => setImmediate(resolve));
    log.length = 0;
    const stop = watchWrites(log);
    try {
      const sending = client.send('p1', message);
      expect(log).toEqual(['redeemed']);
      await sending;
    } finally {
      stop();
    }
    expect(log.slice(0, 2)).toEqual(['redeemed', 'written']);
    expect(log).toContain('next macrotask');
  });

  test('without a reserved socket it connects first and redeems afterwards', async () => {
    let connections = -1;
    const { graph, client } = await setUp(accepted, {
      redeem: () => {
        connections = graph.sockets.length;
      },
    });
    const opened = once(graph.server, 'connection');
    const sending = client.send('p1', message);
    expect(connections).toBe(-1);
    await opened;
    await expect(sending).resolves.toMatchObject({ kind: 'accepted' });
    expect(graph.seen).toHaveLength(1);
  });
});

describe('sockets', () => {
  test('several reservations at once connect as many sockets, and all of them are used', async () => {
    const { graph, client } = await setUp();
    await Promise.all([client.ready(), client.ready(), client.ready()]);
    const answers = await Promise.all(['a', 'b', 'c'].map((permit) => client.send(permit, message)));
    expect(answers.map(({ kind }) => kind)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(graph.sockets).toHaveLength(3);
    expect(new Set(graph.seen.map(({ connection }) => connection)).size).toBe(3);
  });

  test('two sends on one reserved socket never share it: the second connects', async () => {
    const { graph, client } = await setUp();
    await client.ready();
    const answers = await Promise.all([client.send('a', message), client.send('b', message)]);
    expect(answers.map(({ kind }) => kind)).toEqual(['accepted', 'accepted']);
    expect(graph.sockets).toHaveLength(2);
  });

  test('a hundred messages one after another need one socket', async () => {
    const { graph, client } = await setUp();
    for (let at = 0; at < 100; at += 1) {
      await client.ready();
      expect(await client.send(`p${at}`, message)).toMatchObject({ kind: 'accepted' });
    }
    expect(graph.sockets).toHaveLength(1);
    expect(graph.seen).toHaveLength(100);
  });

  test('a reservation given back is not connected for again', async () => {
    const { graph, client } = await setUp();
    await client.ready();
    client.release();
    await client.ready();
    expect(await connections(graph)).toBe(1);
  });

  test.each<[string, boolean]>([
    ['that was never used', false],
    ['that was used before', true],
  ])('a socket %s and that the server closed is not used', async (_name, used) => {
    const { graph, client, redeemed } = await setUp();
    await client.ready();
    if (used) await client.send('p0', message);
    const closed = new Promise((resolve) => graph.sockets[0]?.once('close', resolve));
    graph.sockets[0]?.end();
    await closed;
    await new Promise((resolve) => setImmediate(resolve));
    await expect(client.send('p1', message)).resolves.toMatchObject({ kind: 'accepted' });
    expect(graph.sockets).toHaveLength(2);
    expect(redeemed.at(-1)).toBe('p1');
  });

  test("a socket is dropped before the server's announced time is over", async () => {
    const { graph, client } = await setUp(
      json({ messages: [{ id: 'w' }] }, 200, { 'keep-alive': 'timeout=1' }),
    );
    graph.server.keepAliveTimeout = 0;
    await client.send('p1', message);
    await client.send('p2', message);
    expect(graph.sockets).toHaveLength(2);
  });

  test('an idle socket is closed by us after its time', async () => {
    const { graph, client } = await setUp(accepted, { idleMs: 1_050 });
    await client.ready();
    const [socket] = graph.sockets;
    await new Promise((resolve) => socket?.once('close', resolve));
    await expect(client.send('p1', message)).resolves.toMatchObject({ kind: 'accepted' });
    expect(graph.sockets).toHaveLength(2);
  });

  test('close ends what is on its way as unknown', async () => {
    const { graph, client } = await setUp(() => {});
    await client.ready();
    const sending = client.send('p1', message);
    while (graph.seen.length === 0) await new Promise((resolve) => setImmediate(resolve));
    client.close();
    await expect(sending).resolves.toEqual({ kind: 'unknown', reason: 'reset' });
  });
});

describe('TLS', () => {
  test('a certificate of nobody we trust is not_sent, before the permit is touched', async () => {
    const { client, redeemed } = await setUp(accepted, {
      create: (listener) => createTlsServer(certificate(), listener),
    });
    const answer = await client.send('p1', message);
    expect(answer).toEqual({ kind: 'not_sent', reason: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    expect(redeemed).toEqual([]);
  });

  test('a server that never finishes the handshake is not_sent after the time limit', async () => {
    const { client, redeemed, graph } = await setUp(accepted, { timeoutMs: 100 });
    const secure = new GraphClient<string>({
      baseUrl: graph.url.replace('http:', 'https:'),
      token: TOKEN,
      numberId: '1',
      wabaId: '2',
      timeoutMs: 100,
      redeem: (permit) => redeemed.push(permit),
    });
    const answer = await secure.send('p1', message);
    expect(answer.kind).toBe('not_sent');
    expect(redeemed).toEqual([]);
    expect(client).toBeDefined();
    secure.close();
  });
});

describe('construction', () => {
  test.each([
    ['a token with a line break', { token: 'a\nb' }],
    ['an empty token', { token: '' }],
    ['an address of another kind', { baseUrl: 'ftp://graph.example' }],
    ['no address', { baseUrl: 'graph' }],
  ])('refuses %s', (_name, options) => {
    const make = () =>
      new GraphClient<string>({ token: TOKEN, numberId: '1', wabaId: '2', redeem: () => {}, ...options });
    expect(make).toThrow(expect.objectContaining({ name: 'TypeError' }));
  });
});
