import { Router } from 'express';
import type { SandboxOptions } from './options.js';

export { createMovableClock } from './clock.js';
export type { Inside, InsideBlock, InsideFlow, InsideRecord, InsideTicket, InsideTopic } from './inside.js';
export type { Limits, MovableClock, SandboxOptions, SandboxStorage } from './options.js';

/** Our stand-in for Meta on this machine. */
export interface Sandbox {
  /** Mounted at `/sandbox`: the page, `/graph/...` (the fake Graph API) and `/api/...` (the phones). */
  router: Router;
  /** Loads the chats and begins to deliver webhooks; call it when our own webhook listens. */
  start(): Promise<void>;
  /** Stops timers and sockets and saves the chats. */
  stop(): Promise<void>;
  /** Resolves when every webhook of that moment has been answered 200. */
  settled(): Promise<void>;
}

export function createSandbox(_options: SandboxOptions): Sandbox {
  return {
    router: Router(),
    start: async () => {},
    stop: async () => {},
    settled: async () => {},
  };
}
