import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

export interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** Counts connections from 1. */
  connection: number;
}

export type Handler = (request: IncomingMessage, response: ServerResponse, seen: Seen) => void;

export interface GraphServer {
  url: string;
  server: Server;
  seen: Seen[];
  sockets: Socket[];
  /** What the next requests get. */
  handler: Handler;
  close(): Promise<void>;
}

export const json =
  (body: unknown, status = 200, headers: Record<string, string> = {}): Handler =>
  (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };

export const accepted = json({
  messaging_product: 'whatsapp',
  contacts: [{ input: '+15550101234', wa_id: '15550101234' }],
  messages: [{ id: 'wamid.FAKEOUT0001', message_status: 'accepted' }],
});

/**
 * How many connections others than this function made. A connection counts when it is accepted, in order:
 * so one more is made, and answered, first.
 */
export async function connections(graph: GraphServer): Promise<number> {
  const counted = graph.sockets.length;
  const { handler } = graph;
  graph.handler = accepted;
  const barrier = request(graph.url, { agent: false, method: 'POST' });
  barrier.end();
  const [response] = await once(barrier, 'response');
  response.resume();
  await once(response, 'close');
  graph.handler = handler;
  const mine = graph.sockets.length - 1;
  graph.sockets.splice(mine, 1);
  return Math.max(counted, mine);
}

/** A real server in Meta's place, on a port of its own. */
export async function startGraph(
  handler: Handler = accepted,
  create: (listener: (request: IncomingMessage, response: ServerResponse) => void) => Server = createServer,
): Promise<GraphServer> {
  const seen: Seen[] = [];
  const sockets: Socket[] = [];
  const server = create((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one: Seen = {
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString('utf8'),
        connection: sockets.indexOf(request.socket) + 1,
      };
      seen.push(one);
      graph.handler(request, response, one);
    });
  });
  server.on(
    server.listenerCount('tlsClientError') >= 0 && 'setSecureContext' in server
      ? 'secureConnection'
      : 'connection',
    (socket: Socket) => {
      sockets.push(socket);
      socket.on('error', () => {});
    },
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const graph: GraphServer = {
    url: `${'setSecureContext' in server ? 'https' : 'http'}://127.0.0.1:${port}`,
    server,
    seen,
    sockets,
    handler,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
  return graph;
}
