// `npm run bench`: every file of bench/; `npm run bench -- outbox`: those with this in their name.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareOrExit } from './prepare.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BENCH = join(ROOT, 'bench');
const node = await prepareOrExit();
const wanted = process.argv[2] ?? '';
const files = existsSync(BENCH) ? readdirSync(BENCH).filter((file) => /\.bench\.(ts|mjs)$/.test(file)) : [];
const chosen = files.filter((file) => file.includes(wanted));

if (chosen.length === 0) {
  console.error(
    `Tidak ada bench/*${wanted}*.bench.ts · there is none. Ada/available: ${files.join(', ') || '-'}`,
  );
  process.exit(1);
}
let failed = 0;
for (const file of chosen) {
  console.log(`\n== ${file}`);
  const args = [
    '--disable-warning=ExperimentalWarning',
    '--import',
    './scripts/source-imports.mjs',
    join('bench', file),
  ];
  if (spawnSync(node, args, { cwd: ROOT, stdio: 'inherit' }).status !== 0) failed += 1;
}
process.exitCode = failed > 0 ? 1 : 0;
