import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/servers.mjs';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // The page may talk to this machine alone.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
];

/** So long a test waits for what should be on the page, ms: shorter than a test may take, so that it says what was missing. */
const PATIENCE = 12_000;

export interface Browser {
  /** A tab at this address. */
  open(url: string, size?: { width: number; height: number }): Promise<Page>;
  /** Errors of pages, of their consoles, and requests that would leave this machine. A good test finds none. */
  problems: string[];
  close(): Promise<void>;
}

/** Chromium with a profile of its own, in Bahasa Indonesia and WIB. @throws when none is installed */
export async function openBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('This test needs chromium: apt-get install chromium');
  const profile = await mkdtemp(join(tmpdir(), 'izin-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath,
    headless: true,
    args: quiet,
    locale: 'id-ID',
    timezoneId: 'Asia/Jakarta',
  });
  const problems = watch(context);
  return {
    problems,
    async open(url, size = { width: 1440, height: 900 }) {
      const page = await context.newPage();
      page.setDefaultTimeout(PATIENCE);
      await page.setViewportSize(size);
      await page.goto(url);
      return page;
    },
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

function watch(context: BrowserContext): string[] {
  const problems: string[] = [];
  context.on('weberror', (error) => problems.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  context.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (protocol.startsWith('http') && hostname !== '127.0.0.1' && hostname !== 'localhost')
      problems.push(`left this machine: ${hostname}`);
  });
  return problems;
}
