import type { Edge } from './graph.js';
import type { GuardFile } from './schema.js';

/** `choice.yes`, `after 3d`, and the condition in brackets. */
export function labelOf({ kind, event, guard }: Pick<Edge, 'kind' | 'event' | 'guard'>): string {
  const name = kind === 'after' ? `after ${event}` : event;
  return [name, guard && `[${guardWords(guard)}]`].filter(Boolean).join(' ');
}

export function guardWords(guard: GuardFile): string {
  if (typeof guard === 'string') return guard;
  switch (guard.type) {
    case 'remembers':
      return guard.params.value === undefined
        ? guard.params.key
        : `${guard.params.key} = ${guard.params.value}`;
    case 'attemptsBelow':
      return `attempts < ${guard.params.count}`;
    case 'atLeast':
      return `${bare(guard.params.value)} >= ${bare(guard.params.least)}`;
    case 'languageIs':
      return `language = ${guard.params.language}`;
    default:
      return guard.type;
  }
}

/** Names as they are read, without their braces. */
const bare = (sum: string) => sum.replace(/\{\{\s*|\s*\}\}/g, '');
