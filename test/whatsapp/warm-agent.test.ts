import { once } from 'node:events';
import { request } from 'node:http';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { NO_WARM_SOCKET, WarmAgent } from '../../src/whatsapp/warm-agent.js';
import { connections, type GraphServer, startGraph } from './graph-server.js';

let graph: GraphServer;
let agent: WarmAgent;
let clock: number;

beforeEach(async () => {
  clock = 0;
  graph = await startGraph();
  agent = new WarmAgent({ origin: new URL(graph.url), idleMs: 4_000, connectMs: 1_000, now: () => clock });
});

afterEach(async () => {
  agent.destroy();
  await graph.close();
});

async function ask(): Promise<void> {
  const asking = request(graph.url, { agent, method: 'POST' });
  asking.end('{}');
  const [response] = await once(asking, 'response');
  response.resume();
  await once(response, 'close');
}

/** As the client does it: a claim, then the request. */
async function send(): Promise<void> {
  const claim = agent.claim();
  expect(claim).toBeDefined();
  await ask();
  agent.settle(claim as symbol);
  await new Promise((resolve) => setImmediate(resolve));
}

test('P2 a request without a connected socket fails instead of connecting', async () => {
  await expect(ask()).rejects.toMatchObject({ code: NO_WARM_SOCKET });
  expect(graph.sockets).toHaveLength(0);
});

test('a claim promises a socket to one request only', async () => {
  await agent.ready();
  const claim = agent.claim();
  expect(claim).toBeDefined();
  expect(agent.claim()).toBeUndefined();
  agent.settle(claim!);
  expect(agent.claim()).toBeDefined();
});

test('a socket too old for a permit is replaced, though it is still open', async () => {
  await agent.ready();
  agent.release();
  clock = 3_500;
  await agent.ready();
  expect(await connections(graph)).toBe(2);
});

test('a socket past its time is not handed out, even before the timer closed it', async () => {
  await agent.ready();
  await send();
  clock = 4_001;
  expect(agent.claim()).toBeUndefined();
});

test('reservations of sockets that died are forgotten', async () => {
  await Promise.all([agent.ready(), agent.ready()]);
  clock = 10_000;
  await agent.ready();
  expect(await connections(graph)).toBe(3);
  agent.release();
  await agent.ready();
  expect(await connections(graph)).toBe(3);
});

test('a socket is free again after its answer, and not before', async () => {
  await agent.ready();
  await send();
  await agent.ready();
  expect(await connections(graph)).toBe(1);
  const sending = send();
  await agent.ready();
  await sending;
  expect(await connections(graph)).toBe(2);
});
