// `npm test`, `npm run test:quick`, `npm run test:coverage`, each with optional paths: `npm test -- test/gate`.
// The last line is always `N passed, N failed, N skipped`, summed over all runs.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { leftOut, provide } from './needs.mjs';
import { endWithNpm } from './npm-parent.mjs';
import { prepareOrExit } from './prepare.mjs';
import { Refusal, say } from './step.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
/** Suites that drive a browser: mostly they wait for it. */
const BROWSER = '/test/e2e/';
/** Suites that load the machine: one at a time. */
const SLOW = '\\.slow\\.test\\.ts$';
/** Not in the quick run. */
const HEAVY = `${BROWSER}|${SLOW}`;
/** Suites that start the whole program again and again: the quick run leaves them out, unless they are named. */
const WHOLE =
  '/test/(cli|drill|http|media|model|promises|release|sandbox|subscribe)/|/test/(consent/export|conversation/(releases|asked-again))';
/** A run that hangs is ended; on a busy machine an honest one may take its time. */
const LONGEST = 45 * 60_000;

const [mode = 'all', ...paths] = process.argv.slice(2);
const node = await prepareOrExit();
const missing = provideOrExit(
  mode === 'all' ? ['redis', 'postgres', 'cryptography', 'chromium'] : ['redis', 'postgres', 'cryptography'],
);
const started = Date.now();
endWithNpm();

const counts = { passed: 0, failed: 0, skipped: 0 };
for (const run of runs()) add(await jest(run));
if (missing.length > 0) process.stdout.write(`\n${leftOut(missing, join(ROOT, 'test'))}\n`);
process.stdout.write(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
process.exit(counts.failed > 0 || counts.passed === 0 ? 1 : 0);

function provideOrExit(names) {
  try {
    return provide(names);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

/** The jest runs of this mode, as arguments. */
function runs() {
  const light = ['--maxWorkers=2', '--testPathIgnorePatterns', HEAVY, '/node_modules/'];
  if (mode === 'quick' && paths.length === 0) return [[...light, WHOLE]];
  if (mode === 'quick') return [[...light, '--', ...paths]];
  if (mode === 'coverage') return [['--coverage', ...light, '--', ...paths]];
  const skipped = missing.includes('chromium')
    ? ['--testPathIgnorePatterns', '/test/e2e/', '/node_modules/']
    : [];
  if (paths.length > 0) return [['--maxWorkers=2', ...skipped, '--', ...paths]];
  const browser = missing.includes('chromium') ? [] : [['--maxWorkers=2', '--testPathPatterns', BROWSER]];
  return [light, ...browser, ['--runInBand', '--testPathPatterns', SLOW]];
}

function add(result) {
  for (const key of Object.keys(counts)) counts[key] += result[key];
}

/** Runs jest once; a file that cannot be run, a threshold missed or a crash counts as one failure. */
async function jest(args) {
  const folder = mkdtempSync(join(tmpdir(), 'izin-test-'));
  const report = join(folder, 'report.json');
  const bin = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const flags = ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'];
  const child = spawn(node, [...flags, bin, '--json', `--outputFile=${report}`, ...args], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const watchdog = setTimeout(
    () => {
      say(
        'tes berjalan lebih dari 45 menit, dihentikan',
        'the tests ran for more than 45 minutes and were ended',
      );
      child.kill('SIGKILL');
    },
    LONGEST - (Date.now() - started),
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => child.kill(signal));
  const code = await new Promise((resolve) => child.on('close', resolve));
  clearTimeout(watchdog);
  const result = existsSync(report) ? JSON.parse(readFileSync(report, 'utf8')) : undefined;
  rmSync(folder, { recursive: true, force: true });
  if (!result) return { passed: 0, failed: 1, skipped: 0 };
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
  return {
    passed: result.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: result.numPendingTests + result.numTodoTests,
  };
}
