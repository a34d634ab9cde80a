import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroadcast, untilSent } from './broadcasting.js';
import { liveAgainst, startBench, startIzin } from './programs.js';
import { report } from './report.js';
import { writeContacts } from './subscribers.js';

// Time per broadcast message with a million contacts beside that with ten thousand: the same number of messages
// is timed, to subscribers spread over all contacts.
const MESSAGES = 4000;
const SIZES = [10_000, Number(process.argv[2] ?? 1_000_000)];

const graph = await startBench('graph.ts');
const each: number[] = [];
for (const contacts of SIZES) each.push(1000 / (await rate(contacts)));
await graph.stop();
report('time per broadcast message, ms', {
  [`${SIZES[0]} contacts`]: each[0] ?? 0,
  [`${SIZES[1]} contacts`]: each[1] ?? 0,
  ratio: (each[1] ?? 0) / (each[0] ?? 1),
  'goal: ratio at most': 1.3,
});

async function rate(contacts: number): Promise<number> {
  const dataDir = mkdtempSync(join(tmpdir(), 'izin-bench-'));
  await writeContacts(join(dataDir, 'izin.db'), contacts, MESSAGES);
  const izin = await startIzin({ ...liveAgainst(graph), IZIN_DATA_DIR: dataDir });
  try {
    await startBroadcast(izin, graph.url);
    return await untilSent(graph.url, MESSAGES);
  } finally {
    await izin.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
