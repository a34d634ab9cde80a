import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** What the program counts about itself. Nothing of it is about a person (promise P8). */
export interface Metrics {
  /** A webhook was answered. */
  webhook(outcome: string, ms: number): void;
  /** Events became durable, of any kind, also ones nobody knows yet; and holds with them. */
  events(items: readonly { kind: string; field: string }[], holds: number): void;
  /** A turn ended: `done`, `failed`. */
  turn(outcome: string): void;
  /** A message came into a state, with the gate's or Meta's reason. */
  message(state: string, reason: string | null): void;
  /** The gate asked a message to wait. */
  deferred(code: string): void;
  /** Somebody stopped: through which channel. */
  optOut(source: string): void;
  /** How long a real stop took: until the gate obeyed it (`held`), until it was durable (`recorded`). */
  optOutTime(stage: OptOutStage, ms: number): void;
  /** Distribution of those since the program started. */
  optOutTimes(): Promise<Distribution[]>;
  /** A drill ended. */
  drill(result: { ok: boolean; answered: number | null; recorded: number | null }): void;
  /** Somebody complained: from which source of consent we have them. */
  complaint(source: string): void;
  /** A fact came into a state of its change. */
  factChange(kind: string, state: string): void;
  /** So many tickets had no first reply within the promised time. */
  lateReplies(count: number): void;
  /** Retention removed so many. */
  removed(policy: string, count: number): void;
  /** A file that somebody sent was fetched, or was not, or waits. */
  media(state: string, reason: string | null): void;
  /** An API request was answered. */
  request(method: string, route: string, status: number, ms: number): void;
  /** Read anew at each scrape. */
  gauge(name: keyof typeof GAUGES, read: () => number | Promise<number>): void;
  /** Prometheus' text format. */
  expose(): Promise<{ type: string; text: string }>;
}

export type OptOutStage = 'held' | 'recorded';

/** How many stops took at most so long; the last bucket counts all. */
export interface Distribution {
  stage: OptOutStage;
  count: number;
  buckets: { seconds: number; count: number }[];
}

/** A number, or Meta's id of a message, which encodes one. */
const PERSONAL = /\d{6}|wamid/i;
const WORD = /^[a-zA-Z0-9_./:{}-]{1,80}$/;
/** Labels come from outside (Meta's field names): so many different ones, the rest is `other`. */
const MOST_LABELS = 100;

/** Meta wants its answer within 250 ms. */
const WEBHOOK_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

const GAUGES = {
  outbox_depth: 'Messages that wait in the outbox.',
  in_flight: "Messages that await Meta's answer.",
  events_pending: 'Events whose turn has not run yet.',
  streams: 'Open event streams.',
  transfer_proofs_new: 'Transfer proofs that nobody has decided on.',
  media_waiting: 'Files that people sent and that are not here yet.',
  media_refused: 'Files that people sent and that were not kept.',
  complaints_open: 'Complaints that wait for an answer.',
  complaints_overdue: 'Complaints whose three days are over.',
  fact_changes_waiting: 'Changes of facts that are neither in force nor cancelled.',
  tickets_open: 'Tickets that are open.',
  tickets_late: 'Open tickets whose first reply is late.',
  rights_open: 'Requests by data subjects that wait for an answer.',
  rights_overdue: 'Requests by data subjects beyond their 3 x 24 hours.',
} as const;

export function createMetrics(options: { process?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.process ?? true) collectDefaultMetrics({ register: registry, prefix: 'izin_' });
  const registers = [registry];
  const counter = <T extends string>(name: string, help: string, labelNames: T[]) =>
    new Counter({ name: `izin_${name}_total`, help, labelNames, registers });
  const webhooks = counter('webhooks', 'Webhook requests by outcome.', ['outcome']);
  const latency = new Histogram({
    name: 'izin_webhook_seconds',
    help: 'Time from the start of a webhook request to its answer.',
    buckets: WEBHOOK_BUCKETS,
    registers,
  });
  const events = counter('events', "Events that were stored, by kind and Meta's field.", ['kind', 'field']);
  const holds = counter('holds', 'Holds written for a possible opt-out.', []);
  const turns = counter('turns', 'Turns by outcome.', ['outcome']);
  const messages = counter('messages', 'Messages by the state they came into, with the reason.', [
    'state',
    'reason',
  ]);
  const deferrals = counter('deferrals', 'Messages that the gate asked to wait, by reason.', ['reason']);
  const optOuts = counter('opt_outs', 'Opt-outs by channel.', ['source']);
  const complaints = counter('complaints', 'Complaints by source of consent.', ['source']);
  const factChanges = counter('fact_changes', 'Changes of facts by kind and the state they came into.', [
    'kind',
    'state',
  ]);
  const late = counter('ticket_breaches', 'Tickets without a first reply within the promised time.', []);
  const removals = counter('retention_removed', 'Rows and files that retention removed, by policy.', [
    'policy',
  ]);
  const media = counter('media', 'Files that people sent, by the state they came into, with the reason.', [
    'state',
    'reason',
  ]);
  const requests = new Histogram({
    name: 'izin_api_seconds',
    help: 'Time to answer an API request, by route pattern.',
    labelNames: ['method', 'route', 'status'],
    buckets: WEBHOOK_BUCKETS,
    registers,
  });
  const stopTimes = new Histogram({
    name: 'izin_opt_out_seconds',
    help: 'Time from a stop of a customer to the gate obeying it (held) and to its durable record (recorded).',
    labelNames: ['stage'],
    buckets: WEBHOOK_BUCKETS,
    registers,
  });
  const drills = counter('drills', 'Synthetic opt-outs by outcome.', ['outcome']);
  const drillOk = new Gauge({
    name: 'izin_drill_ok',
    help: 'Whether the last synthetic opt-out was honoured within a second: 1, or 0.',
    registers,
  });
  const drillSeconds = new Gauge({
    name: 'izin_drill_seconds',
    help: 'How long the last synthetic opt-out took, by stage.',
    labelNames: ['stage'],
    registers,
  });
  const word = bounded();
  return {
    webhook(outcome, ms) {
      webhooks.inc({ outcome: word('outcome', outcome) });
      latency.observe(ms / 1000);
    },
    events(items, held) {
      for (const { kind, field } of items)
        events.inc({ kind: word('kind', kind), field: word('field', field) });
      if (held > 0) holds.inc(held);
    },
    turn: (outcome) => turns.inc({ outcome: word('outcome', outcome) }),
    message: (state, reason) =>
      messages.inc({ state: word('state', state), reason: word('reason', reason ?? '') }),
    deferred: (code) => deferrals.inc({ reason: word('reason', code) }),
    factChange: (kind, state) => factChanges.inc({ kind: word('kind', kind), state: word('state', state) }),
    lateReplies: (count) => late.inc(count),
    removed: (policy, count) => removals.inc({ policy: word('policy', policy) }, count),
    media: (state, reason) =>
      media.inc({ state: word('state', state), reason: word('reason', reason ?? '') }),
    optOut: (source) => optOuts.inc({ source: word('source', source) }),
    optOutTime: (stage, ms) => stopTimes.observe({ stage }, ms / 1000),
    optOutTimes: async () => distributions((await stopTimes.get()).values),
    drill({ ok, answered, recorded }) {
      drills.inc({ outcome: ok ? 'ok' : 'failed' });
      drillOk.set(ok ? 1 : 0);
      drillSeconds.reset();
      if (answered !== null) drillSeconds.set({ stage: 'held' }, answered / 1000);
      if (recorded !== null) drillSeconds.set({ stage: 'recorded' }, recorded / 1000);
    },
    complaint: (source) => complaints.inc({ source: word('source', source) }),
    request: (method, route, status, ms) =>
      requests.observe({ method, route: word('route', route), status: String(status) }, ms / 1000),
    gauge(name, read) {
      const gauge: Gauge = new Gauge({
        name: `izin_${name}`,
        help: GAUGES[name],
        registers,
        collect: async () => gauge.set(await read()),
      });
    },
    expose: async () => ({ type: registry.contentType, text: await registry.metrics() }),
  };
}

type Values = {
  metricName?: string;
  value: number;
  labels: { stage?: string | number; le?: string | number };
}[];

function distributions(values: Values): Distribution[] {
  return (['held', 'recorded'] as const).map((stage) => {
    const buckets = values
      .filter(({ metricName, labels }) => metricName?.endsWith('_bucket') && labels.stage === stage)
      .flatMap(({ labels, value }) =>
        labels.le === '+Inf' ? [] : [{ seconds: Number(labels.le), count: value }],
      );
    const all = values.find(
      ({ metricName, labels }) => metricName?.endsWith('_count') && labels.stage === stage,
    );
    return { stage, count: all?.value ?? 0, buckets };
  });
}

/** Keeps labels few and plain: what looks like anything but a word, or comes too late, counts as `other`. */
function bounded(): (label: string, value: string) => string {
  const known = new Map<string, Set<string>>();
  return (label, value) => {
    if (value === '') return '';
    if (!WORD.test(value) || PERSONAL.test(value)) return 'other';
    const values = known.get(label) ?? new Set();
    known.set(label, values);
    if (!values.has(value) && values.size >= MOST_LABELS) return 'other';
    values.add(value);
    return value;
  };
}
