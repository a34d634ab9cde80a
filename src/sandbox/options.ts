import type { Inside } from './inside.js';

/** The time everyone shares in the sandbox. Real time plus an offset that a person can change. */
export interface MovableClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Moves the clock by this many milliseconds; negative values move it back, never before real time. */
  move(ms: number): void;
  /** Back to real time. */
  reset(): void;
}

/** Where the chats are kept between two starts. What is saved is plain JSON. */
export interface SandboxStorage {
  load(): Promise<unknown | undefined>;
  save(state: unknown): Promise<void>;
}

/** Meta's limits for one number. `null` turns a limit off, for load tests. */
export interface Limits {
  /** Messages a second, in and out together (reference: throughput, 80 by default). */
  throughput: number | null;
  /** One message per 6 s to the same person, with a burst of 45 (error 131056). */
  pairRate: boolean;
}

/** What the sandbox needs from the composition root. Only the first group is required. */
export interface SandboxOptions {
  clock: MovableClock;
  /** The first one signs the webhooks, the way Meta signs with the app secret. */
  appSecrets: readonly string[];
  verifyToken: string;
  /** The access token that the fake Graph API accepts. */
  token: string;
  numberId: string;
  wabaId: string;
  /** Digits without '+'. */
  displayNumber: string;
  orgName: string;
  /** Our own `POST /webhook`; asked at each delivery because the port is known late. */
  webhookUrl: () => string;
  storage: SandboxStorage;
  /** What Izin itself knows about this person, for the inside view. */
  inside: (phone: string) => Promise<Inside>;
  /** A key for the REST API, handed to the page by `GET /sandbox/api/session`. */
  apiKey: string | (() => string | Promise<string>);

  /** IANA zone in which the page shows times; Asia/Jakarta by default. */
  timezone?: string;
  /** Path of the built page (`dist/console/sandbox.html`); without it `GET /sandbox` explains how to build it. */
  page?: string;
  limits?: Partial<Limits>;
  /** Milliseconds from acceptance to each status. 120 and 350 by default; 0 and 0 in tests and benchmarks. */
  delays?: { sent: number; delivered: number };
  /** Most chats kept; silent ones (nothing written by the person) leave first. 2,000 by default. */
  maxChats?: number;
  /** Numbers between 0 and 1, for faults that strike a share of the calls. */
  random?: () => number;
  /** A new unique text for wamids, media ids and trace ids. */
  ids?: () => string;
  /** Told about things that go wrong, without personal data. */
  warn?: (message: string) => void;
}
