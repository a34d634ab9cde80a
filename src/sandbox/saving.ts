import * as z from 'zod';
import { type AccountState, healthyAccount } from './account.js';
import type { Chat } from './chat.js';
import type { SandboxStorage } from './options.js';
import type { SandboxSignup } from './signups.js';
import { exampleTemplates, type Template } from './templates.js';

/** What survives a restart: chats in which somebody took part, the account, the templates, the signups. */
export interface SavedState {
  version: 1;
  chats: Chat[];
  account: AccountState;
  templates: Template[];
  signups: SandboxSignup[];
}

/** Enough to tell our own file from anything else; what is inside was written by us. */
const saved = z.looseObject({
  version: z.literal(1),
  chats: z.array(z.looseObject({ messages: z.array(z.unknown()) })),
});

export function readSaved(value: unknown): SavedState | undefined {
  if (!saved.safeParse(value).success) return undefined;
  const state = value as Partial<SavedState>;
  return {
    version: 1,
    chats: state.chats ?? [],
    account: { ...healthyAccount, ...state.account },
    templates: state.templates ?? exampleTemplates(),
    signups: state.signups ?? [],
  };
}

export interface Saver {
  /** Something changed; it is saved soon. */
  touch(): void;
  /** Saves at once if anything is unsaved. */
  flush(): Promise<void>;
}

const quiet = 500;
/** A save that takes long is repeated rarely, so that saving never takes more than a twentieth of the time. */
const restFactor = 20;

export function createSaver(
  storage: SandboxStorage,
  state: () => SavedState,
  warn: (text: string) => void,
): Saver {
  let timer: NodeJS.Timeout | undefined;
  let wait = quiet;
  let working = Promise.resolve();
  const save = async (): Promise<void> => {
    const begun = performance.now();
    try {
      await storage.save(state());
    } catch (error) {
      warn(`the chats could not be saved: ${error instanceof Error ? error.name : 'unknown reason'}`);
    }
    wait = Math.max(quiet, (performance.now() - begun) * restFactor);
  };
  const run = (): Promise<void> => {
    timer = undefined;
    working = working.then(save);
    return working;
  };
  return {
    touch() {
      timer ??= setTimeout(() => void run(), wait).unref();
    },
    async flush() {
      if (timer) {
        clearTimeout(timer);
        await run();
      }
      await working;
    },
  };
}
