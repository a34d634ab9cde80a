import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { Izin, TOPIC } from '../setup/izin.js';
import {
  type Customer,
  envelope,
  media,
  message,
  messages,
  preference,
  sign,
  templateButton,
  text,
} from '../setup/meta.js';

const SUBSCRIBERS = 5000;
const STOPS = 300;
const CONCURRENCY = 128;

/** When the 200 of each webhook left, by the name that the request carried; ms of `performance.now()`. */
const answered = new Map<string, number>();
const onFinish = (event: unknown) => {
  const { request, response } = event as { request: IncomingMessage; response: ServerResponse };
  const name = request.headers['x-test-name'];
  if (typeof name === 'string' && response.statusCode === 200) answered.set(name, performance.now());
};

/** Connections to this port take their time, as over the sea and with TLS. */
let farPort: number | undefined;
const { connect } = Socket.prototype;
function farConnect(this: Socket, ...args: unknown[]): Socket {
  const [first] = Array.isArray(args[0]) ? args[0] : args;
  const port = (first as { port?: number | string } | undefined)?.port;
  if (farPort === undefined || Number(port) !== farPort) return Reflect.apply(connect, this, args);
  setTimeout(() => Reflect.apply(connect, this, args), 5 + Math.random() * 40);
  return this;
}

let izin: Izin;
beforeAll(async () => {
  subscribe('http.server.response.finish', onFinish);
  Socket.prototype.connect = farConnect as Socket['connect'];
  izin = await Izin.start({ concurrency: CONCURRENCY });
  await izin.subscribers(SUBSCRIBERS);
}, 120_000);
afterAll(async () => {
  unsubscribe('http.server.response.finish', onFinish);
  Socket.prototype.connect = connect;
  await izin.stop();
});

/** The ways to say it, in turn. */
function stopOf(number: string, i: number): object {
  const at = izin.now();
  const phone: Customer = { phone: number };
  const contents = [
    text('BERHENTI'),
    media('image', { caption: 'stop' }),
    templateButton(`optout:${TOPIC}`, 'Berhenti'),
    text('tolong jangan kirim lagi'),
  ];
  const content = contents[i % (contents.length + 1)];
  return envelope(content ? messages(phone, [message(phone, content, at)]) : preference(phone, 'stop', at));
}

interface Race {
  stops: number;
  /** Stopped, and nothing was sent to them. */
  spared: number;
  violations: number;
  /** The shortest time between a message and the 200 that came after it, ms. */
  closest: number;
}

async function race(wanted: number, people: string[]): Promise<Race> {
  const stopped = new Map<string, Promise<number>>();
  izin.graph.sent.length = 0;
  izin.graph.fate = () => ({ kind: 'accept', delay: 4 });
  izin.graph.onSent = () => {
    const sent = izin.graph.sent.length;
    if (stopped.size >= wanted || sent % 12 !== 0) return;
    // Just ahead of the sender's place: some in this very batch, some in the next.
    const phone = people[sent + Math.floor(Math.random() * 2 * CONCURRENCY)];
    if (phone === undefined || stopped.has(phone)) return;
    const raw = JSON.stringify(stopOf(phone, stopped.size));
    const headers = { 'x-hub-signature-256': sign(raw), 'x-test-name': phone };
    stopped.set(
      phone,
      izin.post('/webhook', raw, headers).then(({ status }) => status),
    );
  };
  await izin.completed(await izin.broadcast(), 120_000);
  expect(await Promise.all(stopped.values())).toEqual(Array.from(stopped, () => 200));
  await izin.settled(30_000);

  const sent = izin.graph.initiated();
  expect(new Set(sent.map(({ to }) => to)).size).toBe(sent.length);
  const started = new Map(sent.map(({ to, startedAt }) => [to, startedAt]));
  const margins = [...stopped.keys()].flatMap((phone) => {
    const at = started.get(phone);
    return at === undefined ? [] : [(answered.get(phone) ?? Number.NaN) - at];
  });
  expect(sent).toHaveLength(people.length - (stopped.size - margins.length));
  return {
    stops: stopped.size,
    spared: stopped.size - margins.length,
    violations: margins.filter((margin) => !(margin > 0)).length,
    closest: Math.min(...margins),
  };
}

test.each([
  ['connections that are warm', false],
  ['connections that have to be made', true],
])(
  'P2 nobody who stops just ahead of a running broadcast is written to after the 200: %s',
  async (how, cold) => {
    izin.graph.closes = cold;
    farPort = cold ? Number(new URL(izin.graph.url).port) : undefined;
    const { rows } = await sql<{ value: string }>`
      select identity.value from consent join identity on identity.contact_id = consent.contact_id
      left join block on block.contact_id = consent.contact_id
      where topic = ${TOPIC} and state = 'subscribed' and block.contact_id is null
      order by consent.contact_id`.execute(izin.store.read);
    const { stops, spared, violations, closest } = await race(
      STOPS,
      rows.map(({ value }) => value),
    );
    process.stdout.write(
      `P2 race, ${how}: ${stops} stopped, ${spared} were spared, ${stops - spared} had been sent to before ` +
        `(the closest ${closest.toFixed(2)} ms before its 200), ${violations} violations\n`,
    );
    expect(violations).toBe(0);
    expect(stops).toBeGreaterThanOrEqual(STOPS * 0.9);
    // Both outcomes are seen, or the race was none.
    expect(spared).toBeGreaterThan(20);
    expect(stops - spared).toBeGreaterThan(0);
  },
  200_000,
);
