import express, { type Express } from 'express';
import helmet from 'helmet';
import { backlogOf } from '../consent/backlog.js';
import { ticketBacklog, transferProofBacklog } from '../handoff/index.js';
import { mediaBacklog } from '../media/inbound.js';
import { accessLog } from './access-log.js';
import { API, apiRouter } from './api.js';
import { consoleFiles } from './console-files.js';
import type { ApiDeps } from './deps.js';
import { outboxDepth, pendingEvents, probes } from './probes.js';
import { Problem } from './problem.js';
import { problems } from './respond.js';
import { stopPage } from './stop-page.js';
import { subscribePages } from './subscribe/router.js';

/**
 * Everything over HTTP but the webhook, which is mounted before it, and the sandbox: what is not found here
 * is answered with 404, so this comes last.
 */
export function createHttp(deps: ApiDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  // Behind a proxy on this machine or its network, whose word for the visitor's address is taken.
  app.set('trust proxy', ['loopback', 'linklocal', 'uniquelocal']);
  app.use(accessLog(deps), security());
  app.use(probes(deps));
  app.use(API, apiRouter(deps));
  app.use(subscribePages(deps));
  app.use(stopPage(deps));
  const home = deps.sources.environment === 'sandbox' ? '/sandbox' : '/console/';
  app.use(consoleFiles(deps.consoleDir, home));
  app.use(() => {
    throw new Problem('not_found');
  });
  app.use(problems(deps));
  deps.metrics.gauge('outbox_depth', () => outboxDepth(deps.store));
  deps.metrics.gauge(
    'complaints_open',
    async () => (await backlogOf(deps.store.read, 'complaint', deps.now())).open,
  );
  deps.metrics.gauge(
    'complaints_overdue',
    async () => (await backlogOf(deps.store.read, 'complaint', deps.now())).overdue,
  );
  const mediaIn = async (state: string) =>
    (await mediaBacklog(deps.store.read))
      .filter((one) => one.state === state)
      .reduce((sum, { count }) => sum + count, 0);
  deps.metrics.gauge('transfer_proofs_new', () => transferProofBacklog(deps.store.read));
  deps.metrics.gauge('media_waiting', () => mediaIn('waiting'));
  deps.metrics.gauge('media_refused', () => mediaIn('refused'));
  deps.metrics.gauge('events_pending', () => pendingEvents(deps.store));
  deps.metrics.gauge('tickets_open', async () => (await ticketBacklog(deps.store.read)).open);
  deps.metrics.gauge('tickets_late', async () => (await ticketBacklog(deps.store.read)).late);
  deps.metrics.gauge(
    'rights_open',
    async () => (await backlogOf(deps.store.read, 'rights_request', deps.now())).open,
  );
  deps.metrics.gauge(
    'rights_overdue',
    async () => (await backlogOf(deps.store.read, 'rights_request', deps.now())).overdue,
  );
  return app;
}

/** Mantine writes its styles into the page; everything else comes from this server. */
function security() {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
  });
}
