// `npm run dev`: compiles on every change, builds the console on every change, restarts the server. Flows and words
// are taken in without a restart.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { endWithNpm } from './npm-parent.mjs';
import { prepareOrExit } from './prepare.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const node = await prepareOrExit();
const modules = (path) => join(ROOT, 'node_modules', path);

const commands = [
  [modules('rolldown/bin/cli.mjs'), '-c', '--watch', '--log-level', 'warn'],
  ['--watch', '--watch-preserve-output', 'dist/main.js', 'serve', '--watch', ...process.argv.slice(2)],
];
if (existsSync(join(ROOT, 'console', 'vite.config.ts'))) {
  commands.push([modules('vite/bin/vite.js'), 'build', 'console', '--watch', '--logLevel', 'warn']);
}

const children = commands.map((args) => spawn(node, args, { cwd: ROOT, stdio: 'inherit' }));
const endAll = () => {
  for (const child of children) child.kill('SIGTERM');
};
for (const child of children) child.on('exit', endAll);
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, endAll);
endWithNpm();
