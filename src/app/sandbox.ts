import type { Config } from '../config.js';
import { addTopic } from '../consent/topic-change.js';
import { listTopics } from '../consent/topics.js';
import type { Bus } from '../coordination/bus.js';
import {
  createSandbox,
  type Inside,
  type MovableClock,
  type Sandbox,
  type SandboxOptions,
} from '../sandbox/index.js';
import { SANDBOX_TOPICS } from '../sandbox/topics.js';
import { readSetting, type Store, writeSetting } from '../store/index.js';

export interface SandboxParts {
  config: Config;
  store: Store;
  bus: Bus;
  clock: MovableClock;
  orgName: string;
  port: number;
  apiKey: string;
  /** The built page. */
  page: string;
  inside: (phone: string) => Promise<Inside>;
  warn: (message: string) => void;
  overrides: Partial<SandboxOptions> | undefined;
}

const DISPLAY_NUMBER = '622150100000';

/** The stand-in for Meta, tied to this program: same keys, same clock, and chats kept in its own database. */
export async function openSandbox(parts: SandboxParts): Promise<Sandbox> {
  const { config, store, bus, clock, port } = parts;
  const { appSecrets, verifyToken, token, numberId, wabaId } = config.whatsapp;
  await seedTopics(store, clock.now());
  return createSandbox({
    clock: announced(clock, () => bus.publish({ type: 'clock' })),
    appSecrets,
    verifyToken,
    token,
    numberId,
    wabaId,
    displayNumber: DISPLAY_NUMBER,
    orgName: parts.orgName,
    webhookUrl: () => `http://127.0.0.1:${port}/webhook`,
    storage: savedIn(store),
    inside: parts.inside,
    apiKey: parts.apiKey,
    page: parts.page,
    warn: parts.warn,
    ...parts.overrides,
  });
}

/** Who waits for a time has to look again when a person moves it. */
function announced(clock: MovableClock, moved: () => void): MovableClock {
  return {
    now: clock.now,
    move: (ms) => {
      clock.move(ms);
      moved();
    },
    reset: () => {
      clock.reset();
      moved();
    },
  };
}

async function seedTopics(store: Store, now: number): Promise<void> {
  if ((await listTopics(store.read)).length > 0) return;
  await store.write(async (tx) => {
    for (const topic of SANDBOX_TOPICS) await addTopic(tx, topic, now);
  });
}

const SETTING = 'sandbox';

function savedIn(store: Store): SandboxOptions['storage'] {
  return {
    load: async () => {
      const value = await readSetting(store.read, SETTING);
      return value === undefined ? undefined : (JSON.parse(value) as unknown);
    },
    save: async (state) => {
      const value = JSON.stringify(state);
      await store.write((tx) => writeSetting(tx, SETTING, value));
    },
  };
}
