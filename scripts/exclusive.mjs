import { linkSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

const BEAT = 5_000;
const SILENT_FOR_TOO_LONG = 60_000;

/**
 * Runs `work` while this process alone holds the lock file; others wait. A lock whose process has ended
 * (same machine) or has been silent for a minute (another machine or container) is taken over.
 * `waiting` is called once, with the holder, when we must wait.
 */
export async function exclusively(file, waiting, work) {
  const mine = JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() });
  let told = false;
  while (!take(file, mine)) {
    const holder = read(file);
    if (holder && isStale(file, holder)) {
      evict(file, holder);
      continue;
    }
    if (holder && !told) {
      told = true;
      waiting(JSON.parse(holder));
    }
    await delay(200);
  }
  const release = () => read(file) === mine && rmSync(file, { force: true });
  const beat = setInterval(() => touch(file), BEAT);
  beat.unref();
  process.on('exit', release);
  try {
    return await work();
  } finally {
    clearInterval(beat);
    process.off('exit', release);
    release();
  }
}

function take(file, content) {
  // Written aside and linked into place: nobody ever reads a lock that is still empty.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, content);
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

function isStale(file, holder) {
  try {
    const { pid, host } = JSON.parse(holder);
    if (host === hostname() && !isAlive(pid)) return true;
    return Date.now() - statSync(file).mtimeMs > SILENT_FOR_TOO_LONG;
  } catch (error) {
    return error instanceof SyntaxError;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Moves the stale lock away; if another process was quicker and the lock is new, it is put back. */
function evict(file, holder) {
  const aside = `${file}.${process.pid}.stale`;
  try {
    renameSync(file, aside);
    if (read(aside) !== holder) linkSync(aside, file);
  } catch {
    // Somebody else evicted it: the next attempt to take it will tell.
  }
  rmSync(aside, { force: true });
}

function touch(file) {
  try {
    const now = new Date();
    utimesSync(file, now, now);
  } catch {
    // The folder is going away; the lock goes with it.
  }
}
