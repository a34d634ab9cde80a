import { withNested } from '../nested.js';
import { type Project, soundFlows, type WordDoc } from '../project.js';
import { namesIn } from '../template.js';
import { isCount } from '../variables.js';
import { isFormOf } from '../words.js';
import { usedWords } from '../words-used.js';
import type { Found, Rule } from './rule.js';

const FORM = /_(zero|one|two|few|many|other)$/;

/**
 * A number before a word, in a language that has plurals, without a plural form for it: "in 1 days". A text has one form
 * for each number called `count`; a sentence with several takes their words in by `$t(…)`.
 */
export const numberForm: Rule = {
  code: 'number-form',
  level: 'warning',
  find: (project) => {
    const counted = countedNames(project);
    return project.words
      .filter(({ language }) => new Intl.PluralRules(language).resolvedOptions().pluralCategories.length > 1)
      .flatMap((doc) =>
        Object.entries(doc.table ?? {}).flatMap(([key, text]) => {
          const chosen = chosenBy(project, doc, key);
          return numbersIn(text, counted)
            .filter((name) => !chosen.has(name))
            .map((name) => found(doc, key, name));
        }),
      );
  },
};

function countedNames(project: Project): (name: string) => boolean {
  const flows = soundFlows(project).flatMap(({ flow }) =>
    Object.entries(flow.variables ?? {}).flatMap(([name, kind]) =>
      kind === 'count' || kind === 'number' ? [name] : [],
    ),
  );
  const known = new Set(['count', 'hours', ...flows]);
  return (name) => known.has(name) || isCount(name);
}

/** Numbers with a word right after them; `hours` is a text in some places, where none follows. */
function numbersIn(text: string, isNumber: (name: string) => boolean): string[] {
  const plain = withNested(text, () => '');
  return namesIn(plain).filter(
    (name) => isNumber(name) && new RegExp(`\\{\\{\\s*${name}\\s*\\}\\}[ \\t]+\\p{L}{2}`, 'u').test(plain),
  );
}

/** What has chosen the form of this text: `count`, and the value that was handed over under that name. */
function chosenBy(project: Project, doc: WordDoc, key: string): Set<string> {
  const base = key.replace(FORM, '');
  const forms = Object.keys(doc.table ?? {}).filter(
    (own) => own.replace(FORM, '') === base && FORM.test(own),
  );
  if (forms.length === 0) return new Set();
  const full = `${doc.namespace}:${base}`;
  const handed = usedWords(project)
    .filter((use) => isFormOf(full, use.key))
    .flatMap(({ with: { count } }) => (typeof count === 'string' ? namesIn(count) : []));
  return new Set(['count', ...handed]);
}

function found(doc: WordDoc, key: string, name: string): Found {
  return {
    doc,
    at: [key],
    message: {
      id: `Setelah {{${name}}} katanya tidak ikut berubah: “1” akan tampil dengan bentuk jamak.`,
      en: `The word after {{${name}}} does not change with it: “1” would show with a plural.`,
    },
    mend: {
      id: `Tulis $t(common:days, {'count': {{${name}}} }), dengan "days" dan "days_one" di common.json.`,
      en: `Write $t(common:days, {'count': {{${name}}} }), with "days" and "days_one" in common.json.`,
    },
  };
}
