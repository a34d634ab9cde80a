import type { UnansweredCluster } from '../izin-types.js';

/** An entry of the FAQ as it is written on the screen. */
export interface EntryDraft {
  question: { id: string; en: string };
  answer: { id: string; en: string };
}

export function draftOf({ language, examples }: UnansweredCluster): EntryDraft {
  const question = { id: '', en: '', [language]: examples[0] ?? '' };
  return { question, answer: { id: '', en: '' } };
}

/**
 * The entry as YAML, ready for the end of `locales/faq.yaml`; what people asked besides stands there as `also`. Quoted
 * as JSON, which is YAML too, so that no sign in a sentence is read as anything else.
 */
export function entryYaml(cluster: UnansweredCluster, { question, answer }: EntryDraft): string {
  const quoted = (text: string) => JSON.stringify(text.trim());
  const both = (name: string, { id, en }: { id: string; en: string }) =>
    `  ${name}:\n    id: ${quoted(id)}\n    en: ${quoted(en)}\n`;
  const others = cluster.examples.slice(1);
  const also = others.map((text) => `      - ${quoted(text)}\n`).join('');
  return (
    `- id: ${nameOf(cluster)}\n${both('question', question)}${both('answer', answer)}` +
    (also && `  also:\n    ${cluster.language}:\n${also}`)
  );
}

/** The free name that the server has found for it. */
function nameOf({ id, new_entry }: UnansweredCluster): string {
  return /^- id: ([a-z0-9-]+)$/m.exec(new_entry)?.[1] ?? `question-${id}`;
}

/** The file with the entry at its end. */
export const withEntry = (file: string, entry: string): string => `${file.trimEnd()}\n${entry}`;
