import MiniSearch from 'minisearch';
import { createCorrector } from './correct.js';
import type { FaqEntry, Language } from './entry.js';
import { cosine, createWeigher, length, type Weighed } from './weigh.js';
import { type Terms, termsOf } from './terms.js';

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
  /** Best first. Empty if the question has no content word that any entry knows. */
  fits: Fit[];
  /** Likeness to the nearest phrasing that staff marked as not answered (`not`), 0..1. */
  refused: number;
  /** Share of the question, by weight, in words that no entry has, 0..1. */
  unknown: number;
  /** How much the question says, 0..1: one vague word near 0, three telling ones 1. */
  substance: number;
}

interface Phrase {
  terms: Terms;
  length: number;
  language: Language;
}

interface Document {
  id: number;
  question: string;
  also: string;
  answer: string;
}

const LANGUAGES = ['id', 'en'] as const;
const SEPARATOR = '|';
const CANDIDATES = 40;
/** The language that was asked for wins between two phrasings that are equally near. */
const OTHER_LANGUAGE = 0.95;
/** A word that only the answer has covers less than one that the phrasings have. */
const ANSWER_COVER = 0.4;
const SHARES = { bm25: 0.32, phrase: 0.2, nearest: 0.36, cover: 0.12 };
const NEAREST = 3;
const TELLING_WORDS = 3;

/**
 * Builds the index over all phrasings: BM25 (minisearch) finds the candidates, likeness to their phrasings orders them.
 * Pure; takes about a second for 2,000 entries, a look-up well below 5 ms.
 */
export function createSearch(
  entries: readonly FaqEntry[],
): (text: string, language: Language) => Ranking {
  const asked = entries.map((entry) =>
    LANGUAGES.flatMap((language) =>
      [entry.question[language], ...(entry.also?.[language] ?? [])].map((text) => ({ text, language })),
    ).map(({ text, language }) => ({ terms: termsOf(text), language })),
  );
  const answers = entries.map((entry) => termsOf(`${entry.answer.id}\n${entry.answer.en}`));
  const words = asked.map((phrases) => new Set(phrases.flatMap(({ terms }) => [...terms.keys()])));
  const weigh = createWeigher(words);
  const phrases = asked.map((own) => own.map(({ terms, language }) => phraseOf(weigh.terms(terms), language)));
  const refused = entries.flatMap((entry) =>
    LANGUAGES.flatMap((language) =>
      (entry.not?.[language] ?? []).map((text) => phraseOf(weigh.terms(termsOf(text)), language)),
    ),
  );
  const refusals = new Map<string, Phrase[]>();
  for (const phrase of refused) {
    for (const term of phrase.terms.keys()) {
      const list = refusals.get(term);
      if (list === undefined) refusals.set(term, [phrase]);
      else list.push(phrase);
    }
  }
  const correct = createCorrector((term) => weigh.knows(term) || refusals.has(term), weigh.vocabulary);

  const index = new MiniSearch<Document>({
    fields: ['question', 'also', 'answer'],
    tokenize: (terms) => terms.split(SEPARATOR),
    processTerm: (term) => term || null,
    searchOptions: { boost: { question: 2, also: 1.5, answer: 0.3 } },
  });
  index.addAll(
    asked.map((own, id) => ({
      id,
      question: joined(own.filter((_, at) => at === 0 || own[at - 1]?.language !== own[at]?.language)),
      also: joined(own),
      answer: joined([{ terms: answers[id] as Terms }]),
    })),
  );

  function fit(id: number, bm25: number, query: Weighed, language: Language): Fit {
    const near = (phrases[id] as Phrase[])
      .map((phrase) => cosine(query, phrase) * (phrase.language === language ? 1 : OTHER_LANGUAGE))
      .sort((a, b) => b - a);
    const nearest = near.slice(0, NEAREST).reduce((sum, likeness) => sum + likeness, 0) / NEAREST;
    let covered = 0;
    for (const [term, weight] of query.terms) {
      if (words[id]?.has(term)) covered += weight;
      else if (answers[id]?.has(term)) covered += weight * ANSWER_COVER;
    }
    const phrase = near[0] ?? 0;
    const cover = covered / query.sum;
    const total =
      SHARES.bm25 * bm25 + SHARES.phrase * phrase + SHARES.nearest * nearest + SHARES.cover * cover;
    return { id: (entries[id] as FaqEntry).id, total, phrase, cover };
  }

  return (text, language) => {
    const query = weigh.query(correct(termsOf(text)));
    if (query === undefined) return { fits: [], refused: 0, unknown: 1, substance: 0 };
    const found = index.search([...query.terms.keys()].join(SEPARATOR)).slice(0, CANDIDATES);
    const best = found[0]?.score ?? 1;
    const fits = found
      .map(({ id, score }) => fit(id as number, score / best, query, language))
      .sort((a, b) => b.total - a.total);
    const near = new Set([...query.terms.keys()].flatMap((term) => refusals.get(term) ?? []));
    let nearestRefusal = 0;
    for (const phrase of near) nearestRefusal = Math.max(nearestRefusal, cosine(query, phrase));
    return {
      fits,
      refused: nearestRefusal,
      unknown: query.unknown,
      substance: Math.min(1, query.known / (TELLING_WORDS * weigh.rarest)),
    };
  };
}

function phraseOf(terms: Terms, language: Language): Phrase {
  return { terms, length: length(terms), language };
}

function joined(phrases: { terms: Terms }[]): string {
  return phrases.flatMap(({ terms }) => [...terms.keys()]).join(SEPARATOR);
}
