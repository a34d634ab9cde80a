import { allActs } from './graph.js';
import type { ParsedFile, Path } from './parse.js';
import { type Project, soundFlows } from './project.js';

/** A file that a flow or the FAQ shows, and where that is written. */
export interface MediaUse {
  doc: ParsedFile;
  /** Of the object that names it. */
  at: Path;
  kind: string;
  medium?: string | undefined;
  /** It is named by an address or an id of Meta's. */
  foreign?: 'link' | 'id';
}

/** Every file that flows and FAQ show. */
export function mediaUses(project: Project): MediaUse[] {
  return [...soundFlows(project).flatMap(usesOfFlow), ...usesOfFaq(project)];
}

function usesOfFlow(doc: ReturnType<typeof soundFlows>[number]): MediaUse[] {
  return allActs(doc.graph).flatMap(({ action, path }) =>
    typeof action !== 'string' && 'type' in action && action.type === 'sendMedia'
      ? [readUse(doc, [...path, 'params'], action.params)]
      : [],
  );
}

/** The FAQ's own reader tells what is wrong with its shape: here it is only looked through. */
function usesOfFaq({ faq }: Project): MediaUse[] {
  const entries: unknown[] = faq && Array.isArray(faq.data) ? faq.data : [];
  return entries.flatMap((entry, number) => {
    const media = isObject(entry) ? entry.media : undefined;
    return faq && isObject(media) ? [named(faq, [number, 'media'], media)] : [];
  });
}

/** As a flow names it, which may still do so by an address or an id of Meta's. */
function readUse(doc: ParsedFile, at: Path, params: Record<string, unknown>): MediaUse {
  const { link, id } = params;
  const foreign = link !== undefined ? 'link' : id !== undefined ? 'id' : undefined;
  return { ...named(doc, at, params), ...(foreign && { foreign }) };
}

function named(doc: ParsedFile, at: Path, { kind, medium }: Record<string, unknown>): MediaUse {
  return { doc, at, kind: String(kind), ...(typeof medium === 'string' && { medium }) };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
