import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axios from 'axios';
import { type Program, startBench, startIzin } from './programs.js';
import { median, report } from './report.js';
import { writeSubscribers } from './subscribers.js';

// Broadcast sends a second, gate and records included, beside axios alone in a loop with the same concurrency
// against the same server.
const COUNT = Number(process.argv[2] ?? 6000);
const ROUNDS = 3;
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
  ratio: median(rates.izin) / median(rates.bare),
  goal: 0.8,
});

function bareAxios(): number {
  const imports = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    join(ROOT, 'scripts/source-imports.mjs'),
  ];
  const args = [...imports, join(ROOT, 'bench/bare-axios.ts'), graph.url, String(COUNT), '64'];
  const { stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return (JSON.parse(stdout) as { perSecond: number }).perSecond;
}

async function broadcast(): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'izin-bench-'));
  await writeSubscribers(join(dataDir, 'izin.db'), COUNT, 'live');
  const izin = await startIzin({
    IZIN_DATA_DIR: dataDir,
    WHATSAPP_ACCESS_TOKEN: 'bench',
    WHATSAPP_GRAPH_URL: graph.url,
    IZIN_API_KEY: 'bench-key',
    IZIN_ORG_NAME: 'Bench',
  });
  try {
    return await measure(izin);
  } finally {
    await izin.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function measure(izin: Program): Promise<number> {
  const api = axios.create({ baseURL: `${izin.url}/api/v1`, headers: { Authorization: 'Bearer bench-key' } });
  await axios.get(`${graph.url}/reset`);
  await api.post('/templates/sync');
  const draft = await api.post('/broadcasts', {
    name: 'bench',
    topic: 'info',
    template: { name: 'kabar_zakat', language: 'id', parameters: ['{{name|Bapak/Ibu}}'] },
    audience: { all: true },
  });
  await api.post(`/broadcasts/${draft.data.id}/start`);
  for (;;) {
    const { data } = await axios.get(`${graph.url}/count`);
    // From the first request that Meta saw to the last one.
    if (data.received >= COUNT) return COUNT / ((data.lastAt - data.firstAt) / 1000);
    await new Promise((next) => setTimeout(next, 100));
  }
}
