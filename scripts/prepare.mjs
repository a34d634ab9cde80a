// Installs and builds what has changed, so that `npm start` and `npm test` work in a fresh clone.
// Runs with nothing installed and on a Node as old as 18: only node: imports, no TypeScript.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, sep } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { exclusively } from './exclusive.mjs';
import { isInstalled } from './installed.mjs';
import { Refusal, say, step } from './step.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const WINDOWS = process.platform === 'win32';
const MODULES = join(ROOT, 'node_modules');
const DIST = join(ROOT, 'dist');
const SUPPLIED_NODE = join(MODULES, 'node', 'bin', WINDOWS ? 'node.exe' : 'node');
const STAMP = '.prepared.json';
const OLDEST_NODE = [22, 12];

const LOCK = ['package-lock.json'];
const SERVER = [...LOCK, 'rolldown.config.mjs', 'src'];

/**
 * Brings node_modules and dist up to date; does nothing, in a few milliseconds, when they are.
 * Returns the Node that runs Izin. Throws a Refusal that says what to do next.
 */
export async function prepare() {
  if (!isUpToDate()) {
    try {
      await exclusively(
        join(ROOT, '.prepare.lock'),
        ({ pid }) =>
          say(
            `menunggu proses ${pid} yang sedang menyiapkan`,
            `waiting for process ${pid}, which is preparing`,
          ),
        bringUpToDate,
      );
    } catch (error) {
      if (!['EACCES', 'EPERM', 'EROFS', 'ENOSPC'].includes(error.code)) throw error;
      const full = error.code === 'ENOSPC';
      throw new Refusal(
        `izin: ${full ? 'disk penuh' : `tidak boleh menulis di ${ROOT}`} (${error.code}). ${full ? 'Kosongkan kira-kira 1 GB' : 'Periksa pemilik folder'}, lalu ulangi.\n` +
          `izin: ${full ? 'the disk is full' : `${ROOT} cannot be written`} (${error.code}). ${full ? 'Free about 1 GB' : 'Check who owns the folder'}, then try again.`,
      );
    }
  }
  if (!hasConsole()) say('console/ belum ada, dilewati', 'there is no console/ yet, left out');
  return node();
}

function isUpToDate() {
  return isInstalledAsStamped(hashOf(LOCK)) && isServerBuilt(hashOf(SERVER)) && isConsoleBuilt(consoleHash());
}

async function bringUpToDate() {
  const lock = hashOf(LOCK);
  if (!isInstalledAsStamped(lock)) {
    if (!isInstalled(ROOT) || !canRun()) await install();
    stamp(MODULES, { lock });
  }
  // Hashed before building: a source that changes meanwhile is built the next time.
  const server = hashOf(SERVER);
  if (!isServerBuilt(server)) {
    await buildServer();
    stamp(DIST, { server });
  }
  const console = consoleHash();
  if (!isConsoleBuilt(console)) {
    if (hasConsole()) await buildConsole();
    stamp(DIST, { console });
  }
}

function isInstalledAsStamped(lock) {
  return stampIn(MODULES).lock === lock && canRun();
}

function isServerBuilt(hash) {
  return stampIn(DIST).server === hash && existsSync(join(DIST, 'runtime.js'));
}

function isConsoleBuilt(hash) {
  return stampIn(DIST).console === hash && (!hasConsole() || existsSync(join(DIST, 'console', 'index.html')));
}

// --- packages

async function install() {
  const { command, args } = npm();
  await step(
    { id: 'memasang paket', en: 'installing packages', takes: '±1 menit' },
    command,
    // Also under NODE_ENV=production: the build needs the development packages.
    [...args, 'ci', '--include=dev', '--no-audit', '--no-fund'],
    { cwd: ROOT },
  );
  if (!canRun()) {
    throw new Refusal(
      'izin: Node 24 tidak ikut terpasang. Jalankan "npm rebuild node --ignore-scripts=false", atau pasang Node 24 sendiri.\n' +
        'izin: Node 24 was not installed along. Run "npm rebuild node --ignore-scripts=false", or install Node 24 yourself.',
    );
  }
}

/** npm as it was called, under a Node that `npm ci` does not delete while running. */
function npm() {
  const cli = process.env.npm_execpath ?? '';
  if (!/npm-cli\.[cm]?js$/.test(cli)) return { command: WINDOWS ? 'npm.cmd' : 'npm', args: [] };
  return { command: nodeOutsideTheProject(), args: [cli] };
}

function nodeOutsideTheProject() {
  if (!process.execPath.startsWith(MODULES + sep)) return process.execPath;
  const name = WINDOWS ? 'node.exe' : 'node';
  const folders = (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => folder && !folder.startsWith(MODULES));
  return folders.map((folder) => join(folder, name)).find(existsSync) ?? process.execPath;
}

function canRun() {
  return existsSync(SUPPLIED_NODE) || isRecent();
}

function isRecent() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
}

function node() {
  if (process.execPath === SUPPLIED_NODE) return SUPPLIED_NODE;
  try {
    execFileSync(SUPPLIED_NODE, ['--version'], { stdio: 'ignore' });
    return SUPPLIED_NODE;
  } catch {
    // A binary for another C library (Alpine) or processor: this Node serves as well, if it is recent.
    if (isRecent()) return process.execPath;
    throw new Refusal(
      `izin: Node 24 yang disertakan tidak dapat berjalan di mesin ini, dan Node ${process.versions.node} terlalu lama. Pasang Node 24 dari https://nodejs.org\n` +
        `izin: the supplied Node 24 does not run on this machine, and Node ${process.versions.node} is too old. Install Node 24 from https://nodejs.org`,
    );
  }
}

// --- build

async function buildServer() {
  // What was built of sources that are gone goes too.
  for (const entry of existsSync(DIST) ? readdirSync(DIST) : []) {
    if (!['console', STAMP].includes(entry)) rmSync(join(DIST, entry), { recursive: true });
  }
  await step(
    { id: 'menyusun server', en: 'building the server', takes: '±3 s' },
    node(),
    [join(MODULES, 'rolldown', 'bin', 'cli.mjs'), '-c', '--log-level', 'warn'],
    { cwd: ROOT },
  );
  const main = join(DIST, 'main.js');
  if (existsSync(main)) chmodSync(main, 0o755);
}

async function buildConsole() {
  await step(
    { id: 'menyusun konsol', en: 'building the console', takes: '±10 s' },
    node(),
    [join(MODULES, 'vite', 'bin', 'vite.js'), 'build', 'console', '--logLevel', 'warn'],
    { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' } },
  );
}

function hasConsole() {
  return existsSync(join(ROOT, 'console', 'vite.config.ts'));
}

function consoleHash() {
  return hasConsole() ? hashOf([...LOCK, 'console']) : 'absent';
}

// --- stamps

function stampIn(folder) {
  try {
    return JSON.parse(readFileSync(join(folder, STAMP), 'utf8'));
  } catch {
    return {};
  }
}

function stamp(folder, facts) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, STAMP), JSON.stringify({ ...stampIn(folder), ...facts }));
}

/** One hash over names and contents of files and folders below the root; absent ones count as empty. */
function hashOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    const files = existsSync(join(ROOT, path))
      ? filesIn(join(ROOT, path)).map((file) => join(path, file))
      : [];
    for (const file of files)
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(ROOT, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

/** The files below a folder, relative to it, sorted; for a file, itself as ''. */
function filesIn(folder, leftOut = ['node_modules']) {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOTDIR') return [''];
    throw error;
  }
  return entries
    .filter((entry) => !leftOut.includes(entry.name))
    .flatMap((entry) =>
      entry.isDirectory()
        ? filesIn(join(folder, entry.name), []).map((file) => join(entry.name, file))
        : [entry.name],
    )
    .sort();
}

/** Prepares and ends the process with 1, the reason printed, when that fails. */
export async function prepareOrExit() {
  try {
    return await prepare();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await prepareOrExit();
