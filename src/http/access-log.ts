import { randomUUID } from 'node:crypto';
import type { RequestHandler, Response } from 'express';
import type { ApiDeps } from './deps.js';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Gives each request an id and writes one line when it is answered. The line has the pattern of the route,
 * never the address: that may hold a phone number (promise P8). So may an id that a client makes up, which is
 * why only UUIDs are taken over.
 */
export function accessLog({ log, metrics }: Pick<ApiDeps, 'log' | 'metrics'>): RequestHandler {
  return (request, response, next) => {
    const began = performance.now();
    const given = request.get('X-Request-Id');
    const requestId = given && UUID.test(given) ? given : randomUUID();
    response.locals['requestId'] = requestId;
    response.set('X-Request-Id', requestId);
    response.once('close', () => {
      const ms = performance.now() - began;
      const route = routeOf(response);
      const method = /^[A-Z]{3,7}$/.test(request.method) ? request.method : 'OTHER';
      metrics.request(method, route, response.statusCode, ms);
      const line = { requestId, method, route, status: response.statusCode, ms: Math.round(ms) };
      log.info({ ...line, key: response.locals['key'] as string | undefined }, 'request');
    });
    next();
  };
}

/** Set by whoever handles the request. */
export function nameRoute(response: Response, pattern: string): void {
  response.locals['route'] = pattern;
}

function routeOf(response: Response): string {
  const route: unknown = response.locals['route'];
  return typeof route === 'string' ? route : 'unmatched';
}
