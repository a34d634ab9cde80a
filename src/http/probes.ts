import { Router } from 'express';
import { sql } from 'kysely';
import { writeSetting } from '../store/index.js';
import { nameRoute } from './access-log.js';
import type { ApiDeps, ReadinessCheck } from './deps.js';

/** A probe that comes more often gets the last answer. */
const FRESH = 1000;

/** `/healthz`, `/readyz`, `/metrics`: open to anybody, so without personal data. */
export function probes(deps: ApiDeps): Router {
  const router = Router();
  let last: { at: number; answer: Promise<ReadinessCheck[]> } | undefined;
  router.get('/healthz', (_request, response) => {
    nameRoute(response, '/healthz');
    response.json({ status: 'ok' });
  });
  router.get('/readyz', async (_request, response) => {
    nameRoute(response, '/readyz');
    const at = performance.now();
    if (!last || at - last.at > FRESH) last = { at, answer: check(deps) };
    const checks = await last.answer;
    const ok = checks.every((one) => one.ok);
    response.status(ok ? 200 : 503).json({ status: ok ? 'ok' : 'unavailable', checks });
  });
  router.get('/metrics', async (_request, response) => {
    nameRoute(response, '/metrics');
    const { type, text } = await deps.metrics.expose();
    response.set('Content-Type', type).send(text);
  });
  return router;
}

async function check(deps: ApiDeps): Promise<ReadinessCheck[]> {
  if (deps.shutdown.aborted) return [{ name: 'running', ok: false, detail: 'stopping' }];
  return [await storeWritable(deps), await backlog(deps), ...((await deps.readiness?.()) ?? [])];
}

/** Only a write tells whether the disk is full or the file is locked. */
async function storeWritable({ store, now }: ApiDeps): Promise<ReadinessCheck> {
  try {
    await store.write((tx) => writeSetting(tx, 'probed_at', String(now())));
    return { name: 'store', ok: true };
  } catch {
    return { name: 'store', ok: false, detail: 'not writable' };
  }
}

/** A long backlog is told, not refused: webhooks are still taken in durably. */
async function backlog({ store }: ApiDeps): Promise<ReadinessCheck> {
  try {
    return { name: 'events_pending', ok: true, detail: await pendingEvents(store) };
  } catch {
    return { name: 'events_pending', ok: false, detail: 'not readable' };
  }
}

export async function pendingEvents(store: ApiDeps['store']): Promise<number> {
  const row = await store.read
    .selectFrom('event')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('state', '=', sql.lit('pending'))
    .executeTakeFirst();
  return row?.n ?? 0;
}

/** Messages that wait, for whatever reason. */
export async function outboxDepth(store: ApiDeps['store']): Promise<number> {
  const row = await store.read
    .selectFrom('outbox')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('batch', 'is not', null)
    .where(sql<boolean>`state in ('queued', 'deferred')`)
    .executeTakeFirst();
  return row?.n ?? 0;
}
