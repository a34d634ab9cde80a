import { Agent } from 'node:http';
import axios from 'axios';
import { liveAgainst, startBench, startIzin } from './programs.js';
import { median, report } from './report.js';
import { signature, statusBody, webhookBody } from './webhook-load.js';

// How long Meta waits for its 200 while 60 messages a second leave and each brings three statuses back.
const SECONDS = 20;
const RATE = 60;

const graph = await startBench('graph.ts');
const izin = await startIzin(liveAgainst(graph));
const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const times: number[] = [];
const posts: Promise<void>[] = [];
const began = performance.now();
for (let i = 0; i < RATE * SECONDS; i++) {
  const due = began + (i * 1000) / RATE;
  const early = due - performance.now();
  if (early > 0) await new Promise((next) => setTimeout(next, early));
  posts.push(post(webhookBody(1_000_000, 'berapa nisab zakat tahun ini?')));
  for (const status of ['sent', 'delivered', 'read']) posts.push(post(statusBody(i, status)));
}
await Promise.all(posts);
const sorted = times.toSorted((a, b) => a - b);
report(`webhook latency while ${RATE} messages a second leave, ms`, {
  requests: times.length,
  median: median(times),
  p99: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  'goal: p99': 250,
});
await izin.stop();
await graph.stop();
process.exit(0);

async function post(body: Buffer): Promise<void> {
  const at = performance.now();
  await axios.post(`${izin.url}/webhook`, body, {
    httpAgent: agent,
    headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) },
  });
  times.push(performance.now() - at);
}
