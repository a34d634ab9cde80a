import type { FaqText, Spoken } from './types.js';

/** A file as staff wrote it. `file` is the path they know it by, e.g. `flows/faq.yaml`. */
export interface SourceFile {
  file: string;
  source: string;
}

export interface WordFile extends SourceFile {
  language: Spoken;
  /** the first part of its keys: the file's name without .json */
  namespace: string;
}

/** Everything that is published together (JSON). */
export interface Sources {
  flows: SourceFile[];
  words: WordFile[];
  /** `locales/faq.yaml` */
  faq?: SourceFile;
  /** `locales/facts.yaml` */
  facts?: SourceFile;
  /** `flows/media/rights.yaml` */
  media?: SourceFile;
  /** `locales/templates.yaml` */
  templates?: SourceFile;
}

export type FaqTexts = readonly FaqText[];
