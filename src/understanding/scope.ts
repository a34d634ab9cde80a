import { concept } from './pattern.js';
import { withoutEnclitic } from './vocabulary.js';
import type { Window } from './window.js';

const STRANGE = concept('strange');
const TOPIC = concept('topic');
const GENERIC = concept('generic');
const PROMO = concept('promo');
const ALL = concept('all');
const CONTRAST = ['only', 'others', 'stillgoing', 'keep'].map(concept);
const ACTS = [
  'halt',
  'ban',
  'strike',
  'unsub',
  'weakstop',
  'refuse',
  'sudahi',
  'pause',
  'no',
  'want',
  'daftar',
  'sub',
].map(concept);
const OURS = ['msg', 'news', 'send', 'sub', 'get'].map(concept);
const PERSONAL = ['num', 'remove', 'consent', 'name'].map(concept);

/**
 * The words that name one topic in a wish to stop or start ("stop info zakat", "promo kurbannya nggak usah, laporannya
 * saja"); none where the wish is about everything, the number or the list. Whoever matches them with topics and finds none
 * takes the wish for everything.
 */
export function topicWords(window: Window): string[] {
  const { concepts, words } = window;
  const mask = (numbers: readonly number[]): number =>
    numbers.reduce((sum, number) => sum | (concepts[number] as number), 0);
  if (concepts[ALL] !== 0 || mask(PERSONAL) !== 0) return [];
  const act = mask(ACTS);
  const clause = window.clauses.find((part) => (part & act) !== 0) ?? window.all;
  const ours = (mask(OURS) | act) & clause;
  const contrast = mask(CONTRAST) !== 0;
  const named = ((concepts[STRANGE] as number) | (concepts[TOPIC] as number)) & clause;
  const near = spread(ours);
  const found: string[] = [];
  for (let i = 0; i < words.length; i++) {
    const bit = 1 << i;
    const generic = ((concepts[GENERIC] as number) & bit) !== 0;
    const isTopic = (named & near & bit) !== 0 && !generic;
    const isContrasted = contrast && ((concepts[PROMO] as number) & clause & bit) !== 0;
    if (isTopic || isContrasted) found.push(withoutEnclitic(words[i] as string));
  }
  return found;
}

/** Two words on either side. */
function spread(mask: number): number {
  return mask | (mask << 1) | (mask << 2) | (mask >>> 1) | (mask >>> 2);
}
