import { topicsNamed } from '../flows/topics-named.js';
import type { FlowTopic } from '../flows/types.js';
import { splitRef } from '../subscribe/ref.js';
import { keyword } from '../understanding/index.js';

/** What somebody wrote who came by a link, or named a topic behind DAFTAR. */
export interface StartRequest {
  /** Without the ref. */
  text: string;
  ref?: string;
  /** What their words name; empty when they name nothing that we know. */
  topics: string[];
}

/** Beside DAFTAR and a topic these say nothing more. */
const COURTESY = new Set(
  'ya kak kakak min admin bang bu pak bapak ibu mas mbak dong donk deh nih tolong mohon please pls topik topic untuk for to saya aku mau ingin i want'.split(
    ' ',
  ),
);

/**
 * "DAFTAR info-zakat", "START info-zakat", with or without a ref; pure. *Daftar* also means "list" and "enrol",
 * so beside it only the name of a topic starts (voice: words that customers type). Whoever comes by a ref may say
 * more, or nothing at all: their link names the topic.
 */
export function readStart(text: string, topics: readonly FlowTopic[]): StartRequest | undefined {
  const { rest, ref } = splitRef(text);
  const words = rest
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
  const start = words.findIndex((word) => keyword(word) === 'start');
  const others = words.filter((word, index) => index !== start && !COURTESY.has(word));
  const named = topicsNamed(others, topics);
  if (ref !== undefined) {
    return start >= 0 || others.length === 0 ? { text: rest || text, ref, topics: named } : undefined;
  }
  const isNamed =
    named.length > 0 && others.every((word) => topicsNamed([word], topics).length > 0 || isPart(word));
  return start >= 0 && isNamed ? { text, topics: named } : undefined;

  /** A common word of a name, such as "info", names nothing by itself. */
  function isPart(word: string): boolean {
    return topics.some(
      ({ id, name }) =>
        named.includes(id) &&
        `${id} ${name.id} ${name.en}`
          .toLowerCase()
          .split(/[^\p{L}\p{N}]+/u)
          .includes(word),
    );
  }
}
