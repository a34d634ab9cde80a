import { Agent } from 'node:http';
import axios from 'axios';
import { liveAgainst, startBench, startIzin } from './programs.js';
import { report } from './report.js';
import { loadWebhooks, signature, webhookBody } from './webhook-load.js';

// From webhook to reply at Meta: messages come at a steady rate for half a minute; every one is answered, none
// is lost, and the backlog does not grow.
const SECONDS = 30;
const BASELINE_SECONDS = 8;

const graph = await startBench('graph.ts');
const chained = await chain();
// A little above the goal, so that keeping up means reaching it.
const goal = Math.min(400, 0.6 * chained);
const rate = Math.ceil(goal * 1.05);
const izin = await startIzin(liveAgainst(graph));
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const times: number[] = [];
await axios.get(`${graph.url}/reset`);
const began = performance.now();
const posts: Promise<void>[] = [];
for (let sent = 0; sent < rate * SECONDS; sent++) {
  const due = began + (sent * 1000) / rate;
  const early = due - performance.now();
  if (early > 0) await new Promise((next) => setTimeout(next, early));
  posts.push(post());
}
await Promise.all(posts);
const acknowledged = (performance.now() - began) / 1000;
const replies = await untilQuiet();
const answered = (performance.now() - began) / 1000;
report(`webhook to reply, ${rate} a second for ${SECONDS} s`, {
  'express and axios chained, a second': chained,
  'messages acknowledged': posts.length,
  'replies at Meta': replies,
  'acknowledged after, s': acknowledged,
  'last reply after, s': answered,
  'replies a second': replies / answered,
  'webhook p99, ms': percentile(times, 0.99),
  'goal: 400 or 0.6 x chained': goal,
});
await izin.stop();
await graph.stop();
process.exitCode = replies >= posts.length ? 0 : 1;
process.exit();

/** Replies a second of the baseline, as fast as 64 connections ask for them. */
async function chain(): Promise<number> {
  const bare = await startBench('bare-chain.ts', graph.url);
  await axios.get(`${graph.url}/reset`);
  await loadWebhooks(bare.url, 64, BASELINE_SECONDS);
  const { data } = await axios.get(`${graph.url}/count`);
  await bare.stop();
  return data.received / BASELINE_SECONDS;
}

async function post(): Promise<void> {
  const body = webhookBody(1_000_000, 'berapa nisab zakat tahun ini?');
  const at = performance.now();
  await axios.post(`${izin.url}/webhook`, body, {
    httpAgent: agent,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) },
  });
  times.push(performance.now() - at);
}

/** Waits until as many replies have come as there were messages, or none has come for ten seconds. */
async function untilQuiet(): Promise<number> {
  let [last, since] = [-1, performance.now()];
  for (;;) {
    const { data } = await axios.get(`${graph.url}/count`);
    if (data.received >= posts.length) return data.received;
    if (data.received !== last) [last, since] = [data.received, performance.now()];
    if (performance.now() - since > 10_000) return data.received;
    await new Promise((next) => setTimeout(next, 50));
  }
}

function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * share)] ?? 0;
}
