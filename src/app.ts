import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import express from 'express';
import type { Logger } from 'pino';
import { Account } from './account/account.js';
import { Budget } from './account/budget.js';
import type { AccountEvent } from './account/machine.js';
import { Silence } from './account/silence.js';
import { Closing } from './app/closing.js';
import { openFacts } from './app/facts.js';
import { incomingFiles } from './app/incoming-files.js';
import { knownMedia, openMedia } from './app/media.js';
import { metaNews } from './app/meta.js';
import { organisation } from './app/organisation.js';
import { ourNumber } from './app/our-number.js';
import { createReceiving } from './app/receiving.js';
import { createLog, endAtOnce, reportTo } from './app/report.js';
import { routines } from './app/routines.js';
import { openSandbox } from './app/sandbox.js';
import { createDispatcher } from './app/sending.js';
import { listen } from './app/server.js';
import { startWalThread } from './app/wal-thread.js';
import { BroadcastRunner, Broadcasts, broadcastConsequences } from './broadcast/index.js';
import type { Config } from './config.js';
import { Imports } from './consent/import/imports.js';
import { openProof } from './consent/proof.js';
import { Scans } from './consent/scans.js';
import { StopLinks } from './consent/stop-link.js';
import { Suppression } from './contacts/suppression.js';
import { DataCopies } from './conversation/data-copies.js';
import { Erasure } from './conversation/erasure.js';
import type { House } from './conversation/facts.js';
import { FaqDesk } from './conversation/faq-desk.js';
import { houseOf } from './conversation/house.js';
import { readOfficeFiles } from './conversation/office-files.js';
import { Retention } from './conversation/retention.js';
import { changeSettings, readSettings, type SettingsChange } from './conversation/settings.js';
import { Bus } from './coordination/bus.js';
import { startRoutines } from './coordination/routines.js';
import { Drill } from './drill/drill.js';
import { dayIn, type Faq } from './faq/index.js';
import { type Permit, PermitOffice } from './gate/permits.js';
import { quietClock } from './gate/quiet-hours.js';
import { Handoff } from './handoff/index.js';
import { createHttp } from './http/app.js';
import { createMetrics } from './http/metrics.js';
import { onlyNearby } from './http/nearby.js';
import { exportBody } from './http/routes/contact-export.js';
import { mountWebhook } from './http/webhook.js';
import { callbackDataOf } from './outbox/callback-data.js';
import { consequences } from './outbox/consequences.js';
import { Limiter } from './outbox/limiter.js';
import { onLinked } from './outbox/linked.js';
import { dropLostMedia } from './outbox/lost-media.js';
import { throughputRate } from './outbox/pacing.js';
import type { OnConsequence } from './outbox/reports.js';
import { fillBudget } from './outbox/spent.js';
import { Releases, readReleaseFiles } from './release/index.js';
import { createMovableClock, type Sandbox, type SandboxOptions } from './sandbox/index.js';
import { insideView } from './sandbox/inside-view.js';
import { announceServer, lockDataDir, readSecrets } from './store/data-dir.js';
import { Store, settingOr } from './store/index.js';
import { removeOldFiles } from './store/old-files.js';
import { GraphClient } from './whatsapp/client.js';

/** The running program. */
export interface App {
  port: number;
  url: string;
  store: Store;
  releases: Releases;
  sandbox: Sandbox | null;
  apiKey: string;
  stop: () => Promise<void>;
}

/** What tests and benchmarks may replace. */
export interface Overrides {
  log?: Logger;
  /** Messages awaiting Meta's answer at any moment. */
  concurrency?: number;
  sandbox?: Partial<SandboxOptions>;
}

const CONCURRENCY = 128;

/**
 * Builds every part once, in order, and starts them: the webhook takes events in from the first moment,
 * nothing is sent before holds and unprocessed events are read. `home` is the program's own folder.
 * @throws ConfigError, DataDirBusyError, ReleaseError
 */
export async function startApp(config: Config, home: string, overrides: Overrides = {}): Promise<App> {
  const log = overrides.log ?? createLog(config);
  const closing = new Closing(reportTo(log)('stop'));
  try {
    return await start(config, home, overrides, log, closing);
  } catch (error) {
    await closing.all();
    throw error;
  }
}

async function start(
  config: Config,
  home: string,
  overrides: Overrides,
  log: Logger,
  closing: Closing,
): Promise<App> {
  const report = reportTo(log);
  const { mode: environment, timezone, whatsapp } = config;
  const { numberId } = whatsapp;

  // What is ours: data, secrets, words, the port.
  closing.add(lockDataDir(config.dataDir));
  const { secret, checkpointKey } = readSecrets(config.dataDir, config.secret);
  const clock = createMovableClock();
  const now = clock.now;
  const store = await Store.open(config.database.file);
  closing.add(() => store.close());
  await store.keepLogBeside(() => startWalThread(config.database.file), report('log'));
  store.flushBeside((error) => endAtOnce(log, error));
  const stopLinks = await StopLinks.open(store, now);
  const bus = new Bus();
  store.announceTo(bus);
  const metrics = createMetrics();
  const facts = await openFacts({ store, now, timezone, localesDir: config.localesDir, log, bus, metrics });
  const releases = await Releases.open({
    store,
    now,
    readFiles: () => readReleaseFiles(config.flowsDir, config.localesDir),
    facts: () => facts.registry,
    media: () => knownMedia(store, config.flowsDir, timezone),
    onChange: () => bus.publish({ type: 'release' }),
    onRefused: ({ message }) => log.error({ where: 'release' }, message),
  });
  const release = () => releases.current.release;
  const office = await readOfficeFiles(config.localesDir);
  const { calendar } = office;
  if (office.faults.length > 0) {
    log.error({ where: 'locales' }, 'calendar or to-a-person has faults and is left out: run `izin check`');
  }
  const server = await listen(config.port);
  closing.add(() => server.close());
  const { port } = server;

  // The road to Meta, and what the gate in it rests on.
  const permits = new PermitOffice();
  const linked = onLinked(permits);
  const client = new GraphClient<Permit>({
    baseUrl: whatsapp.graphUrl || `http://127.0.0.1:${port}/sandbox/graph`,
    version: whatsapp.version,
    token: whatsapp.token,
    numberId,
    wabaId: whatsapp.wabaId,
    redeem: (permit, to, content) => permits.redeem(permit, to, content),
    now,
  });
  closing.add(() => client.close());
  const account = new Account(
    (event) => {
      log.warn({ event: event.type }, 'account');
      bus.publish({ type: 'account' });
    },
    // What the gate allowed before it knew of this asks again.
    () => permits.revokeAll(),
  );
  await account.load(store.read);
  const record = (event: AccountEvent) => store.write((tx) => account.record(tx, event, now()));
  const budget = new Budget();
  const silence = new Silence();
  const quietUntil = quietClock(config.quietHours);
  const sources = {
    environment,
    timezone,
    cap: config.frequencyCap,
    quietUntil,
    account: (at: number) => account.facts(at),
    tierFreeAt: (contactId: string, at: number, others?: ReadonlySet<string>) =>
      budget.freeAt(contactId, account.health.tier, at, others),
  };

  // What gives the outbox its messages: broadcasts, agents, turns.
  const surroundings = {
    store,
    bus,
    now,
    timezone,
    quietUntil,
    health: () => account.health,
    tierRoom: (at: number) => budget.room(account.health.tier, at),
    cap: config.frequencyCap,
    scrutiny: facts,
  };
  const broadcasts = new Broadcasts(surroundings);
  const runner = new BroadcastRunner({
    ...surroundings,
    numberId: () => numberId,
    onError: report('broadcast'),
  });
  const handoff = new Handoff({
    store,
    now,
    timezone,
    scrutiny: facts,
    calendar,
    org: () => orgName,
  });
  const suppression = new Suppression(secret);
  const ownConsequences = consequences(account, environment, linked);
  const onConsequence: OnConsequence = async (tx, consequence, at) => {
    await ownConsequences(tx, consequence, at);
    await dropLostMedia(tx, consequence, at);
    await broadcastConsequences(tx, consequence, at);
  };
  // Tells our messages from those of another database on the same number.
  const instance = await settingOr(store, 'instance', () => randomBytes(6).toString('hex'));
  const callbackData = callbackDataOf(instance);
  const media = openMedia({
    store,
    bus,
    dataDir: config.dataDir,
    flowsDir: config.flowsDir,
    timezone,
    numberId,
    upload: (file, filename) => client.uploadMedia(file, filename),
    now,
    onChange: () => permits.revokeAll(),
    onError: report('media'),
  });
  const dispatcher = createDispatcher({
    store,
    client,
    permits,
    linked,
    limiter: new Limiter(config.throughput === null ? null : throughputRate(config.throughput)),
    sources,
    scrutiny: facts,
    media: media.desk,
    cap: config.frequencyCap,
    now,
    callbackData: callbackData.write,
    stopToken: (contactId, topic) => stopLinks.make(contactId, topic).token,
    onConsequence,
    onAttempt: (rows, at) => {
      for (const row of rows) if (row.initiated) budget.spend(row.contactId, at);
    },
    onDrained: () => runner.wake(),
    metrics,
    silence,
    report,
    concurrency: overrides.concurrency ?? CONCURRENCY,
  });
  const orgName = await organisation(config, store, client);
  facts.setOwnNames([orgName]);
  const faq: Faq = {
    lookup: (text, language, day) => releases.current.faq.lookup(text, language, day),
    isCurrent: (entry, day) => releases.current.faq.isCurrent(entry, day),
  };
  const faqDesk = new FaqDesk({
    store,
    faq,
    entries: () => releases.current.entries,
    today: () => dayIn(timezone, now()),
  });
  const fact: House['fact'] = (reference, language) => facts.value(reference, language);
  const furnish = async () => {
    const current = await readSettings(store.read, calendar);
    house = { ...houseOf(config, orgName, faq, current, office), fact };
    return current;
  };
  let house: House;
  await furnish();
  const settings = {
    read: () => readSettings(store.read, calendar),
    change: async (changes: SettingsChange) => {
      await changeSettings(store, changes);
      return furnish();
    },
  };
  const { intake, inbox } = createReceiving({
    config,
    store,
    bus,
    now,
    permits,
    linked,
    suppression,
    account,
    metrics,
    releases,
    house: () => house,
    scrutiny: facts,
    callbackData,
    onConsequence,
    onHeard: () => {
      if (silence.heard()) void record({ type: 'WEBHOOKS_BACK', at: now() }).catch(report('silence'));
    },
    report,
  });
  const incoming = incomingFiles({
    config,
    store,
    client,
    now,
    metrics,
    isBusy: () => intake.flooded,
    report,
  });
  const copies = new DataCopies({
    store,
    now,
    owner: orgName,
    timezone,
    words: () => release().words,
    upload: (file, filename) => client.uploadMedia(file, filename),
    asJson: exportBody,
    onError: report('data copy'),
  });
  bus.subscribe('outbox', () => dispatcher.wake());
  bus.subscribe('clock', () => dispatcher.wake());
  bus.subscribe('clock', () => inbox.wake());
  bus.subscribe('file', () => void incoming.downloads.due().catch(report('media')));
  metrics.gauge('in_flight', () => dispatcher.inFlight);

  // What answers over HTTP. The webhook comes first, what is not found comes last.
  // Without a key from the environment there is one for the commands on this machine and the sandbox's page.
  const apiKey = config.apiKey ?? `local_${randomBytes(18).toString('base64url')}`;
  const shutdown = new AbortController();
  const meta = metaNews({ client, store, account, record, now });
  const imports = new Imports({
    store,
    suppression,
    environment,
    country: 'ID',
    timezone: config.timezone,
    now,
    directory: join(config.dataDir, 'imports'),
    isBusy: () => intake.flooded,
    onError: report('import'),
  });
  const { dataDir, database } = config;
  const proof = await openProof({ store, file: database.file, dataDir, key: checkpointKey, now });
  const { checkpoint } = proof;
  const scans = new Scans(store, join(dataDir, 'scans'));
  const drill = new Drill({
    store,
    permits,
    sources,
    now,
    url: `http://127.0.0.1:${port}/webhook`,
    appSecret: whatsapp.appSecrets[0] ?? '',
    wabaId: whatsapp.wabaId,
    numberId,
    onResult: (result) => {
      metrics.drill(result);
      bus.publish({ type: 'drill', ok: result.ok });
      if (!result.ok) log.error({ drill: result.reason }, 'an opt-out was not honoured within a second');
    },
  });
  const web = express().disable('x-powered-by').disable('etag');
  mountWebhook(web, {
    intake,
    appSecrets: whatsapp.appSecrets,
    verifyToken: whatsapp.verifyToken,
    onRequest: (outcome, ms) => metrics.webhook(outcome, ms),
  });
  const sandbox =
    environment === 'live'
      ? null
      : await openSandbox({
          config,
          store,
          bus,
          clock,
          orgName,
          port,
          apiKey,
          page: join(home, 'dist/console/sandbox.html'),
          inside: insideView(store, releases, numberId, now),
          warn: (message) => log.warn({ where: 'sandbox' }, message),
          overrides: overrides.sandbox,
        });
  const erasure = new Erasure({
    store,
    now,
    environment,
    suppression,
    permits,
    onErased: (identities) => sandbox?.forget(identities),
    removeFiles: incoming.removeFiles,
  });
  const retention = new Retention({
    store,
    now,
    keep: config.retention,
    others: {
      imports: (before) => removeOldFiles(join(config.dataDir, 'imports'), before),
      sandbox: async (before) => sandbox?.forgetBefore(before) ?? 0,
    },
    onRemoved: (policy, removed) => metrics.removed(policy, removed),
  });
  closing.add(() => retention.stop());
  // The sandbox's page hands out a key.
  if (sandbox) web.use('/sandbox', onlyNearby, sandbox.router);
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
      erasure,
      imports,
      retention,
      facts,
      faq: faqDesk,
      broadcasts,
      handoff,
      settings,
      releases,
      scans,
      library: media.library,
      files: incoming.files,
      subscribe: {
        ourNumber: ourNumber(client, store, numberId),
        signups: client,
        page: { release, house: () => house, secret },
      },
      stopLinks,
      syncTemplates: async () => (await meta.templates()).templates,
      submitTemplate: meta.submit,
      orgName,
      decay: config.decay,
      numberId,
      country: 'ID',
      apiKey,
      apiRate: config.apiRate,
      consoleDir: join(home, 'dist/console'),
      shutdown: shutdown.signal,
      proof,
      drill,
    }),
  );
  server.serve(web);

  // From here on things happen: first what has come in is read, then sending begins.
  await fillBudget(store, budget, now());
  await sandbox?.start();
  closing.add(() => sandbox?.stop());
  await inbox.drain();
  inbox.start();
  closing.add(() => inbox.stop());
  const taken = media.look().catch(report('media'));
  closing.add(() => taken);
  closing.add(() => media.uploads.stop());
  await dispatcher.start();
  closing.add(() => dispatcher.stop());
  runner.start();
  closing.add(() => runner.stop());
  closing.add(() => incoming.downloads.stop());
  await imports.start();
  closing.add(() => imports.stop());
  void meta.all().catch(report('meta'));
  if (environment === 'live') {
    void meta
      .isSubscribed()
      .then((subscribed) => {
        if (!subscribed) log.warn('no app is subscribed to the account: webhooks will not arrive');
      })
      .catch(report('meta'));
  }
  const asker = { org: orgName, timezone, numberId };
  const routineParts = {
    stopLinks,
    facts,
    store,
    now,
    environment,
    asker,
    decay: config.decay,
    erasure,
    copies,
    retention,
    silence,
    record,
    checkpoint,
    scans,
    incoming,
    media,
    handoff,
    onLateReplies: (count: number) => metrics.lateReplies(count),
  };
  const { drill: every } = config;
  const drillDue = async () => (every === null ? undefined : drill.runDue(every));
  closing.add(
    startRoutines(routines({ ...routineParts, drill: drillDue, askMeta: meta.all }), (name, error) =>
      report(name)(error),
    ),
  );
  closing.add(announceServer(config.dataDir, { url: `http://127.0.0.1:${port}`, key: apiKey }));
  closing.add(checkpoint);

  let stopping: Promise<void> | undefined;
  const stop = () => {
    shutdown.abort();
    stopping ??= closing.all();
    return stopping;
  };
  return { port, url: `http://localhost:${port}`, store, releases, sandbox, apiKey, stop };
}
