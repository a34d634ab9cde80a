import type { Request, Response } from 'express';
import type { Customer, Message, TickStatus } from './chat.js';

/** What the page is told as it happens (`GET /sandbox/api/events`). */
export type SandboxEvent =
  | { type: 'message'; phone: string; message: Message }
  | { type: 'status'; phone: string; id: string; status: TickStatus; error?: number }
  | { type: 'reaction'; phone: string; id: string; by: 'customer' | 'business'; emoji: string }
  | { type: 'read'; phone: string; by: 'customer' | 'business' }
  | { type: 'typing'; phone: string /** Milliseconds. */; lasts: number }
  | { type: 'customer'; phone: string; customer?: Customer }
  | { type: 'clock'; now: number };

export interface EventHub {
  send(event: SandboxEvent): void;
  /** Keeps this answer open as a stream of server-sent events. */
  serve(request: Request, response: Response): void;
  stop(): void;
}

const heartbeat = 20_000;

export function createEventHub(): EventHub {
  const clients = new Set<Response>();
  let beat: NodeJS.Timeout | undefined;
  const leave = (client: Response): void => {
    clients.delete(client);
    if (clients.size > 0) return;
    clearInterval(beat);
    beat = undefined;
  };
  return {
    send(event) {
      if (clients.size === 0) return;
      const text = `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;
      for (const client of clients) client.write(text);
    },
    serve(request, response) {
      response.writeHead(200, {
        'content-type': 'text/event-stream',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      });
      response.write(': open\n\n');
      clients.add(response);
      beat ??= setInterval(() => {
        for (const client of clients) client.write(': beat\n\n');
      }, heartbeat);
      request.on('close', () => leave(response));
    },
    stop() {
      for (const client of clients) client.end();
      clients.clear();
      clearInterval(beat);
    },
  };
}
