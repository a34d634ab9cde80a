import { mkdtempSync, rmSync } from 'node:fs';
import { Agent } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import axios from 'axios';
import BetterSqlite3 from 'better-sqlite3';
import { makeCheckpoint } from '../src/consent/checkpoint.js';
import { commitment, GENESIS, recordHash } from '../src/consent/ledger-record.js';
import { keyIdOf } from '../src/consent/signing-keys.js';
import { verifyLedger } from '../src/consent/verify.js';
import { readSecrets } from '../src/store/data-dir.js';
import { Store } from '../src/store/index.js';
import { liveAgainst, startBench, startIzin } from './programs.js';
import { median, report } from './report.js';
import { signature, webhookBody } from './webhook-load.js';

// Records of the consent ledger verified a second (hash, link, evidence, checkpoints), how long the main thread
// is held up by a first checkpoint over all chains, and how long Meta waits for its 200 during a verification.
const RECORDS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 3;
/** Webhooks a second during the verification. */
const RATE = 60;
/** ms */
const WARM_UP = 5_000;
const START = Date.UTC(2026, 0, 5, 3);
const SCRIPT = [
  { event: 'REQUEST', from: 'unknown', to: 'pending', source: 'keyword', said: 'DAFTAR' },
  { event: 'CONFIRM', from: 'pending', to: 'subscribed', source: 'button', said: 'Ya, setuju' },
  { event: 'WITHDRAW', from: 'subscribed', to: 'unsubscribed', source: 'text', said: 'berhenti saja ya kak' },
] as const;

const after = (ms: number) => new Promise((done) => setTimeout(done, ms));
const p99 = (times: number[]) => times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? 0;

const folder = mkdtempSync(join(tmpdir(), 'izin-bench-'));
const file = join(folder, 'izin.db');
const outside = join(folder, 'checkpoints');
try {
  const { checkpointKey } = readSecrets(folder, null);
  await (await Store.open(file)).close();
  writeRecords();
  const store = await Store.open(file);
  const delay = monitorEventLoopDelay({ resolution: 1 });
  const signing = performance.now();
  delay.enable();
  await makeCheckpoint({ store, signer: { key: checkpointKey }, directory: outside }, START + 1);
  delay.disable();
  const signed = (performance.now() - signing) / 1000;
  await store.close();
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    const { ok, records } = await verifyLedger(file, keyIdOf(checkpointKey), { outside });
    if (!ok || records !== RECORDS) throw new Error('the ledger does not verify');
    times.push((performance.now() - began) / 1000);
  }
  report(`ledger of ${RECORDS.toLocaleString('en')} records`, {
    'verified, s': median(times),
    'goal for a million, s': 10,
    'records a second': RECORDS / median(times),
    'goal: a second': 100_000,
    'first checkpoint, s': signed,
    'others wait meanwhile, ms (p99)': delay.percentile(99) / 1e6,
    'others wait meanwhile, ms (most)': delay.max / 1e6,
  });
  await underLoad();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);

/** Everybody's three records by statement: the consent machine would take half an hour. */
function writeRecords(): void {
  const database = new BetterSqlite3(file);
  database.pragma('synchronous = off');
  const contact = database.prepare(
    `insert into contact (id, labels, attributes, created_at, updated_at) values (?, '[]', '{}', ?, ?)`,
  );
  const keep = database.prepare('insert into ledger_key (contact_id, key) values (?, ?)');
  const record = database.prepare(`
    insert into ledger (contact_id, seq, topic, event, from_state, to_state, at, recorded_at, source, actor, effect,
      wording, environment, evidence, commitment, previous, hash)
    values (?, ?, 'info-zakat', ?, ?, ?, ?, ?, ?, 'customer', 1, null, 'live', ?, ?, ?, ?)`);
  database.transaction(() => {
    for (let i = 0; i < RECORDS; i += SCRIPT.length) {
      const contactId = `ct_${String(i).padStart(26, '0')}`;
      const key = Buffer.alloc(32, i % 251);
      contact.run(contactId, START, START);
      keep.run(contactId, key);
      let previous = GENESIS;
      for (const [step, { event, from, to, source, said }] of SCRIPT.slice(0, RECORDS - i).entries()) {
        const at = START + step * 2_000;
        const evidence = JSON.stringify({ message: `wamid.${contactId}.${step}`, said });
        const committed = commitment(key, evidence);
        const fields = { topic: 'info-zakat', event, from, to, at, recordedAt: at, source, wording: null };
        const rest = { actor: 'customer', effect: 1, environment: 'live', commitment: committed, previous };
        const hash = recordHash({ contactId, seq: step + 1, ...fields, ...rest });
        record.run(contactId, step + 1, event, from, to, at, at, source, evidence, committed, previous, hash);
        previous = hash;
      }
    }
  })();
  database.pragma('wal_checkpoint(truncate)');
  database.close();
}

/** The running server verifies while customers write; beside it the same without a verification. */
async function underLoad(): Promise<void> {
  const graph = await startBench('graph.ts');
  const izin = await startIzin({ ...liveAgainst(graph), IZIN_DATA_DIR: folder });
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  // The first seconds of a program are its slowest.
  await customers(after(WARM_UP));
  const alone = await customers(after(WARM_UP));
  const verification = axios.get(`${izin.url}/api/v1/ledger/verify`, {
    headers: { Authorization: 'Bearer bench-key' },
  });
  const during = await customers(verification);
  const { data } = await verification;
  report(`webhooks during a verification of the running server, ${RATE} a second`, {
    'in order': String(data.ok),
    'verified, s': during.seconds,
    requests: during.times.length,
    'median, ms': median(during.times),
    'p99, ms': p99(during.times),
    'goal: p99, ms': 250,
    'p99 without a verification, ms': p99(alone.times),
  });
  await izin.stop();
  await graph.stop();

  async function customers(until: Promise<unknown>): Promise<{ times: number[]; seconds: number }> {
    const began = performance.now();
    const times: number[] = [];
    const posts: Promise<void>[] = [];
    let seconds = 0;
    void until.then(() => {
      seconds = (performance.now() - began) / 1000;
    });
    for (let i = 0; seconds === 0; i++) {
      const early = began + (i * 1000) / RATE - performance.now();
      if (early > 0) await new Promise((next) => setTimeout(next, early));
      posts.push(post(webhookBody(20_000), times));
    }
    await Promise.all(posts);
    return { times, seconds };
  }

  async function post(body: Buffer, times: number[]): Promise<void> {
    const at = performance.now();
    await axios.post(`${izin.url}/webhook`, body, {
      httpAgent: agent,
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) },
    });
    times.push(performance.now() - at);
  }
}
