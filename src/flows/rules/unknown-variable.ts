import { allActs } from '../graph.js';
import { nearest } from '../nearest.js';
import type { ParsedFile, Path } from '../parse.js';
import { PROGRAM_WORDS } from '../program-words.js';
import { allSound, type Project, type SoundFlow, soundFlows } from '../project.js';
import { namesIn } from '../template.js';
import { isFact, isVariable, variableNames } from '../variables.js';
import { isFormOf } from '../words.js';
import { nestedWords, usedWords } from '../words-used.js';
import type { Found, Rule } from './rule.js';

/** A `{{name}}` that is neither known, nor handed over with `with`, nor remembered anywhere. */
export const unknownVariable: Rule = {
  code: 'unknown-variable',
  level: 'fault',
  find: (project) => (allSound(project) ? [...inWords(project), ...inFlows(project)] : []),
};

/** Words: everything that one of their uses hands over counts. */
function inWords(project: Project): Found[] {
  const remembered = rememberedNames(project);
  const uses = usedWords(project);
  const nested = nestedWords(project).map(({ key }) => key);
  return project.words.flatMap((doc) =>
    Object.entries(doc.table ?? {}).flatMap(([key, text]) => {
      const full = `${doc.namespace}:${key}`;
      const given = [
        ...uses.filter((use) => isFormOf(full, use.key)).flatMap((use) => Object.keys(use.with)),
        ...Object.entries(PROGRAM_WORDS).flatMap(([own, names]) => (isFormOf(full, own) ? names : [])),
        ...(nested.some((own) => isFormOf(full, own)) ? ['count'] : []),
      ];
      return namesIn(text)
        .filter(
          (name) => !isFact(name) && !isVariable(name) && !given.includes(name) && !remembered.has(name),
        )
        .map((name) => unknown(doc, [key], name));
    }),
  );
}

/** Templates and the keys of `remembers`. */
function inFlows(project: Project): Found[] {
  const remembered = rememberedNames(project);
  return soundFlows(project).flatMap((doc) =>
    stringsIn(doc.data)
      .flatMap(({ path, text }) => {
        const names = path.at(-1) === 'key' && path.at(-2) === 'params' ? [text] : namesIn(text);
        return names.map((name) => ({ path, name }));
      })
      .filter(({ name }) => !isFact(name) && !isVariable(name) && !remembered.has(name))
      .map(({ path, name }) => unknown(doc, path, name)),
  );
}

function unknown(doc: ParsedFile, at: Path, name: string): Found {
  const meant = nearest(name, variableNames());
  return {
    doc,
    at,
    message: {
      id: `Tidak ada yang bernama \`${name}\` untuk diisikan.`,
      en: `Nothing called \`${name}\` is known.`,
    },
    mend: {
      id: `${meant ? `Mungkin maksudnya \`${meant}\`. ` : ''}Atau ingat lebih dulu dengan \`remember\`, atau berikan lewat \`with\`.`,
      en: `${meant ? `Perhaps \`${meant}\` was meant. ` : ''}Or \`remember\` it first, or hand it over by \`with\`.`,
    },
  };
}

function rememberedNames(project: Project): Set<string> {
  return new Set(
    soundFlows(project).flatMap((doc) => [...rememberedIn(doc).map(({ name }) => name), ...fieldsIn(doc)]),
  );
}

/** What comes back with the forms of a flow. */
function fieldsIn({ graph }: SoundFlow): string[] {
  return allActs(graph).flatMap(({ action }) =>
    typeof action === 'object' && 'type' in action && action.type === 'sendForm' ? action.params.fields : [],
  );
}

export function rememberedIn({ graph }: SoundFlow): { name: string; path: Path }[] {
  return allActs(graph).flatMap(({ action, path }) => {
    if (typeof action === 'string') return [];
    if ('remember' in action) {
      // The short form of a state stands at `remember` already, the one of a list one step deeper.
      const own = path.at(-1) === 'remember' ? path : [...path, 'remember'];
      return Object.keys(action.remember).map((name) => ({ name, path: [...own, name] }));
    }
    return 'type' in action && (action.type === 'remember' || action.type === 'calculate')
      ? Object.keys(action.params).map((name) => ({ name, path: [...path, 'params', name] }))
      : [];
  });
}

function stringsIn(data: unknown, path: Path = []): { path: Path; text: string }[] {
  if (typeof data === 'string') return [{ path, text: data }];
  if (typeof data !== 'object' || data === null) return [];
  return Object.entries(data).flatMap(([key, value]) =>
    stringsIn(value, [...path, Array.isArray(data) ? Number(key) : key]),
  );
}
