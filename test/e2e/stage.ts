import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { SandboxWorld } from '../setup/sandbox.js';
import { type Browser, openBrowser } from './browser.js';

/** What a test has: one browser for all, and a program and a tab of its own. */
export interface Stage {
  browser: Browser;
  world: SandboxWorld;
  page: Page;
  /** The page is no wider than a phone, whatever `look` opens there. */
  fitsPhone: (look?: () => Promise<void>) => Promise<void>;
}

interface StageOptions {
  path: '/sandbox' | '/console';
  width?: number;
  /** What the program is told before anybody looks at the page. */
  prepare?: (world: SandboxWorld) => Promise<unknown>;
}

/**
 * Before each test of the block: the whole program with its sandbox, and a tab on it. After it neither page nor
 * console had anything to complain of.
 */
export function stage({ path, width = 1280, prepare }: StageOptions): Stage {
  const size = { width, height: 900 };
  const on = {
    async fitsPhone(look = async () => undefined) {
      await on.page.setViewportSize({ width: 390, height: 844 });
      await look();
      expect(await on.page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      await on.page.setViewportSize(size);
    },
  } as Stage;
  beforeAll(async () => {
    on.browser = await openBrowser();
  });
  afterAll(() => on.browser.close());
  beforeEach(async () => {
    on.world = await SandboxWorld.start({ IZIN_QUIET_HOURS: '' });
    await prepare?.(on.world);
    on.page = await on.browser.open(`${on.world.url}${path}`, size);
  });
  afterEach(async () => {
    await on.page.close();
    await on.world.stop();
    expect(on.browser.problems.splice(0)).toEqual([]);
  });
  return on;
}

/** Somebody of the staff, who signs in with this key. */
export async function addKey(world: SandboxWorld, name: string, key: string): Promise<void> {
  const hash = createHash('sha256').update(key).digest('hex');
  expect((await world.api('POST', '/keys', { name, hash })).status).toBe(201);
}
