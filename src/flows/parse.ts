import { type Document, isMap, isScalar, LineCounter, parseDocument } from 'yaml';
import { shorten } from '../whatsapp/limits.js';
import type { SourceFile } from './sources.js';

const EXCERPT = 100;

/** A place in a file: lines and columns count from 1. */
export interface Place {
  file: string;
  line: number;
  column: number;
  excerpt: string;
}

export interface ParsedFile extends SourceFile {
  doc: Document.Parsed;
  lines: LineCounter;
  /** the plain data; undefined when the syntax is broken */
  data: unknown;
}

export type Path = readonly PropertyKey[];

/** Reads YAML (JSON is a part of it), keeping positions. Faults of syntax stay in `doc.errors`. */
export function parseFile({ file, source }: SourceFile): ParsedFile {
  const lines = new LineCounter();
  const doc = parseDocument(source, { lineCounter: lines, uniqueKeys: true });
  return { file, source, doc, lines, data: doc.errors.length > 0 ? undefined : doc.toJS() };
}

/** Where the value at `path` stands, or with `key` the key itself; the nearest parent when it is not there. */
export function placeOf(file: ParsedFile, path: Path, what: 'key' | 'value' = 'value'): Place {
  for (let length = path.length; length > 0; length -= 1) {
    const here = path.slice(0, length);
    const offset =
      length === path.length && what === 'value' ? valueAt(file.doc, here) : keyAt(file.doc, here);
    if (offset !== undefined) return placeAt(file, offset);
  }
  return placeAt(file, 0);
}

export function placeAt({ file, source, lines }: ParsedFile, offset: number): Place {
  const { line, col } = lines.linePos(offset);
  return { file, line, column: col, excerpt: shorten((source.split('\n')[line - 1] ?? '').trim(), EXCERPT) };
}

function valueAt(doc: Document.Parsed, path: Path): number | undefined {
  const node = doc.getIn(path, true);
  return hasRange(node) ? node.range[0] : keyAt(doc, path);
}

function keyAt(doc: Document.Parsed, path: Path): number | undefined {
  const parent = path.length === 1 ? doc.contents : doc.getIn(path.slice(0, -1), true);
  const name = String(path.at(-1));
  if (isMap(parent)) {
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === name);
    if (pair && hasRange(pair.key)) return pair.key.range[0];
    return undefined;
  }
  const item = doc.getIn(path, true);
  return hasRange(item) ? item.range[0] : undefined;
}

function hasRange(node: unknown): node is { range: [number, number, number] } {
  return typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);
}
