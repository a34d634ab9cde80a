import { isIP, Socket } from 'node:net';
import { afterEach } from '@jest/globals';

// Loaded before every test file: a request that would leave this machine fails, and so does its test,
// even when the code under test swallows the error.

const PATCHED = Symbol.for('izin.test.loopback');

interface Guard {
  connect: Socket['connect'];
  refused: string[];
}

const held = Socket.prototype as Socket & { [PATCHED]?: Guard };
// Jest shares node:net between the files of one worker: patched once, and the list belongs to the worker.
const guard: Guard = held[PATCHED] ?? { connect: held.connect, refused: [] };
held[PATCHED] = guard;

held.connect = function connect(this: Socket, ...args: unknown[]) {
  const host = hostOf(args);
  if (host === undefined || isLoopback(host)) return Reflect.apply(guard.connect, this, args);
  guard.refused.push(host);
  const error = new Error(`A test may not leave this machine: refused to connect to ${host}`);
  // As late as a real refusal: by then HTTP clients listen for errors.
  setImmediate(() => this.destroy(error));
  return this;
} as Socket['connect'];

afterEach(() => {
  const hosts = takeRefused();
  if (hosts.length > 0) throw new Error(`This test tried to leave this machine: ${hosts.join(', ')}`);
});

/** The hosts refused since the last call; a test that expects a refusal takes them, and so does not fail. */
export function takeRefused(): string[] {
  return guard.refused.splice(0);
}

/** The host of any form of connect(): undefined for a Unix socket, localhost when none is named. */
function hostOf(args: unknown[]): string | undefined {
  // net.connect() hands over its arguments already normalised: one array of [options, callback].
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: string | null; host?: string | null };
    return path ? undefined : (host ?? 'localhost');
  }
  if (typeof first === 'string' && Number.isNaN(Number(first))) return undefined;
  return typeof second === 'string' ? second : 'localhost';
}

function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.');
  if (isIP(host) === 6) return host === '::1' || host.startsWith('::ffff:127.');
  return host === 'localhost' || host.endsWith('.localhost');
}
