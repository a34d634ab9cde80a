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
    return faq && isObject(media) ? [readUse(faq, [number, 'media'], media)] : [];
  });
}

function readUse(doc: ParsedFile, at: Path, named: Record<string, unknown>): MediaUse {
  const { kind, medium, link, id } = named;
  const foreign = link !== undefined ? 'link' : id !== undefined ? 'id' : undefined;
  return {
    doc,
    at,
    kind: String(kind),
    ...(typeof medium === 'string' && { medium }),
    ...(foreign && { foreign }),
  };
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
