import MiniSearch from 'minisearch';
import { createCorrector } from './correct.js';
import type { FaqEntry, Language } from './entry.js';
import type { Phrasing } from './phrasing.js';
import { createPhrasings } from './phrasings.js';
import type { Synonyms } from './synonyms.js';
import { createReader, type Reader } from './terms.js';
import { createWeigher, type Weighed } from './weigh.js';

/** How well one entry fits a question. Each figure is within 0..1. */
export interface Fit {
  id: string;
  /** All of them together: the order of the answers. */
  total: number;
  /** Likeness to the nearest phrasing. */
  phrase: number;
  /** Share of the question, by weight, that occurs in the entry at all. */
  cover: number;
}

export interface Ranking {
  /** Best first. Empty if the question has no content word that any phrasing knows. */
  fits: Fit[];
  /** Likeness to the nearest phrasing that staff marked as not answered (`not`), 0..1. */
  refused: number;
  /** How much the question says, 0..1: one vague word near 0, three telling ones 1. */
  substance: number;
}

const LANGUAGES = ['id', 'en'] as const;
/** `{{fact.situs}}`: what it stands for tells nothing of what is asked. */
const REFERENCE = /\{\{[^{}]*\}\}/g;
const SEPARATOR = '|';
const CANDIDATES = 25;
/** Entries looked at, over all terms of a question, rarest term first: bounds the time where the FAQ is very large. */
const POSTINGS = 500;
/** A word that only the answer has covers less than one that the phrasings have. */
const ANSWER_COVER = 0.4;
const SHARES = { bm25: 0.32, phrase: 0.2, nearest: 0.36, cover: 0.12 };
const NEAREST = 3;
const TELLING_WORDS = 3;

type Part = 'also' | 'not';

/**
 * Builds the index over all phrasings: BM25 (minisearch) finds the candidates, likeness to their phrasings orders them.
 * Pure; for 2,000 entries it takes a few seconds once, a look-up some milliseconds at most.
 */
export function createSearch(
  entries: readonly FaqEntry[],
  synonyms: Synonyms = [],
): (text: string, language: Language) => Ranking {
  const { termsOf, spellingsOf } = createReader(synonyms);
  const asked = entries.map((entry) => [
    ...questionsOf(entry, termsOf),
    ...phrasingsOf(entry, 'also', termsOf),
  ]);
  const ids = entries.map(({ id }) => id);
  const answers = entries.map(
    ({ answer }) => new Set(termsOf(`${answer.id}\n${answer.en}`.replace(REFERENCE, ' ')).keys()),
  );
  const weigh = createWeigher(asked);
  const own = asked.map((phrasings) => createPhrasings(weigh.phrasings(phrasings)));
  const refusals = createPhrasings(
    weigh.phrasings(entries.flatMap((entry) => phrasingsOf(entry, 'not', termsOf))),
  );
  const correct = createCorrector(
    (term) => weigh.knows(term) || refusals.has(term),
    spellingsOf(weigh.vocabulary()),
  );

  const index = new MiniSearch<{ id: number; asked: string; answer: string }>({
    fields: ['asked', 'answer'],
    tokenize: (terms) => terms.split(SEPARATOR),
    processTerm: (term) => term || null,
    searchOptions: { boost: { asked: 2, answer: 0.3 } },
  });
  index.addAll(
    asked.map((phrasings, id) => ({
      id,
      asked: phrasings.flatMap(({ terms }) => [...terms.keys()]).join(SEPARATOR),
      answer: [...(answers[id] ?? [])].join(SEPARATOR),
    })),
  );

  function telling(query: Weighed): string[] {
    let postings = 0;
    return [...query.terms]
      .sort((a, b) => b[1] - a[1])
      .filter(([term], at) => {
        postings += weigh.frequency(term);
        return at === 0 || postings <= POSTINGS;
      })
      .map(([term]) => term);
  }

  function measure(number: number, bm25: number, query: Weighed, language: Language): Fit {
    const near = own[number]?.likenesses(query, language) ?? [];
    const phrase = near[0] ?? 0;
    const nearest = near.slice(0, NEAREST).reduce((sum, likeness) => sum + likeness, 0) / NEAREST;
    let covered = 0;
    for (const [term, weight] of query.terms) {
      if (own[number]?.has(term)) covered += weight;
      else if (answers[number]?.has(term)) covered += weight * ANSWER_COVER;
    }
    const cover = covered / query.sum;
    const total =
      SHARES.bm25 * bm25 + SHARES.phrase * phrase + SHARES.nearest * nearest + SHARES.cover * cover;
    return { id: ids[number] as string, total, phrase, cover };
  }

  return (text, language) => {
    const query = weigh.query(correct(termsOf(text)));
    if (query === undefined) return { fits: [], refused: 0, substance: 0 };
    const found = index.search(telling(query).join(SEPARATOR)).slice(0, CANDIDATES);
    const best = found[0]?.score ?? 1;
    return {
      fits: found
        .map(({ id, score }) => measure(id as number, score / best, query, language))
        .sort((a, b) => b.total - a.total),
      refused: refusals.likenesses(query, language)[0] ?? 0,
      substance: Math.min(1, query.known / (TELLING_WORDS * weigh.rarest)),
    };
  };
}

function questionsOf(entry: FaqEntry, termsOf: Reader['termsOf']): Phrasing[] {
  return LANGUAGES.map((language) => ({ terms: termsOf(entry.question[language]), language }));
}

function phrasingsOf(entry: FaqEntry, part: Part, termsOf: Reader['termsOf']): Phrasing[] {
  return LANGUAGES.flatMap((language) =>
    (entry[part]?.[language] ?? []).map((text) => ({ terms: termsOf(text), language })),
  );
}
