// `npm run verify`: everything that must hold before a change is handed in, cheapest first.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareOrExit } from './prepare.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const node = await prepareOrExit();
const bin = (path) => join(ROOT, 'node_modules', path);

const steps = [
  ['biome', bin('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '.'],
  ['types', bin('typescript/bin/tsc'), '-p', 'tsconfig.test.json'],
  ['types of the console', bin('typescript/bin/tsc'), '--noEmit', '-p', 'console'],
  ['knip: dead code', bin('knip/bin/knip.js'), '--no-progress'],
  ['architecture', 'scripts/test.mjs', 'quick', 'test/architecture.test.ts'],
  ['flows, words and FAQ', 'dist/main.js', 'check'],
  ['tests', 'scripts/test.mjs', 'all'],
];
const absent = { 'types of the console': 'console/tsconfig.json', 'flows, words and FAQ': 'dist/main.js' };

const failed = [];
for (const [name, ...args] of steps) {
  if (absent[name] && !existsSync(join(ROOT, absent[name]))) {
    console.log(`\n== ${name}: left out, there is no ${absent[name]}`);
    continue;
  }
  // Minutes of tests tell nothing new while a check of seconds fails.
  if (name === 'tests' && failed.length > 0) break;
  console.log(`\n== ${name}`);
  const { status } = spawnSync(node, args, { cwd: ROOT, stdio: 'inherit' });
  if (status !== 0) failed.push(name);
}
console.log(failed.length > 0 ? `\nFailed: ${failed.join(', ')}` : '\nEverything holds.');
process.exitCode = failed.length > 0 ? 1 : 0;
