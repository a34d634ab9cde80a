import MiniSearch from 'minisearch';
import SearchableMap from 'minisearch/SearchableMap';
import type { FaqEntry, Language } from './entry.js';
import { type Terms, termsOf } from './terms.js';
import { normalise } from '../understanding/index.js';
import { STOP_WORDS } from './stop-words.js';

/** How well an entry fits a question, each figure within 0..1. */
export interface Fit {
  id: string;
  bm25: number;
  /** Cosine with the nearest phrasing. */
  phrase: number;
  /** Mean cosine with the three nearest phrasings. */
  several: number;
  /** Share of the question's weight that occurs anywhere in the entry. */
  cover: number;
  nb: number; gram: number; k6: number; cen: number; bi: number;
}

interface Phrase {
  entry: number;
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

export interface Ranking {
  fits: Fit[];
  /** Cosine with the nearest phrasing that staff marked as not answered. */
  refused: number;
  /** Share of the question's weight in words that no entry has. */
  unknown: number;
  weight: number;
}

export interface Search {
  rank(text: string, language: Language): Ranking;
}

const CANDIDATES = 40;
const OTHER_LANGUAGE = +(process.env.OL ?? 0.95);
const CORRECTED = 0.7;
const UNKNOWN = +(process.env.UNK ?? 0.6);

const join = (...texts: (string | undefined)[]) => texts.filter(Boolean).join(' \n ');

export function createSearch(entries: readonly FaqEntry[]): Search {
  const phrases: Phrase[][] = entries.map(() => []);
  const refusals = new Map<string, Phrase[]>();
  const vocabulary = new SearchableMap<number>();
  const allTerms: Set<string>[] = [];
  entries.forEach((entry, number) => {
    const own = new Set<string>();
    for (const language of ['id', 'en'] as const) {
      for (const text of [entry.question[language], ...(entry.also?.[language] ?? [])]) {
        const terms = termsOf(text);
        if (terms.size === 0) continue;
        phrases[number]?.push({ entry: number, terms, length: 0, language });
        for (const term of terms.keys()) own.add(term);
      }
    }
    allTerms.push(own);
    for (const term of own) vocabulary.set(term, (vocabulary.get(term) ?? 0) + 1);
  });
  const answers = entries.map((entry) => termsOf(join(entry.answer.id, entry.answer.en)));
  const idf = (term: string) => {
    const df = vocabulary.get(term) ?? 0;
    return Math.log(1 + (entries.length - df + 0.5) / (df + 0.5));
  };
  const measured = (terms: Terms): Terms => new Map([...terms].map(([term, weight]) => [term, weight * idf(term)]));
  for (const own of phrases) {
    for (const phrase of own) {
      phrase.terms = measured(phrase.terms);
      phrase.length = lengthOf(phrase.terms);
    }
  }
  const refused: Phrase[] = [];
  entries.forEach((entry, number) => {
    for (const language of ['id', 'en'] as const) {
      for (const text of entry.not?.[language] ?? []) {
        const terms = measured(termsOf(text));
        refused.push({ entry: number, terms, length: lengthOf(terms), language });
      }
    }
  });
  for (const phrase of refused) {
    for (const term of phrase.terms.keys()) refusals.set(term, [...(refusals.get(term) ?? []), phrase]);
  }

  const index = new MiniSearch<Document>({
    idField: 'id',
    fields: ['question', 'also', 'answer'],
    tokenize: (text) => [...termsOf(text).keys()],
    processTerm: (term) => term,
    searchOptions: { boost: { question: +(process.env.BQ ?? 2), also: 1.5, answer: +(process.env.BA ?? 0.3) } },
  });
  index.addAll(
    entries.map((entry, id) => ({
      id,
      question: join(entry.question.id, entry.question.en),
      also: join(...(entry.also?.id ?? []), ...(entry.also?.en ?? [])),
      answer: join(entry.answer.id, entry.answer.en),
    })),
  );

  const grams = (t: string) => { const c = ` ${normalise(t).tokens.filter((w) => !STOP_WORDS.has(w)).join(' ')} `; const g = new Set<string>(); for (let i = 0; i + 3 <= c.length; i++) g.add(c.slice(i, i + 3)); return g; };
  const phraseGrams = entries.map((entry) => (['id', 'en'] as const).flatMap((l) => [entry.question[l], ...(entry.also?.[l] ?? [])].map(grams)));
  const counts = phrases.map((own) => { const m = new Map<string, number>(); for (const p of own) for (const t of p.terms.keys()) m.set(t, (m.get(t) ?? 0) + 1); return m; });
  const totals = new Map<string, number>(); let n = 0; for (const m of counts) for (const [t, c] of m) { totals.set(t, (totals.get(t) ?? 0) + c); n += c; }
  const centroid = phrases.map((own) => { const m = new Map<string, number>(); for (const p of own) for (const [t, v] of p.terms) m.set(t, (m.get(t) ?? 0) + v / p.length); const l = lengthOf(m); for (const [t, v] of m) m.set(t, v / l); return m; });
  const known = (term: string) => vocabulary.has(term) || refusals.has(term);
  function correct(term: string): string | undefined {
    if (term.length < 5 || term.startsWith('~')) return undefined;
    const found = vocabulary.fuzzyGet(term, term.length < 8 ? 1 : 2);
    let best: string | undefined;
    let nearest = Infinity;
    for (const [candidate, [, distance]] of found) {
      if (candidate.length < 4 || candidate[0] !== term[0]) continue;
      if (distance < nearest) [best, nearest] = [candidate, distance];
    }
    return best;
  }

  return {
    rank(text, language) {
      const query: Terms = new Map();
      let unknown = 0;
      for (const [term, weight] of termsOf(text)) {
        const strength = weight * idf(term);
        if (known(term)) {
          query.set(term, strength);
          continue;
        }
        if (term.startsWith('~')) continue;
        const corrected = correct(term);
        if (corrected !== undefined) {
          query.set(corrected, Math.max(query.get(corrected) ?? 0, weight * idf(corrected) * CORRECTED));
          unknown += (strength * (1 - CORRECTED)) ** 2 * UNKNOWN;
        } else unknown += strength ** 2 * UNKNOWN;
      }
      const squares = [...query.values()].reduce((sum, value) => sum + value * value, 0);
      if (![...query.keys()].some((t) => !t.startsWith('~'))) return { fits: [], refused: 0, unknown: 1, weight: 0 };
      const length = Math.sqrt(squares + unknown);
      const weight = [...query.values()].reduce((sum, value) => sum + value, 0);
      if (query.size === 0) return { fits: [], refused: 0, unknown: 1, weight: 0 };
      const results = index
        .search({ combineWith: 'OR', queries: [[...query.keys()].join('|')] , tokenize: (joined: string) => joined.split('|') })
        .slice(0, CANDIDATES);
      const qg = grams(text);
      const top = results[0]?.score ?? 1;
      const total = weight + Math.sqrt(unknown);
      const fits = results.map(({ id, score }): Fit => {
        const own = phrases[id as number] ?? [];
        const near = own
          .map((phrase) => cosine(query, length, phrase) * (phrase.language === language ? 1 : OTHER_LANGUAGE))
          .sort((a, b) => b - a);
        let covered = 0;
        for (const [term, value] of query) {
          if (allTerms[id as number]?.has(term)) covered += value;
          else if (answers[id as number]?.has(term)) covered += value * 0.4;
        }
        const k = near.slice(0, 3);
        let nb = 0; const m = counts[id as number] as Map<string, number>; const size = [...m.values()].reduce((a, b) => a + b, 0);
        for (const [term, value] of query) { const bg = ((totals.get(term) ?? 0) + 0.5) / (n + 1); const p = ((m.get(term) ?? 0) + 10 * bg) / (size + 10); nb += (value / idf(term)) * Math.log(p / bg); }
        let gram = 0; for (const g of phraseGrams[id as number] ?? []) { let c = 0; for (const x of g) if (qg.has(x)) c++; gram = Math.max(gram, (2 * c) / (g.size + qg.size)); }
        let cen = 0; for (const [term, value] of query) cen += value * (centroid[id as number]?.get(term) ?? 0);

        return {
          id: (entries[id as number] as FaqEntry).id,
          bm25: score / top,
          phrase: near[0] ?? 0,
          several: k.reduce((sum, value) => sum + value, 0) / 3,
          cover: covered / total, nb: nb / 10, gram, cen: cen / length, bi: 0, k6: near.slice(0, 6).reduce((a, b) => a + b, 0) / 6,
        };
      });
      const rejected = new Set([...query.keys()].flatMap((term) => refusals.get(term) ?? []));
      let worst = 0;
      for (const phrase of rejected) worst = Math.max(worst, cosine(query, length, phrase));
      return { fits, refused: worst, unknown: unknown / (squares + unknown), weight };
    },
  };
}

function lengthOf(terms: Terms): number {
  return Math.sqrt([...terms.values()].reduce((sum, value) => sum + value * value, 0));
}

function cosine(query: Terms, length: number, phrase: Phrase): number {
  let dot = 0;
  for (const [term, value] of query) dot += value * (phrase.terms.get(term) ?? 0);
  return dot === 0 ? 0 : dot / (length * phrase.length);
}
