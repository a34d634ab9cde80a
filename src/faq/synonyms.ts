import { isNode, LineCounter, parseDocument } from 'yaml';
import { z } from 'zod';
import { classify } from '../understanding/index.js';
import { read } from '../understanding/normalise.js';
import { type FaqFault, MESSAGES, type Message, SYNTAX } from './faults.js';

/** Groups of words that mean the same, of both languages. */
export type Synonyms = readonly (readonly string[])[];

const words = z.array(z.string().trim().min(1));
const groupSchema = z.strictObject({ id: words.optional(), en: words.optional() });
/** The search knows single words and pairs. */
const LONGEST = 2;

/**
 * Reads `locales/synonyms.yaml` from its text: a list of groups `{id: [...], en: [...]}`. Groups with a fault are left
 * out. A word that stops messages belongs to the stop alone. Never throws.
 */
export function loadSynonyms(source: string, file: string): { synonyms: Synonyms; faults: FaqFault[] } {
  const lines = new LineCounter();
  const document = parseDocument(source, { lineCounter: lines });
  const faults: FaqFault[] = [];
  const tell = (offset: number, message: Message) => {
    const { line, col } = lines.linePos(offset);
    faults.push({ level: 'error', message, file, line, column: col });
  };
  const [broken] = document.errors;
  if (broken !== undefined) {
    tell(broken.pos[0], (SYNTAX[broken.code] ?? MESSAGES.syntax)());
    return { synonyms: [], faults };
  }
  const content = document.toJS() as unknown;
  if (content === null || content === undefined) return { synonyms: [], faults };
  if (!Array.isArray(content)) {
    tell(0, MESSAGES.notGroups());
    return { synonyms: [], faults };
  }
  const seen = new Set<string>();
  const synonyms: string[][] = [];
  content.forEach((item: unknown, number) => {
    const node = document.getIn([number], true);
    const offset = isNode(node) ? (node.range?.[0] ?? 0) : 0;
    const found = faultIn(item, seen);
    if (Array.isArray(found)) synonyms.push(found);
    else tell(offset, found);
  });
  return { synonyms, faults };
}

/** The words of a group, or what is wrong with it. Remembers its words in `seen`. */
function faultIn(item: unknown, seen: Set<string>): string[] | Message {
  const parsed = groupSchema.safeParse(item);
  if (!parsed.success) return MESSAGES.notGroups();
  const group = [...(parsed.data.id ?? []), ...(parsed.data.en ?? [])].map((word) => word.toLowerCase());
  if (group.length < 2) return MESSAGES.lonelyWord();
  for (const word of group) {
    const { length } = read(word).words;
    if (length === 0 || length > LONGEST) return MESSAGES.longSynonym(word);
    if (classify(word).intent === 'opt_out') return MESSAGES.stopWord(word);
    if (seen.has(word)) return MESSAGES.synonymTwice(word);
  }
  for (const word of group) seen.add(word);
  return group;
}
