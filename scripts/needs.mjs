// Makes sure of the servers and the browser that suites need, or says loudly which suites are left out.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProgram, hasServer, SERVERS } from './servers.mjs';
import { Refusal, say } from './step.mjs';

export const CI = Boolean(process.env.CI) && process.env.CI !== 'false';

/**
 * Installs what is missing where that is possible without asking (Debian, as root). Returns the names still
 * missing; throws a Refusal for them under CI, where a suite left out would pass for a suite that holds.
 */
export function provide(names) {
  const absent = () => names.filter((name) => !hasServer(name));
  if (absent().length > 0 && canInstall()) install(absent());
  const missing = absent();
  if (missing.length > 0 && CI) {
    throw new Refusal(
      `izin: CI=true, tetapi belum ada: ${missing.join(', ')} · CI=true, but these are missing\n${howToInstall(missing)}`,
    );
  }
  return missing;
}

/** What is left out for want of these, and how to change that. */
export function leftOut(missing, testFolder) {
  const files = testFiles(testFolder);
  const lines = missing.map((name) => {
    const suites =
      name === 'chromium'
        ? ['test/e2e']
        : files.filter((file) =>
            readFileSync(join(testFolder, file), 'utf8').includes(`describeWith('${name}')`),
          );
    return `  tanpa/without ${name}: ${suites.join(', ') || '-'}`;
  });
  return ['!!! TIDAK DIUJI · NOT TESTED', ...lines, howToInstall(missing)].join('\n');
}

function testFiles(folder) {
  return readdirSync(folder, { recursive: true })
    .map(String)
    .filter((file) => file.endsWith('.test.ts'));
}

function canInstall() {
  return process.platform === 'linux' && process.getuid?.() === 0 && Boolean(findProgram('apt-get'));
}

function install(names) {
  const packages = names.map((name) => SERVERS[name].debian);
  say(`memasang ${packages.join(' ')} dengan apt-get, ±1 menit`, 'installing them with apt-get');
  // Run level 1: the packages' own services are installed but not started; tests start their own.
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' };
  const apt = (...args) => spawnSync('apt-get', ['-qq', ...args], { env, encoding: 'utf8' });
  apt('update');
  const { status, stderr } = apt('install', '-y', '--no-install-recommends', ...packages);
  if (status !== 0) process.stderr.write(`${stderr}\n`);
}

function howToInstall(missing) {
  const list = (key) => missing.map((name) => SERVERS[name][key]).join(' ');
  return `  Debian/Ubuntu: sudo apt-get install -y ${list('debian')}\n  macOS: brew install ${list('brew')}`;
}
