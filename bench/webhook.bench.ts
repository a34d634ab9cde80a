import { liveAgainst, startBench, startIzin } from './programs.js';
import { median, report } from './report.js';
import { loadWebhooks } from './webhook-load.js';

// Acknowledged webhooks a second at 64 connections, each durable (synchronous=FULL) before its 200, beside a
// bare express that checks the same signature, parses, and keeps nothing. Runs alternate.
const CONNECTIONS = 64;
const SECONDS = 5;
/** Each round compares neighbours in time: the machine may be quicker or slower in the next. */
const ROUNDS = 5;

const bare = await startBench('bare-express.ts');
const graph = await startBench('graph.ts');
const izin = await startIzin(liveAgainst(graph));
const rates: Record<'bare' | 'izin', number[]> = { bare: [], izin: [] };
await loadWebhooks(bare.url, CONNECTIONS, 2);
await loadWebhooks(izin.url, CONNECTIONS, 2);
for (let round = 0; round < ROUNDS; round++) {
  rates.bare.push((await loadWebhooks(bare.url, CONNECTIONS, SECONDS)).perSecond);
  rates.izin.push((await loadWebhooks(izin.url, CONNECTIONS, SECONDS)).perSecond);
}
await bare.stop();
await izin.stop();
await graph.stop();
report('acknowledged webhooks a second, 64 connections', {
  'bare express': median(rates.bare),
  izin: median(rates.izin),
  'ratio, median of the rounds': median(rates.izin.map((rate, round) => rate / (rates.bare[round] ?? rate))),
  goal: 0.85,
});
