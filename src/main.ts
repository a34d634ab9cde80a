#!/usr/bin/env node
import { ensureRuntime } from './runtime.js';

// Everything else is loaded only when this Node can run it: an older one would crash in the middle of an import.
await ensureRuntime();
const { runCli } = await import('./cli/index.js');
process.exitCode = await runCli(process.argv.slice(2));
