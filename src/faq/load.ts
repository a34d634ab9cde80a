import { isMap, isNode, isScalar, LineCounter, type Node, type ParsedNode, parseDocument } from 'yaml';
import type { z } from 'zod';
import { careFor } from './care.js';
import { type FaqEntry, faqEntrySchema } from './entry.js';
import { COMFORTABLE_ANSWER, type FaqFault, MESSAGES, type Message, SYNTAX } from './faults.js';
import { samePhrases } from './same-phrases.js';

type Path = readonly PropertyKey[];
type Issue = z.core.$ZodIssue;

const ENTRY_KEYS = Object.keys(faqEntrySchema.shape);
const MEDIA_KEYS = ['kind', 'medium', 'alt'];
const LANGUAGE_KEYS = ['id', 'en'];
/** A `{{fact.…}}` becomes a number or a name of about this length. */
const REFERENCE = /\{\{[^{}]*\}\}/g;
const USUAL = 'x'.repeat(12);

/**
 * Reads `locales/faq.yaml` from its text; `file` is only named in the faults. Entries with an error are left out, those
 * with a warning are kept. `day` (`2026-12-31`): also tells what its keepers have to see to by then. Never throws.
 */
export function loadFaq(
  source: string,
  file: string,
  day?: string,
): { entries: FaqEntry[]; faults: FaqFault[] } {
  const lines = new LineCounter();
  const faults: FaqFault[] = [];
  const tell = (level: FaqFault['level'], offset: number, message: Message) => {
    const { line, col } = lines.linePos(offset);
    faults.push({ level, message, file, line, column: col });
  };
  const document = parseDocument(source, { lineCounter: lines });
  const [broken] = document.errors;
  if (broken !== undefined) {
    // Only the first: what the parser reports after it is mostly its echo.
    const tab = tabBefore(source, broken.pos[0]);
    if (tab !== undefined) tell('error', tab, MESSAGES.tab());
    else tell('error', broken.pos[0], (SYNTAX[broken.code] ?? MESSAGES.syntax)());
    return { entries: [], faults };
  }

  let content: unknown;
  try {
    content = document.toJS();
  } catch {
    tell('error', 0, MESSAGES.tooManyAliases());
    return { entries: [], faults };
  }
  if (content === null || (Array.isArray(content) && content.length === 0)) {
    tell('warning', 0, MESSAGES.empty());
    return { entries: [], faults };
  }
  if (!Array.isArray(content)) {
    tell('error', 0, MESSAGES.notAList());
    return { entries: [], faults };
  }

  const at = (path: Path) => offsetOf(document.contents, path);
  const entries: FaqEntry[] = [];
  const places: number[] = [];
  const firstAt = new Map<string, number>();
  content.forEach((item: unknown, number) => {
    const name = nameOf(item, number);
    const parsed = faqEntrySchema.safeParse(item);
    for (const issue of parsed.error?.issues ?? []) {
      for (const { path, message } of explain(issue, item, name))
        tell('error', at([number, ...path]), message);
    }
    const id = idOf(item);
    const before = id === undefined ? undefined : firstAt.get(id);
    if (before !== undefined) {
      tell('error', at([number, 'id']), MESSAGES.duplicateId(name, before));
    } else if (id !== undefined) firstAt.set(id, lines.linePos(at([number, 'id'])).line);
    if (!parsed.success || before !== undefined) return;
    entries.push(parsed.data);
    places.push(number);
    for (const language of ['id', 'en'] as const) {
      const length = [...parsed.data.answer[language].replace(REFERENCE, USUAL)].length;
      if (length <= COMFORTABLE_ANSWER) continue;
      tell('warning', at([number, 'answer', language]), MESSAGES.long(name, `answer.${language}`, length));
    }
  });
  const ids = new Set(entries.map(({ id }) => id));
  entries.forEach((entry, number) => {
    if (day === undefined) return;
    for (const { level, path, message } of careFor(entry, ids, day))
      tell(level, at([places[number] as number, ...path]), message);
  });
  for (const { here, there } of samePhrases(entries)) {
    const offset = at([places[here.entry] as number, ...here.path]);
    const line = lines.linePos(at([places[there.entry] as number, ...there.path])).line;
    const own = entries[here.entry] as FaqEntry;
    const other = entries[there.entry] as FaqEntry;
    tell('warning', offset, MESSAGES.samePhrase(`"${own.id}"`, here.text, other.id, line));
  }
  faults.sort((a, b) => a.line - b.line || a.column - b.column);
  return { entries, faults };
}

/** A Tab in the white space that begins the line of `offset`: the parser often names what follows from it instead. */
function tabBefore(source: string, offset: number): number | undefined {
  const start = source.lastIndexOf('\n', offset - 1) + 1;
  const indent = /^[ \t]*/.exec(source.slice(start))?.[0] ?? '';
  const tab = indent.indexOf('\t');
  return tab < 0 ? undefined : start + tab;
}

function idOf(item: unknown): string | undefined {
  const id = typeof item === 'object' && item !== null && 'id' in item ? item.id : undefined;
  return typeof id === 'string' ? id : undefined;
}

function nameOf(item: unknown, number: number): string {
  const id = idOf(item);
  return id === undefined ? `#${number + 1}` : `"${id}"`;
}

function explain(issue: Issue, item: unknown, name: string): { path: Path; message: Message }[] {
  const { path } = issue;
  const dotted = path.join('.');
  const one = (message: Message) => [{ path, message }];
  if (issue.code === 'unrecognized_keys') {
    const [part] = path;
    const inMedia = part === 'media' && path.length === 1;
    const allowed = path.length === 0 ? ENTRY_KEYS : inMedia ? MEDIA_KEYS : LANGUAGE_KEYS;
    return issue.keys.map((key) => ({
      path: [...path, key],
      message: MESSAGES.unknownKey(name, [...path, key].join('.'), allowed),
    }));
  }
  if (issue.code === 'too_small') return one(MESSAGES.emptyText(name, dotted));
  if (issue.code === 'invalid_value') return one(MESSAGES.badKind(name, dotted));
  if (issue.code === 'too_big' && issue.origin === 'array') return one(MESSAGES.tooManyFollowUps(name));
  if (issue.code === 'invalid_format' && issue.format === 'date') return one(MESSAGES.badDay(name, dotted));
  if (issue.code === 'too_big') {
    return one(MESSAGES.tooLong(name, dotted, [...String(valueAt(item, path))].length));
  }
  if (issue.code === 'invalid_format') return one(MESSAGES.badId(name));
  if (path.length === 0) return one(MESSAGES.entryNotAMap());
  const value = valueAt(item, path);
  if (value === undefined) return one(MESSAGES.missing(name, dotted));
  if (issue.code === 'invalid_type' && issue.expected === 'array')
    return one(MESSAGES.notPhrases(name, dotted));
  if (issue.code === 'invalid_type' && issue.expected === 'object')
    return one(MESSAGES.notLanguages(name, dotted));
  return one(value === null ? MESSAGES.emptyText(name, dotted) : MESSAGES.notText(name, dotted));
}

function valueAt(item: unknown, path: Path): unknown {
  let value = item;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}

/** Where in the source the path stands: its key if it has one, else its value; what is missing stands at its parent. */
function offsetOf(root: ParsedNode | null, path: Path): number {
  let node: Node | null = root;
  let offset = root?.range?.[0] ?? 0;
  for (const key of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair === undefined) return offset;
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset;
      node = isNode(pair.value) ? pair.value : null;
    } else if (node !== null && 'get' in node && typeof key === 'number') {
      const item: unknown = node.get(key, true);
      if (!isNode(item)) return offset;
      offset = item.range?.[0] ?? offset;
      node = item;
    } else return offset;
  }
  return offset;
}
