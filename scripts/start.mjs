// `npm start -- <options>`: prepares, then serves with the supplied Node; signals and exit code pass through.
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { endWithNpm } from './npm-parent.mjs';
import { prepareOrExit } from './prepare.mjs';

const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist');
const node = await prepareOrExit();
endWithNpm();
const { handOver } = await import(pathToFileURL(join(dist, 'runtime.js')).href);
await handOver(node, [join(dist, 'main.js'), 'serve', ...process.argv.slice(2)]);
