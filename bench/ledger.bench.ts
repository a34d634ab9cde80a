import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { makeCheckpoint } from '../src/consent/checkpoint.js';
import { type ConsentAct, changeConsent, loadStanding } from '../src/consent/index.js';
import { verifyLedger } from '../src/consent/verify.js';
import { createContact } from '../src/contacts/resolve.js';
import { Store } from '../src/store/index.js';
import { median, report } from './report.js';

// Records of the consent ledger verified a second (hash, link, evidence, checkpoint heads), and the longest
// that anything else of the program had to wait meanwhile.
const CONTACTS = Number(process.argv[2] ?? 30_000);
const ROUNDS = 5;
const CHUNK = 100;
const START = Date.UTC(2026, 0, 5, 3);
const SCRIPT = [
  { event: 'REQUEST', source: 'keyword', said: 'DAFTAR' },
  { event: 'CONFIRM', source: 'button', said: 'Ya, setuju' },
  { event: 'WITHDRAW', source: 'text', said: 'berhenti saja ya kak' },
] as const;

const folder = mkdtempSync(join(tmpdir(), 'izin-bench-'));
const store = await Store.open(join(folder, 'izin.db'));
const { privateKey } = generateKeyPairSync('ed25519');
try {
  for (let from = 0; from < CONTACTS; from += CHUNK) await store.write((tx) => writeContacts(tx, from));
  const directory = join(folder, 'checkpoints');
  await makeCheckpoint({ store, key: privateKey, directory }, START + CONTACTS);
  const rates: number[] = [];
  const waits: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    const began = performance.now();
    const { ok, records } = await verifyLedger(join(folder, 'izin.db'), privateKey, { outside: directory });
    const seconds = (performance.now() - began) / 1000;
    delay.disable();
    if (!ok) throw new Error('the ledger does not verify');
    rates.push(records / seconds);
    waits.push(delay.percentile(99) / 1e6);
  }
  report(`ledger records verified a second, ${CONTACTS * SCRIPT.length} records`, {
    izin: median(rates),
    goal: 100_000,
    'others wait, ms (99th of 100)': median(waits),
  });
} finally {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}

async function writeContacts(tx: Parameters<Parameters<Store['write']>[0]>[0], from: number): Promise<void> {
  for (let i = from; i < from + CHUNK; i++) {
    const contactId = await createContact(tx, START + i);
    const standing = await loadStanding(tx, contactId);
    for (const [step, { event, source, said }] of SCRIPT.entries()) {
      const at = START + i + step * 2_000;
      const evidence = { message: `wamid.${contactId}.${step}`, said };
      const act: ConsentAct = { event, source, topics: ['info-zakat'], at, actor: 'customer', evidence };
      await changeConsent(tx, contactId, standing, act, { now: at, environment: 'live' });
    }
  }
}
