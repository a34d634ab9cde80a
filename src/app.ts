import { randomBytes } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, BlockList, isIPv6 } from 'node:net';
import { join } from 'node:path';
import express, { type RequestHandler } from 'express';
import { type Logger, pino } from 'pino';
import { Account } from './account/account.js';
import { Budget } from './account/budget.js';
import { Silence } from './account/silence.js';
import { accountHandler, tierEvent } from './account/webhooks.js';
import {
  BroadcastRunner,
  Broadcasts,
  broadcastConsequences,
  changeTemplateStatus,
  compositions,
  pauseBroadcast,
  syncTemplates,
} from './broadcast/index.js';
import { type Config, ConfigError } from './config.js';
import { makeCheckpoint } from './consent/checkpoint.js';
import { expireRequests } from './consent/expiry.js';
import { addTopic, listTopics } from './consent/topics.js';
import { Suppression } from './contacts/suppression.js';
import { eraseDue } from './conversation/erasure.js';
import { houseOf } from './conversation/house.js';
import { Inbox } from './conversation/inbox.js';
import { Intake } from './conversation/intake.js';
import { publish } from './conversation/release.js';
import { statusHandler } from './conversation/statuses.js';
import { turnHandler } from './conversation/turn.js';
import { Bus } from './coordination/bus.js';
import { startRoutines } from './coordination/routines.js';
import { type Permit, PermitOffice } from './gate/permits.js';
import { quietClock } from './gate/quiet-hours.js';
import { Handoff, readHours } from './handoff/index.js';
import { createHttp } from './http/app.js';
import { createMetrics } from './http/metrics.js';
import { mountWebhook } from './http/webhook.js';
import { consequences } from './outbox/consequences.js';
import { Dispatcher } from './outbox/dispatcher.js';
import { Limiter } from './outbox/limiter.js';
import { throughputRate } from './outbox/pacing.js';
import { createMovableClock, createSandbox, type Sandbox } from './sandbox/index.js';
import { insideView } from './sandbox/inside-view.js';
import { SANDBOX_ORG, SANDBOX_TOPICS } from './sandbox/topics.js';
import { announceServer, lockDataDir, readSecrets } from './store/data-dir.js';
import { Store } from './store/index.js';
import { GraphClient } from './whatsapp/client.js';

/** The running program. */
export interface App {
  port: number;
  url: string;
  store: Store;
  sandbox: Sandbox | null;
  apiKey: string;
  stop: () => Promise<void>;
}

/** What tests and benchmarks may replace. */
export interface Overrides {
  log?: Logger;
  /** Messages awaiting Meta's answer at any moment. */
  concurrency?: number;
  sandbox?: Partial<Parameters<typeof createSandbox>[0]>;
}

const MINUTE = 60 * 1000;
const CONCURRENCY = 64;

/**
 * Builds every part once, in order, and starts them: the webhook takes events in from the first moment,
 * nothing is sent before holds and unprocessed events are read. `home` is the program's own folder.
 * @throws ConfigError, DataDirBusyError, ReleaseError
 */
export async function startApp(config: Config, home: string, overrides: Overrides = {}): Promise<App> {
  const log =
    overrides.log ?? pino({ level: config.logLevel, redact: ['*.phone', '*.token', '*.authorization'] });
  const onError = (where: string) => (error: unknown) =>
    log.error({ where, error: describe(error) }, 'failed');
  const unlock = lockDataDir(config.dataDir);
  const closers: (() => unknown)[] = [unlock];
  try {
    const { secret, checkpointKey } = readSecrets(config.dataDir, config.secret);
    const live = config.mode === 'live';
    const clock = createMovableClock();
    const now = clock.now;
    const store = await Store.open(config.database.file);
    closers.unshift(() => store.close());
    const bus = new Bus();
    const metrics = createMetrics();
    const { release, faq } = await publish(config.flowsDir, config.localesDir);
    const instance = await instanceName(store);

    const starting: RequestListener = (_request, response) => {
      response.writeHead(503, { 'Retry-After': '1' }).end();
    };
    const server = createServer(starting);
    server.keepAliveTimeout = 65_000;
    await listen(server, config.port);
    closers.unshift(() => closeServer(server));
    const { port } = server.address() as AddressInfo;
    const url = `http://localhost:${port}`;

    const permits = new PermitOffice();
    const client = new GraphClient<Permit>({
      baseUrl: config.whatsapp.graphUrl || `http://127.0.0.1:${port}/sandbox/graph`,
      version: config.whatsapp.version,
      token: config.whatsapp.token,
      numberId: config.whatsapp.numberId,
      wabaId: config.whatsapp.wabaId,
      redeem: (permit, to, content) => permits.redeem(permit, to, content),
      now,
    });
    closers.unshift(() => client.close());

    const account = new Account((event) => {
      log.warn({ event: event.type }, 'account');
      // What the gate allowed before it knew of this asks again.
      permits.revokeAll();
      bus.publish({ type: 'account' });
    });
    await account.load(store.read);
    const budget = new Budget();
    const silence = new Silence();
    const environment = config.mode;
    const quietUntil = quietClock(config.quietHours);
    const sources = {
      environment,
      timezone: config.timezone,
      cap: config.frequencyCap,
      quietUntil,
      account: (at: number) => account.facts(at),
      tierFreeAt: (contactId: string, at: number) => budget.freeAt(contactId, account.health.tier, at),
    };
    const surroundings = {
      store,
      bus,
      now,
      timezone: config.timezone,
      quietUntil,
      health: () => account.health,
      tierRoom: (at: number) => tierRoom(budget, account.health.tier, at),
      cap: config.frequencyCap,
    };
    const broadcasts = new Broadcasts(surroundings);
    const { numberId } = config.whatsapp;
    const runner = new BroadcastRunner({
      ...surroundings,
      numberId: () => numberId,
      onError: onError('broadcast'),
    });
    const handoff = new Handoff({ store, bus, now, timezone: config.timezone });
    const suppression = new Suppression(secret);

    const ownConsequences = consequences(account, environment);
    const onConsequence: typeof ownConsequences = async (tx, consequence, at) => {
      await ownConsequences(tx, consequence, at);
      await broadcastConsequences(tx, consequence, at);
    };
    const dispatcher = new Dispatcher({
      store,
      client,
      permits,
      limiter: new Limiter(config.throughput === null ? null : throughputRate(config.throughput)),
      sources,
      cap: config.frequencyCap,
      now,
      callbackData: (id) => `${instance}.${id}`,
      compositions: compositions(store.read),
      onConsequence,
      onAttempt: (rows, at) => {
        for (const row of rows) if (row.initiated) budget.spend(row.contactId, at);
      },
      onHeldBack: (state, reason) => {
        if (state === 'deferred') metrics.deferred(reason ?? '');
        else metrics.message(state, reason);
      },
      onAnswer: (row, answer) => {
        metrics.message(answer.kind, answer.kind === 'rejected' ? `meta_${answer.code}` : null);
        if (answer.kind !== 'accepted' || row.purpose === 'service') return;
        silence.accepted(performance.now());
        // Meta holds these to see how people take them: nothing more is submitted until staff have looked.
        if (answer.messageStatus === 'held_for_quality_assessment' && row.broadcastId !== null) {
          const { broadcastId } = row;
          store
            .write((tx) => pauseBroadcast(tx, broadcastId, 'held_for_quality'))
            .catch(onError('broadcast'));
        }
      },
      onError: onError('dispatcher'),
      concurrency: overrides.concurrency ?? CONCURRENCY,
    });
    bus.subscribe('outbox', () => dispatcher.wake());
    bus.subscribe('clock', () => dispatcher.wake());

    const orgName = await organisation(config, store, client);
    const house = houseOf(config, orgName, faq, await readHours(store.read), now());
    const recordAccount = (event: Parameters<Account['record']>[1]) =>
      store.write((tx) => account.record(tx, event, now()));
    const inbox = new Inbox({
      store,
      bus,
      now,
      turn: turnHandler({
        now,
        environment,
        release: () => release,
        house: () => house,
        numberId: config.whatsapp.numberId,
        onStop: (source) => metrics.optOut(source),
      }),
      statuses: statusHandler({
        now,
        environment,
        messageId: (data) => {
          const [name, id] = data.split('.');
          return name === instance && /^\d{1,15}$/.test(id ?? '') ? Number(id) : undefined;
        },
        onConsequence,
        onHeard: () => {
          if (silence.heard())
            void recordAccount({ type: 'WEBHOOKS_BACK', at: now() }).catch(onError('silence'));
        },
      }),
      account: accountHandler({
        account,
        now,
        onTemplate: async (tx, name, language, status, at) => {
          await changeTemplateStatus(tx, { name, language }, status, at);
        },
      }),
      flooded: () => intake.flooded,
      onDone: (events) => {
        for (const _ of events) metrics.turn('done');
        bus.publish({ type: 'outbox' });
        for (const event of events)
          if (event.contactId) bus.publish({ type: 'message', contactId: event.contactId });
      },
      onError: (error) => {
        metrics.turn('failed');
        onError('turn')(error);
      },
    });
    bus.subscribe('clock', () => inbox.wake());
    const intake = new Intake({
      store,
      bus,
      permits,
      now,
      isOurs: (wabaId, numberId) =>
        wabaId === config.whatsapp.wabaId &&
        (numberId === undefined || numberId === config.whatsapp.numberId),
      onStored: (items, holds) => metrics.events(items, holds),
    });

    const shutdown = new AbortController();
    const web = express().disable('x-powered-by').disable('etag');
    mountWebhook(web, {
      intake,
      appSecrets: config.whatsapp.appSecrets,
      verifyToken: config.whatsapp.verifyToken,
      onRequest: (outcome, ms) => metrics.webhook(outcome, ms),
    });
    // Without a key from the environment there is one for the commands on this machine and the sandbox's page.
    const apiKey = config.apiKey ?? `local_${randomBytes(18).toString('base64url')}`;
    const sandbox = live
      ? null
      : createSandbox({
          clock: {
            now: clock.now,
            move: (ms) => {
              clock.move(ms);
              bus.publish({ type: 'clock' });
            },
            reset: () => {
              clock.reset();
              bus.publish({ type: 'clock' });
            },
          },
          appSecrets: config.whatsapp.appSecrets,
          verifyToken: config.whatsapp.verifyToken,
          token: config.whatsapp.token,
          numberId: config.whatsapp.numberId,
          wabaId: config.whatsapp.wabaId,
          displayNumber: '622150100000',
          orgName,
          webhookUrl: () => `http://127.0.0.1:${port}/webhook`,
          storage: savedIn(store),
          inside: insideView(store, () => release, config.whatsapp.numberId, now),
          apiKey,
          page: join(home, 'dist/console/sandbox.html'),
          warn: (message) => log.warn({ where: 'sandbox' }, message),
          ...overrides.sandbox,
        });
    if (sandbox) web.use('/sandbox', onlyNearby, sandbox.router);
    const sync = async () => syncTemplates(store, await client.templates(), now());
    web.use(
      createHttp({
        store,
        bus,
        now,
        log,
        metrics,
        sources,
        account,
        budget,
        permits,
        suppression,
        broadcasts,
        handoff,
        syncTemplates: async () => (await sync()).templates,
        numberId: config.whatsapp.numberId,
        country: 'ID',
        apiKey,
        apiRate: config.apiRate,
        consoleDir: join(home, 'dist/console'),
        shutdown: shutdown.signal,
        ledgerKey: checkpointKey,
        checkpointDir: join(config.dataDir, 'checkpoints'),
      }),
    );
    metrics.gauge('in_flight', () => dispatcher.inFlight);
    server.off('request', starting);
    server.on('request', web);

    if (sandbox) await seedTopics(store, now());
    await fillBudget(store, budget, now());
    await sandbox?.start();
    closers.unshift(() => sandbox?.stop());
    await inbox.drain();
    inbox.start();
    closers.unshift(() => inbox.stop());
    await dispatcher.start();
    closers.unshift(() => dispatcher.stop());
    runner.start();
    closers.unshift(() => runner.stop());
    const checkpoint = () =>
      makeCheckpoint({ store, key: checkpointKey, directory: join(config.dataDir, 'checkpoints') }, now());
    const askMeta = async () => {
      await sync();
      const number = await client.number();
      if (number.quality && number.quality !== account.health.quality) {
        await recordAccount({ type: 'QUALITY', at: now(), quality: number.quality });
      }
      if (number.limit !== undefined) {
        const event = tierEvent(now(), number.limit);
        if (event.type === 'TIER' && event.limit !== account.health.tier) await recordAccount(event);
      }
    };
    void askMeta().catch(onError('meta'));
    if (live) {
      // Without this subscription sending works and nothing ever arrives. Meta docs: manage-webhooks.
      void client
        .subscribedApps()
        .then((apps) => {
          if (apps.length === 0) log.warn('no app is subscribed to the account: webhooks will not arrive');
        })
        .catch(onError('meta'));
    }
    const stopRoutines = startRoutines(
      [
        { name: 'expiry', every: MINUTE / 2, run: () => expireRequests(store, { now: now(), environment }) },
        {
          name: 'erasure',
          every: MINUTE / 12,
          run: () => eraseDue({ store, now, environment, suppression, permits }),
        },
        { name: 'checkpoint', every: 10 * MINUTE, run: checkpoint },
        { name: 'meta', every: 10 * MINUTE, run: askMeta },
        {
          name: 'silence',
          every: MINUTE / 4,
          run: async () => {
            if (silence.noticed(performance.now()))
              await recordAccount({ type: 'WEBHOOKS_SILENT', at: now() });
          },
        },
      ],
      (name, error) => onError(name)(error),
    );
    closers.unshift(stopRoutines);
    closers.unshift(announceServer(config.dataDir, { url: `http://127.0.0.1:${port}`, key: apiKey }));

    let stopping: Promise<void> | undefined;
    const stop = () => {
      stopping ??= (async () => {
        shutdown.abort();
        await closeAll([() => checkpoint(), ...closers], onError('stop'));
      })();
      return stopping;
    };
    return { port, url, store, sandbox, apiKey, stop };
  } catch (error) {
    await closeAll(closers, onError('stop'));
    throw error;
  }
}

/** The sandbox is for this machine and its own network: its page hands out a key. */
const onlyNearby: RequestHandler = (request, response, next) => {
  if (isPrivate(request.socket.remoteAddress ?? '')) return next();
  response.writeHead(403).end('the sandbox is only for the machine and the network it runs on');
};

const PRIVATE = new BlockList();
for (const [network, bits] of [
  ['127.0.0.0', 8],
  ['10.0.0.0', 8],
  ['172.16.0.0', 12],
  ['192.168.0.0', 16],
] as const) {
  PRIVATE.addSubnet(network, bits);
}
PRIVATE.addAddress('::1', 'ipv6');
PRIVATE.addSubnet('fc00::', 7, 'ipv6');
PRIVATE.addSubnet('fe80::', 10, 'ipv6');

function isPrivate(address: string): boolean {
  return PRIVATE.check(address, isIPv6(address) ? 'ipv6' : 'ipv4');
}

/** In the order given; one failure never skips the next. */
async function closeAll(
  closers: readonly (() => unknown)[],
  onError: (error: unknown) => void,
): Promise<void> {
  for (const close of closers) {
    try {
      await close();
    } catch (error) {
      onError(error);
    }
  }
}

/** Name and place of an error; its message may hold personal data and stays out of the log. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const at = error.stack
    ?.split('\n')
    .find((line) => line.includes(' at '))
    ?.trim();
  const code = (error as NodeJS.ErrnoException).code;
  return {
    name: error.name,
    at,
    ...(code && { code }),
    ...(error.cause instanceof Error && { cause: describe(error.cause) }),
  };
}

function listen(server: ReturnType<typeof createServer>, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'EADDRINUSE'
          ? new ConfigError([`PORT: ${port} is in use by another program; choose another one`])
          : error,
      ),
    );
    server.listen(port, resolve);
  });
}

function closeServer(server: ReturnType<typeof createServer>): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  });
}

/** Tells our messages from those of another database on the same number. */
async function instanceName(store: Store): Promise<string> {
  return store.write(async (tx) => {
    const known = await tx
      .selectFrom('setting')
      .select('value')
      .where('name', '=', 'instance')
      .executeTakeFirst();
    if (known) return known.value;
    const value = randomBytes(6).toString('hex');
    await tx.insertInto('setting').values({ name: 'instance', value }).execute();
    return value;
  });
}

/** Consent has to name the organisation. Meta docs: getting-opt-in. */
async function organisation(config: Config, store: Store, client: GraphClient<Permit>): Promise<string> {
  if (config.orgName !== null) return config.orgName;
  if (config.mode === 'sandbox') return SANDBOX_ORG;
  const known = await store.read
    .selectFrom('setting')
    .select('value')
    .where('name', '=', 'verified_name')
    .executeTakeFirst();
  const name = known?.value ?? (await client.number().catch(() => undefined))?.verifiedName;
  if (!name) {
    throw new ConfigError([
      'IZIN_ORG_NAME: needed, since Meta does not tell the verified name of this number now',
    ]);
  }
  const row = { name: 'verified_name', value: name };
  await store.write((tx) =>
    tx
      .insertInto('setting')
      .values(row)
      .onConflict((conflict) => conflict.column('name').doUpdateSet(row))
      .execute(),
  );
  return name;
}

async function seedTopics(store: Store, now: number): Promise<void> {
  if ((await listTopics(store.read)).length > 0) return;
  await store.write(async (tx) => {
    for (const topic of SANDBOX_TOPICS) await addTopic(tx, topic, now);
  });
}

/** Whom the last day's messages went to, as far as they were ours to begin. */
async function fillBudget(store: Store, budget: Budget, now: number): Promise<void> {
  const rows = await store.read
    .selectFrom('outbox')
    .select((select) => ['contact_id', select.fn.max('attempted_at').as('at')])
    .where('attempted_at', '>', now - 24 * 60 * MINUTE)
    .where('purpose', '!=', 'service')
    .where('state', 'not in', ['failed', 'queued', 'deferred', 'refused', 'cancelled'])
    .groupBy('contact_id')
    .orderBy('at')
    .execute();
  for (const row of rows) budget.spend(row.contact_id, row.at ?? now);
}

function tierRoom(budget: Budget, limit: number | null, now: number) {
  if (limit === null) return null;
  const used = budget.used(now);
  return { room: Math.max(0, limit - used), freeAt: budget.freeAt('', limit, now) ?? now };
}

/** The sandbox keeps its chats in the sandbox's own database. */
function savedIn(store: Store) {
  const name = 'sandbox';
  return {
    load: async () => {
      const row = await store.read
        .selectFrom('setting')
        .select('value')
        .where('name', '=', name)
        .executeTakeFirst();
      return row ? (JSON.parse(row.value) as unknown) : undefined;
    },
    save: async (state: unknown) => {
      const value = JSON.stringify(state);
      await store.write((tx) =>
        tx
          .insertInto('setting')
          .values({ name, value })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
          .execute(),
      );
    },
  };
}
