import { clusterQuestions, entrySnippet, type Faq, type FaqEntry, phrasingsSnippet } from '../faq/index.js';
import type { Language } from '../flows/index.js';
import { each, type Store } from '../store/index.js';
import { FAQ_COUNTS, type FaqCount } from './faq-notes.js';

/** Questions of one kind that nobody has written an answer to. */
export interface UnansweredCluster {
  /** Of the first question in it. */
  id: number;
  size: number;
  language: Language;
  lastAt: number;
  examples: string[];
  /** Undefined where no entry has any of its words. */
  nearest: { entry: string; score: number } | undefined;
  /** To paste into locales/faq.yaml as a new entry; or below `nearest`, if that is the answer. */
  newEntry: string;
  phrasings: string;
}

export interface EntryStatistics extends Record<FaqCount, number> {
  entry: FaqEntry;
}

export interface FaqDeskOptions {
  store: Store;
  faq: Faq;
  entries: () => readonly FaqEntry[];
  /** The organisation's day, e.g. `2026-12-31`. */
  today: () => string;
}

/** The newest questions that are looked at together: more would hold up the turns. */
const LOOKED_AT = 500;
const EXAMPLES = 5;

/** What staff learn from the questions people ask. */
export class FaqDesk {
  readonly #o: FaqDeskOptions;

  constructor(options: FaqDeskOptions) {
    this.#o = options;
  }

  /** The largest clusters first; what an entry answers by now is left out. */
  async unanswered(limit: number): Promise<UnansweredCluster[]> {
    const found: UnansweredCluster[] = [];
    for (const { questions } of await this.#clusters()) {
      if (found.length === limit) break;
      const cluster = this.#describe(questions);
      if (cluster) found.push(cluster);
      // A look-up takes milliseconds where the FAQ is large: turns go between.
      await new Promise((next) => setImmediate(next));
    }
    return found;
  }

  /** Removes a cluster's questions; returns how many, 0 when there is no such cluster. */
  async dismiss(id: number): Promise<number> {
    const clusters = await this.#clusters();
    const cluster = clusters.find(({ questions }) => questions[0]?.id === id);
    if (!cluster) return 0;
    const ids = cluster.questions.map((question) => question.id);
    await this.#o.store.write((tx) =>
      tx
        .deleteFrom('faq_question')
        .where('id', 'in', each(ids) as never)
        .execute(),
    );
    return ids.length;
  }

  /** Every entry in the order of the file, with what became of it. */
  async statistics(): Promise<EntryStatistics[]> {
    const rows = await this.#o.store.read.selectFrom('faq_count').selectAll().execute();
    const counts = new Map(rows.map((row) => [`${row.entry} ${row.what}`, row.n]));
    return this.#o.entries().map((entry) => {
      const pairs = FAQ_COUNTS.map((what) => [what, counts.get(`${entry.id} ${what}`) ?? 0] as const);
      return { entry, ...(Object.fromEntries(pairs) as Record<FaqCount, number>) };
    });
  }

  async #clusters() {
    const newest = await this.#o.store.read
      .selectFrom('faq_question')
      .select(['id', 'language', 'text', 'at'])
      .orderBy('id', 'desc')
      .limit(LOOKED_AT)
      .execute();
    return clusterQuestions(newest.toReversed());
  }

  #describe(
    questions: readonly { id: number; language: string; text: string; at: number }[],
  ): UnansweredCluster | undefined {
    const { faq, entries, today } = this.#o;
    const [first] = questions;
    if (!first) return undefined;
    const language = first.language === 'en' ? 'en' : 'id';
    const { decision, answers } = faq.lookup(first.text, language, today());
    if (decision === 'answer') return undefined;
    const texts = [...new Set(questions.map(({ text }) => text))];
    const ids = new Set(entries().map(({ id }) => id));
    const [nearest] = answers;
    return {
      id: first.id,
      size: questions.length,
      language,
      lastAt: Math.max(...questions.map(({ at }) => at)),
      examples: texts.slice(0, EXAMPLES),
      nearest: nearest && { entry: nearest.id, score: nearest.score },
      newEntry: entrySnippet(texts, language, (id) => ids.has(id)),
      phrasings: phrasingsSnippet(texts, language),
    };
  }
}
