import { readFileSync } from 'node:fs';
import { loadFaq } from '../../src/faq/index.js';

/** The FAQ that the product ships, as loaded. */
export const shipped = loadFaq(readFileSync('locales/faq.yaml', 'utf8'), 'locales/faq.yaml');

export interface Question {
  /** Of the entry that answers it; `none` if there is none. */
  id: string;
  language: 'id' | 'en';
  text: string;
}

/** The labelled questions of test/faq/data. */
export function questions(name: 'dev' | 'dev-2' | 'held-out' | 'held-out-2' | 'own'): Question[] {
  const [, ...rows] = readFileSync(`test/faq/data/${name}.tsv`, 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [id = '', language, text = ''] = row.split('\t');
    return { id, language: language === 'en' ? 'en' : 'id', text };
  });
}
