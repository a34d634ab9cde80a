import { createWriteStream, openAsBlob, readFileSync } from 'node:fs';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { liveAgainst, startBench, startIzin } from './programs.js';
import { median, report } from './report.js';
import { signature, webhookBody } from './webhook-load.js';

// Rows of a list imported a second, with proof and ledger; during a long import the server's memory, how long webhooks
// wait (30 a second, as a busy day brings them), and how long anything keeps the main thread. Other sizes:
// `node --import ./scripts/source-imports.mjs bench/import.bench.ts 10000 50000`.
const ROWS = Number(process.argv[2] ?? 100_000);
const LONG = Number(process.argv[3] ?? 1_000_000);
const WEBHOOKS = 30;

const graph = await startBench('graph.ts');
const izin = await startIzin(liveAgainst(graph));
const call = async <T>(path: string, init: RequestInit = {}): Promise<T> => {
  const headers = { authorization: 'Bearer bench-key', ...init.headers };
  const response = await fetch(`${izin.url}/api/v1${path}`, { ...init, headers });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return (await response.json()) as T;
};
interface View {
  id: string;
  rows: number;
  state: string;
  counts: { requested: number };
  created_at: string;
  completed_at: string | null;
}

try {
  await call('/topics', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ id: 'info-zakat', name: { id: 'Info', en: 'Info' } }),
  });
  const alone = await importRows(0, ROWS);
  const load = autocannon({
    url: `${izin.url}/webhook`,
    connections: 8,
    overallRate: WEBHOOKS,
    duration: 24 * 3600,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          const body = webhookBody(20_000);
          const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) };
          return { ...request, body, headers };
        },
      },
    ],
  });
  const long = await importRows(ROWS, LONG);
  load.stop();
  const { latency, non2xx, errors } = await load;
  if (non2xx > 0 || errors > 0) throw new Error(`${non2xx} refused, ${errors} failed`);
  report(`a list of ${ROWS.toLocaleString('en')} rows imported`, {
    seconds: alone.seconds,
    'goal (100,000 rows)': 20,
    'rows a second': ROWS / alone.seconds,
    ...thread(alone.kept),
  });
  report(`a list of ${LONG.toLocaleString('en')} rows, with ${WEBHOOKS} webhooks a second`, {
    seconds: long.seconds,
    'rows a second': LONG / long.seconds,
    'webhook p99, ms': latency.p99,
    goal: 250,
    'webhook median, ms': latency.p50,
    ...thread(long.kept),
    'memory, beginning, MB': tenth(long.memory, 0),
    'memory, middle, MB': tenth(long.memory, 0.45),
    'memory, end, MB': tenth(long.memory, 0.9),
    'memory, most, MB': Math.max(...long.memory),
  });
} finally {
  await izin.stop();
  await graph.stop();
}

async function importRows(first: number, count: number) {
  const file = join(izin.dataDir, 'list.csv');
  await writeList(file, first, count);
  const memory: number[] = [];
  const kept: number[] = [];
  await longestKept();
  const { id } = await call<View>('/imports?wait=0', {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body: await openAsBlob(file),
  });
  for (;;) {
    await new Promise((next) => setTimeout(next, 500));
    memory.push(residentMegabytes(izin.child.pid ?? 0));
    kept.push(await longestKept());
    const view = await call<View>(`/imports/${id}?limit=1`);
    if (view.completed_at === null) continue;
    if (view.counts.requested !== count) throw new Error(`only ${view.counts.requested} of ${count} are in`);
    const seconds = (Date.parse(view.completed_at) - Date.parse(view.created_at)) / 1000;
    return { seconds, memory, kept };
  }
}

/** The figures of a tenth of the time, which begins at this share of it. */
function tenth(figures: readonly number[], from: number): number {
  const first = Math.floor(figures.length * from);
  return median(figures.slice(first, first + Math.ceil(figures.length / 10)));
}

/** How long one thing kept the main thread: in all, and in the middle one of the half seconds. */
function thread(kept: readonly number[]) {
  return {
    'main thread kept, longest, ms': Math.max(...kept),
    'the longest of a half second, ms': median(kept),
  };
}

/** Since the last time it was asked, ms; the server's histogram looks every 10 ms and counts them in. */
async function longestKept(): Promise<number> {
  const text = await (await fetch(`${izin.url}/metrics`)).text();
  const seconds = Number(/^izin_nodejs_eventloop_lag_max_seconds ([\d.]+)/m.exec(text)?.[1]);
  return Math.max(0, seconds * 1000 - 10);
}

/** Numbers in no order, as lists have them. */
async function writeList(path: string, first: number, count: number): Promise<void> {
  const file = createWriteStream(path);
  file.write('phone,name,topic,source,date,wording,reference\n');
  for (let i = first; i < first + count; i += 1) {
    const phone = `0812${String((i * 7_919_999) % 100_000_003).padStart(8, '0')}`;
    const row = `${phone},Nama Orang ${i},info-zakat,formulir,03/08/2025,"Ya, kirimi saya info zakat",F-${i}\n`;
    if (!file.write(row)) await new Promise((next) => file.once('drain', next));
  }
  await new Promise((next) => file.end(next));
}

/** From /proc where there is one. */
function residentMegabytes(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return (pages * 4096) / 1e6;
}
