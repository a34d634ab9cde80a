import { codePoints } from '../whatsapp/limits.js';
import { PROGRAM_WORDS } from './program-words.js';
import { readProject } from './project.js';
import type { Sources } from './sources.js';
import type { Spoken } from './types.js';
import {
  type Form,
  formsOf,
  LIMIT_OF,
  longestText,
  type Use,
  type UsedWord,
  usedWords,
} from './words-used.js';

/** One text as a customer would see it at its longest. */
export interface Preview {
  /** with variant and plural: `consent:stopped_topic` */
  key: string;
  language: Spoken;
  use: Use;
  /** the flow that says it; none: the program itself does */
  flow?: string;
  text: string;
  /** in code points, as Meta counts */
  length: number;
  limit: number;
}

/** Every text in every language with the longest values to expect, once for each use. Pure. */
export function previewWords(sources: Sources): Preview[] {
  const project = readProject(sources, () => false);
  const used = usedWords(project);
  const said = new Set(used.map(({ key }) => key));
  const previews = [
    ...used.flatMap((word) => formsOf(project, word.key).map((form) => previewOf(form, word))),
    ...Object.keys(PROGRAM_WORDS)
      .filter((key) => !said.has(key))
      .flatMap((key) => formsOf(project, key).map((form) => previewOf(form, { use: 'text', with: {} }))),
  ];
  const seen = new Set<string>();
  return previews.filter(({ key, language, use, text }) => {
    const name = JSON.stringify([key, language, use, text]);
    return !seen.has(name) && seen.add(name);
  });
}

function previewOf(
  form: Form,
  { use, doc, with: values }: Pick<UsedWord, 'use' | 'with'> & Partial<UsedWord>,
): Preview {
  const text = longestText(form, values);
  const { key, language } = form;
  return {
    key,
    language,
    use,
    ...(doc && { flow: doc.name }),
    text,
    length: codePoints(text),
    limit: LIMIT_OF[use],
  };
}
