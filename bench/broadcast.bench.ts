import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startBroadcast, untilSent } from './broadcasting.js';
import { liveAgainst, type Program, startBench, startIzin } from './programs.js';
import { median, report } from './report.js';
import { writeSubscribers } from './subscribers.js';

// Broadcast sends a second, gate and records included, beside axios alone in a loop with the same concurrency
// against the same server. Long enough that neither is measured while its code is still being compiled.
const COUNT = Number(process.argv[2] ?? 20_000);
/** Each round compares neighbours in time: the machine may be quicker or slower in the next. */
const ROUNDS = 5;
const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const graph = await startBench('graph.ts');
const rates: Record<'bare' | 'izin', number[]> = { bare: [], izin: [] };
for (let round = 0; round < ROUNDS; round++) {
  rates.bare.push(bareAxios());
  rates.izin.push(await broadcast());
}
await graph.stop();
report(`broadcast sends a second, ${COUNT} recipients`, {
  'bare axios': median(rates.bare),
  izin: median(rates.izin),
  'ratio, median of the rounds': median(rates.izin.map((rate, round) => rate / (rates.bare[round] ?? rate))),
  goal: 0.8,
});

function bareAxios(): number {
  const imports = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    join(ROOT, 'scripts/source-imports.mjs'),
  ];
  const args = [...imports, join(ROOT, 'bench/bare-axios.ts'), graph.url, String(COUNT), '128'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return (JSON.parse(stdout) as { perSecond: number }).perSecond;
}

async function broadcast(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'izin-bench-'));
  await writeSubscribers(join(dataDir, 'izin.db'), COUNT, 'live');
  const izin = await startIzin({ ...liveAgainst(graph), IZIN_DATA_DIR: dataDir });
  try {
    return await measure(izin);
  } finally {
    await izin.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(izin: Program): Promise<number> {
  await startBroadcast(izin, graph.url);
  return untilSent(graph.url, COUNT);
}
