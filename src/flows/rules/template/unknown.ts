import { variablesIn } from '../../../whatsapp/template-draft.js';
import { allActs } from '../../graph.js';
import { nearest } from '../../nearest.js';
import type { Path } from '../../parse.js';
import { type SoundFlow, soundFlows } from '../../project.js';
import type { TemplateEntry } from '../../template-file.js';
import type { Bilingual } from '../../types.js';
import type { Found, Rule } from '../rule.js';

/** `remind` names a template that is not in the list, may not remind, or wants other values. */
export const unknownTemplate: Rule = {
  code: 'unknown-template',
  level: 'fault',
  find: (project) => {
    const { file, entries = [], issues = [] } = project.templates ?? {};
    // What cannot be read says nothing of what is in it.
    if (!file?.data || issues.length > 0) return [];
    return soundFlows(project).flatMap((doc) =>
      remindersOf(doc).flatMap((one) => faultOf(doc, one, entries)),
    );
  },
};

interface Reminder {
  template: string;
  parameters: readonly string[];
  path: Path;
}

function remindersOf(doc: SoundFlow): Reminder[] {
  return allActs(doc.graph).flatMap(({ action, path }) =>
    typeof action === 'object' && 'type' in action && action.type === 'remind'
      ? [
          {
            template: action.params.template,
            parameters: action.params.parameters ?? [],
            path: [...path, 'params'],
          },
        ]
      : [],
  );
}

function faultOf(
  doc: SoundFlow,
  { template, parameters, path }: Reminder,
  entries: readonly TemplateEntry[],
): Found[] {
  const found = (at: Path, message: Bilingual, mend: Bilingual): Found[] => [{ doc, at, message, mend }];
  const entry = entries.find(({ name }) => name === template);
  if (!entry) {
    const names = entries.map(({ name }) => name);
    const meant = nearest(template, names);
    return found(
      [...path, 'template'],
      {
        id: `Template \`${template}\` tidak ada di locales/templates.yaml.`,
        en: `The template \`${template}\` is not in locales/templates.yaml.`,
      },
      {
        id: `${meant ? `Mungkin maksudnya \`${meant}\`. ` : ''}Atau tambahkan template itu.`,
        en: `${meant ? `Perhaps \`${meant}\` was meant. ` : ''}Or add the template.`,
      },
    );
  }
  if (entry.category !== 'utility') {
    return found(
      [...path, 'template'],
      {
        id: 'Pengingat yang diminta orangnya bukan pemasaran.',
        en: 'A reminder that people asked for is no marketing.',
      },
      { id: 'Pakai template dengan `category: utility`.', en: 'Use a template with `category: utility`.' },
    );
  }
  const wanted = Math.max(...Object.values(entry.texts).map(({ body }) => variablesIn(body).length));
  return wanted === parameters.length
    ? []
    : found(
        [...path, 'parameters'],
        {
          id: `Template perlu ${wanted} isian, alur ini memberi ${parameters.length}.`,
          en: `Values that the template needs: ${wanted}; that this flow gives: ${parameters.length}.`,
        },
        { id: 'Beri satu isian untuk tiap {{…}}.', en: 'Give one value for each {{…}}.' },
      );
}
