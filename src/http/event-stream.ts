import type { RequestHandler, Response } from 'express';
import { DRILL_CONTACT } from '../contacts/drill.js';
import type { Notice } from '../coordination/bus.js';
import { nameRoute } from './access-log.js';
import type { ApiDeps } from './deps.js';
import { Problem } from './problem.js';

const HEARTBEAT = 15_000;
/** Open streams at a time; each holds a connection. */
const MOST = 200;
/** A reader that lets so much wait is gone, or will never catch up: it may connect again and read anew. */
const MOST_WAITING = 256 * 1024;

/**
 * `GET /api/v1/events`: what has changed, as server-sent events with ids only; who listens reads the rest
 * through the API. Missing one costs nothing but a later reading.
 */
export function streamEvents({ bus, shutdown, metrics }: ApiDeps): RequestHandler {
  let open = 0;
  metrics.gauge('streams', () => open);
  return (_request, response) => {
    nameRoute(response, '/api/v1/events');
    if (open >= MOST) throw new Problem('rate_limited', { headers: { 'Retry-After': '30' } });
    open += 1;
    beginStream(response);
    response.write('retry: 3000\n\n: halo\n\n');
    const write = (text: string) => {
      if (response.writableLength > MOST_WAITING) response.destroy();
      else response.write(text);
    };
    const unsubscribe = bus.subscribe('*', (notice) => {
      const data = dataOf(notice);
      if (data) write(`event: ${notice.type}\ndata: ${JSON.stringify(data)}\n\n`);
    });
    const heartbeat = setInterval(() => write(': ping\n\n'), HEARTBEAT);
    const end = () => response.end();
    shutdown.addEventListener('abort', end);
    response.once('close', () => {
      open -= 1;
      clearInterval(heartbeat);
      unsubscribe();
      shutdown.removeEventListener('abort', end);
    });
  };
}

/** The head of an answer of server-sent events, which nobody on the way keeps back. */
export function beginStream(response: Response): void {
  response.status(200).set({
    'Content-Type': 'text/event-stream; charset=utf-8',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
}

/** What leaves the house of a notice; undefined for those that only wake our own loops. */
function dataOf(notice: Notice): Record<string, string | boolean> | undefined {
  // The drill is nobody that anyone could ask for.
  if ('contactId' in notice && notice.contactId === DRILL_CONTACT) return undefined;
  switch (notice.type) {
    case 'message':
    case 'consent':
      return { contact: notice.contactId };
    case 'ticket':
      return { ticket: notice.ticketId, contact: notice.contactId };
    case 'broadcast':
      return { broadcast: notice.broadcastId };
    case 'account':
    case 'release':
      return {};
    case 'fact':
      return { change: String(notice.change), state: notice.state };
    case 'drill':
      return { ok: notice.ok };
    default:
      return undefined;
  }
}
