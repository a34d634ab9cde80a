import type { AskingTemplate } from '../consent/topics.js';
import { answer } from '../understanding/index.js';
import type { TemplateContent } from '../whatsapp/content.js';
import { buttonsOf, placeholders, type Template } from '../whatsapp/template.js';
import type { StoredTemplate } from './templates.js';

/** What a permission message may say: `{{topic}}` in a parameter of the topic's template. */
export const ASKING_VALUES = [
  'date',
  'source',
  'topic',
  'org',
  'description',
  'purpose',
  'messages',
  'days',
] as const;
export type AskingValues = Partial<Record<(typeof ASKING_VALUES)[number], string>>;

/** As `consent_confirm` reads: on this date, through this source, this topic, from this organisation. */
export const USUAL_PARAMETERS = ['{{date}}', '{{source}}', '{{topic}}', '{{org}}'];

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

/** Makes the content; pure. Meta refuses empty values, so what is not known gives a dash. */
export function composeAsking(
  template: Pick<Template, 'components' | 'parameterFormat' | 'name' | 'language'>,
  parameters: readonly string[],
  values: AskingValues,
): TemplateContent {
  const filled = parameters.map(
    (text) =>
      text.replace(VARIABLE, (_, name: string) => values[name as keyof AskingValues] ?? '').trim() || '-',
  );
  const { body: names } = placeholders(template);
  const body =
    template.parameterFormat === 'NAMED'
      ? Object.fromEntries(names.map((name, index) => [name, filled[index] ?? '-']))
      : filled;
  return {
    type: 'template',
    name: template.name,
    language: template.language,
    ...(names.length > 0 && { body }),
  };
}

/** Why these templates cannot ask for permission, at a place in `{name, parameters}`; empty: they can. Pure. */
export function askingFaults(
  choice: AskingTemplate,
  templates: readonly StoredTemplate[],
): { path: 'name' | 'parameters'; message: string }[] {
  const usable = templates.filter(({ status }) => status !== 'DELETED');
  if (usable.length === 0) {
    return [{ path: 'name', message: 'is not a template of the account; POST /templates/sync fetches them' }];
  }
  const unknown = choice.parameters
    .flatMap((text) => [...text.matchAll(VARIABLE)].map((match) => match[1] ?? ''))
    .filter((name) => !(ASKING_VALUES as readonly string[]).includes(name));
  return [
    ...usable.flatMap((template) => faultsOf(template, choice)),
    ...(unknown.length > 0
      ? [{ path: 'parameters' as const, message: `may hold ${ASKING_VALUES.join(', ')} in {{ }}` }]
      : []),
  ];
}

function faultsOf(template: StoredTemplate, { parameters }: AskingTemplate) {
  const { header, headerMedia, body, buttons } = placeholders(template);
  const at = (path: 'name' | 'parameters', message: string) => ({
    path,
    message: `${message} (${template.language})`,
  });
  const answers = buttonsOf(template)
    .filter(({ type }) => type.toUpperCase() === 'QUICK_REPLY')
    .map(({ text = '' }) => answer(text));
  return [
    // Meta's marketing needs the consent that this message only asks for.
    ...(template.category === 'MARKETING' ? [at('name', 'is a marketing template; utility is needed')] : []),
    ...(header.length > 0 || headerMedia !== undefined || buttons.length > 0
      ? [at('name', 'has a variable outside of its body')]
      : []),
    ...(answers.includes('yes') && answers.includes('no')
      ? []
      : [at('name', 'needs two quick replies, one that says yes and one that says no')]),
    ...(body.length === parameters.length ? [] : [at('parameters', `needs ${body.length} values`)]),
  ];
}
