import { createFaq, type Faq, type FaqEntry, loadFaq, loadSynonyms, validityOf } from '../faq/index.js';
import { createRelease, type Release } from '../flows/index.js';
import { ReleaseError } from './errors.js';
import {
  FAQ_FILE,
  fileHash,
  partsOf,
  type ReleaseFiles,
  readReleaseFiles,
  releaseId,
  SYNONYMS_FILE,
} from './files.js';

/** What staff edit, ready to run: flows, words and FAQ that belong together. */
export interface Published {
  release: Release;
  faq: Faq;
  /** In the order of the file. */
  entries: readonly FaqEntry[];
  /** Names the text of the FAQ and of its synonyms: releases with the same one share its index. */
  faqHash: string;
}

/**
 * Compiles the files of a release. The index of the FAQ is the dear part, in time and memory: it is taken from a
 * neighbour with the same FAQ, else made when it is first asked.
 * @throws Error (zod, yaml, JSON, XState) for files that cannot run; `faultsOf` explains them
 */
export function compile(id: string, files: ReleaseFiles, neighbours: Iterable<Published> = []): Published {
  const { sources, faq, synonyms: words } = partsOf(files);
  const faqHash = fileHash(JSON.stringify([faq, words]));
  const { entries } = loadFaq(faq, FAQ_FILE);
  const { synonyms } = loadSynonyms(words, SYNONYMS_FILE);
  const shared = [...neighbours].find((one) => one.faqHash === faqHash)?.faq;
  return {
    release: createRelease(id, sources, entries),
    faq: shared ?? rememberLast(lazily(entries, () => createFaq(entries, synonyms))),
    entries,
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

function lazily(entries: readonly FaqEntry[], make: () => Faq): Faq {
  let made: Faq | undefined;
  return {
    lookup(text, language, day) {
      made ??= make();
      return made.lookup(text, language, day);
    },
    isCurrent: validityOf(entries),
  };
}

/** A turn asks the FAQ about the same words more than once. */
function rememberLast({ lookup, isCurrent }: Faq): Faq {
  let known:
    | { text: string; language: string; day: string | undefined; value: ReturnType<Faq['lookup']> }
    | undefined;
  return {
    lookup(text, language, day) {
      if (known?.text !== text || known.language !== language || known.day !== day)
        known = { text, language, day, value: lookup(text, language, day) };
      return known.value;
    },
    isCurrent,
  };
}
