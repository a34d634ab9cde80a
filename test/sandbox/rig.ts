import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import {
  createMovableClock,
  createSandbox,
  type MovableClock,
  type Sandbox,
  type SandboxOptions,
} from '../../src/sandbox/index.js';

export const noon = Date.UTC(2026, 4, 4, 5, 0, 0);
export const siti = '6281200000001';

export interface Delivery {
  body: Buffer;
  signature: string | undefined;
}

/** A sandbox on a real server, with a webhook that writes down what it gets. */
export interface Rig {
  sandbox: Sandbox;
  clock: MovableClock;
  url: string;
  deliveries: Delivery[];
  /** All `changes[]` of all deliveries so far, in the order of arrival. */
  changes(): { field: string; value: Record<string, unknown> }[];
  /** The `statuses[]` elements so far. */
  statuses(): Record<string, unknown>[];
  /** What the webhook answers to the next deliveries; 200 when the list is empty. */
  answers: number[];
  saved: unknown[];
  call(
    method: string,
    path: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: unknown }>;
  /** `POST /sandbox/graph/v25.0/{number}/messages`. */
  send(body: Record<string, unknown>): Promise<{ status: number; body: unknown }>;
  close(): Promise<void>;
}

export async function startRig(options: Partial<SandboxOptions> = {}): Promise<Rig> {
  const app = express();
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const clock = createMovableClock(() => noon);
  const deliveries: Delivery[] = [];
  const answers: number[] = [];
  const saved: unknown[] = [];
  let serial = 0;
  const sandbox = createSandbox({
    clock,
    appSecrets: ['app-secret', 'older-secret'],
    verifyToken: 'verify',
    token: 'token',
    numberId: '100000000000001',
    wabaId: '200000000000002',
    displayNumber: '15550100000',
    orgName: 'Yayasan Amanah Contoh',
    webhookUrl: () => `${url}/webhook`,
    storage: {
      load: async () => saved.at(-1),
      save: async (state) => {
        saved.push(structuredClone(state));
      },
    },
    inside: async () => ({ known: false, topics: [], blocks: [], ledger: [], tickets: [] }),
    apiKey: 'key',
    delays: { sent: 0, delivered: 0 },
    ids: () => {
      serial += 1;
      return `ID${serial}`;
    },
    ...options,
  });
  app.post('/webhook', express.raw({ type: () => true, limit: '5mb' }), (request, response) => {
    deliveries.push({ body: request.body as Buffer, signature: request.get('x-hub-signature-256') });
    response.status(answers.shift() ?? 200).end();
  });
  app.get('/webhook', (request, response) => {
    const { query } = request;
    if (query['hub.verify_token'] === 'verify') response.send(query['hub.challenge']);
    else response.status(403).end();
  });
  app.use('/sandbox', sandbox.router);
  await sandbox.start();
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };
  const changes: Rig['changes'] = () =>
    deliveries.flatMap(({ body }) => JSON.parse(body.toString()).entry[0].changes);
  return {
    sandbox,
    clock,
    url,
    deliveries,
    changes,
    statuses: () =>
      changes().flatMap(({ value }) => (value['statuses'] as Record<string, unknown>[] | undefined) ?? []),
    answers,
    saved,
    call,
    send: (body) =>
      call(
        'POST',
        '/sandbox/graph/v25.0/100000000000001/messages',
        { messaging_product: 'whatsapp', ...body },
        { authorization: 'Bearer token' },
      ),
    close: () => close(sandbox, server),
  };
}

async function close(sandbox: Sandbox, server: Server): Promise<void> {
  await sandbox.stop();
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}

export const text = (to: string, body = 'Halo') => ({ to: `+${to}`, type: 'text', text: { body } });

export const template = (to: string, name: string, parameters: string[], language = 'id') => ({
  to: `+${to}`,
  type: 'template',
  template: {
    name,
    language: { code: language },
    components: [{ type: 'body', parameters: parameters.map((value) => ({ type: 'text', text: value })) }],
  },
});

/** The code of Meta's error envelope. */
export function codeOf(answer: { body: unknown }): number | undefined {
  return (answer.body as { error?: { code: number } }).error?.code;
}
