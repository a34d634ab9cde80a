import { createFaq, type Faq, loadFaq } from '../faq/index.js';
import { createRelease, type Release } from '../flows/index.js';
import { ReleaseError } from './errors.js';
import { fileHash, partsOf, type ReleaseFiles, readReleaseFiles, releaseId } from './files.js';

/** What staff edit, ready to run: flows, words and FAQ that belong together. */
export interface Published {
  release: Release;
  faq: Faq;
  /** Names the FAQ's text: releases with the same one share its index. */
  faqHash: string;
}

/**
 * Compiles the files of a release. The index of the FAQ is the dear part, in time and memory: it is taken from a
 * neighbour with the same FAQ, else made when it is first asked.
 * @throws Error (zod, yaml, JSON, XState) for files that cannot run; `faultsOf` explains them
 */
export function compile(id: string, files: ReleaseFiles, neighbours: Iterable<Published> = []): Published {
  const { sources, faq } = partsOf(files);
  const faqHash = fileHash(faq);
  const { entries } = loadFaq(faq, 'locales/faq.yaml');
  const shared = [...neighbours].find((one) => one.faqHash === faqHash)?.faq;
  return {
    release: createRelease(id, sources, entries),
    faq: shared ?? rememberLast(lazily(() => createFaq(entries))),
    faqHash,
  };
}

/** What the files hold now, whatever is published. @throws ReleaseError */
export async function compileReleaseFiles(flowsDir: string, localesDir: string): Promise<Published> {
  try {
    const files = await readReleaseFiles(flowsDir, localesDir);
    return compile(releaseId(files), files);
  } catch (cause) {
    throw new ReleaseError('the flows or words cannot be read: run `izin check`', { cause });
  }
}

function lazily(make: () => Faq): Faq {
  let made: Faq | undefined;
  return {
    lookup(text, language) {
      made ??= make();
      return made.lookup(text, language);
    },
  };
}

/** A turn asks the FAQ about the same words more than once. */
function rememberLast({ lookup }: Faq): Faq {
  let known: { text: string; language: string; value: ReturnType<Faq['lookup']> } | undefined;
  return {
    lookup(text, language) {
      if (known?.text !== text || known.language !== language)
        known = { text, language, value: lookup(text, language) };
      return known.value;
    },
  };
}
