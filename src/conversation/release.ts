import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createFaq, type Faq, loadFaq } from '../faq/index.js';
import { readSources } from '../flows/files.js';
import type { Release } from '../flows/index.js';
import { createRelease } from '../flows/release.js';

/** What staff edit, ready to run: flows, words and FAQ that belong together. */
export interface Published {
  release: Release;
  faq: Faq;
}

/** The files cannot run; `izin check` tells where and how to mend them. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
}

/** Reads and compiles flows, words and FAQ. @throws ReleaseError */
export async function publish(flowsDir: string, localesDir: string): Promise<Published> {
  try {
    const sources = await readSources(flowsDir, localesDir);
    const faqSource = await readFile(join(localesDir, 'faq.yaml'), 'utf8').catch(() => '[]');
    const { entries } = loadFaq(faqSource, 'locales/faq.yaml');
    const id = createHash('sha256')
      .update(JSON.stringify([sources, faqSource]))
      .digest('hex')
      .slice(0, 16);
    return { release: createRelease(id, sources, entries), faq: createFaq(entries) };
  } catch (error) {
    throw new ReleaseError('the flows or words cannot be read: run `izin check`', { cause: error });
  }
}
