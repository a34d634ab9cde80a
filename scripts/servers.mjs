// Where the servers and the browser that some suites need stand on this machine.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const POSTGRES = '/usr/lib/postgresql';

/** Each server: its programs, and how Debian and macOS install it. */
export const SERVERS = {
  redis: { programs: ['redis-server'], debian: 'redis-server', brew: 'redis' },
  postgres: { programs: ['postgres', 'initdb'], debian: 'postgresql', brew: 'postgresql' },
  chromium: {
    programs: ['chromium', 'chromium-browser', 'google-chrome'],
    debian: 'chromium',
    brew: 'chromium',
  },
  // docs/verify_ledger.py needs it.
  cryptography: { programs: ['python3'], debian: 'python3-cryptography', brew: 'cryptography' },
};

/** The path of a program on the PATH or where Debian keeps PostgreSQL; undefined when absent. */
export function findProgram(name) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  if (existsSync(POSTGRES)) {
    const newestFirst = readdirSync(POSTGRES).sort((a, b) => Number(b) - Number(a));
    folders.push(...newestFirst.map((version) => join(POSTGRES, version, 'bin')));
  }
  const suffix = process.platform === 'win32' ? '.exe' : '';
  return folders.map((folder) => join(folder, name + suffix)).find((path) => existsSync(path));
}

const APPLICATIONS = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

/** The Chromium (or Chrome) of this machine, for playwright-core; undefined when absent. */
export function findChromium() {
  return (
    SERVERS.chromium.programs.map(findProgram).find(Boolean) ?? APPLICATIONS.find((path) => existsSync(path))
  );
}

/** A Python that has the package `cryptography`; undefined when absent. */
export function findPython() {
  const candidates = new Set([findProgram('python3'), '/usr/bin/python3', '/opt/homebrew/bin/python3']);
  return [...candidates].find(
    (path) => path && spawnSync(path, ['-c', 'import cryptography'], { stdio: 'ignore' }).status === 0,
  );
}

/** Whether a server of the table above is installed. */
export function hasServer(name) {
  if (name === 'cryptography') return Boolean(findPython());
  return name === 'chromium' ? Boolean(findChromium()) : SERVERS[name].programs.every(findProgram);
}
