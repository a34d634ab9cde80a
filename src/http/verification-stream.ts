import type { RequestHandler } from 'express';
import { nameRoute } from './access-log.js';
import type { ApiDeps } from './deps.js';
import { beginStream } from './event-stream.js';
import { verificationBody } from './routes/ledger-schema.js';

/** ms between two messages of progress. */
const PACE = 200;

/**
 * `GET /api/v1/ledger/verify` as server-sent events for those who accept them: `progress` with `records` and
 * `total`, at last `report` with what the same call answers as JSON; `failed` when there is none.
 */
export function streamVerification({ proof, log }: ApiDeps): RequestHandler {
  return async (request, response, next) => {
    if (request.accepts(['json', 'text/event-stream']) !== 'text/event-stream') return next();
    nameRoute(response, '/api/v1/ledger/verify');
    beginStream(response);
    response.flushHeaders();
    const write = (event: string, data: object) =>
      response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
    let told = 0;
    try {
      const report = await proof.verify((progress) => {
        if (performance.now() - told < PACE) return;
        told = performance.now();
        write('progress', progress);
      });
      write('report', verificationBody(report));
    } catch (error) {
      // The head is out: a problem document would come too late.
      log.error({ where: 'ledger', error: error instanceof Error ? error.name : typeof error }, 'failed');
      write('failed', {});
    }
    response.end();
  };
}
