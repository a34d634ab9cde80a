import type { Bubble, BubbleButton } from './chat.js';
import type { TemplateComponent } from './outbound-body.js';
import type { Template, TemplateButton, TemplatePart } from './templates.js';

export type TemplateCheck = { bubble: Bubble } | { code: number; details: string };
type Parameter = NonNullable<TemplateComponent['parameters']>[number];

const placeholder = /\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g;
const bodyLimit = 1024;

/** Fills a template the way Meta does, or says which error code Meta answers (reference: templates in a send). */
export function fillTemplate(
  templates: readonly Template[],
  name: string,
  language: string,
  components: readonly TemplateComponent[],
): TemplateCheck {
  const template = templates.find((one) => one.name === name && one.language === language);
  if (!template) return { code: 132001, details: `template name (${name}) does not exist in ${language}` };
  if (template.status === 'PAUSED') return { code: 132015, details: `Template ${name} is paused` };
  if (template.status === 'DISABLED') return { code: 132016, details: `Template ${name} is disabled` };
  if (template.status !== 'APPROVED') return { code: 132001, details: `Template ${name} is not approved` };
  try {
    return { bubble: filled(template, components) };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, details: error.message };
    throw error;
  }
}

class Refusal extends Error {
  readonly code: number;
  constructor(code: number, details: string) {
    super(details);
    this.code = code;
  }
}

function filled(template: Template, components: readonly TemplateComponent[]): Bubble {
  const bubble: Bubble = { kind: 'choice', template: template.name };
  for (const part of template.components) {
    if (part.type === 'HEADER')
      Object.assign(bubble, filledHeader(template, part, given(components, 'header')));
    if (part.type === 'BODY')
      bubble.body = filledText(template, part.text, given(components, 'body'), 'body');
    if (part.type === 'FOOTER') bubble.footer = part.text;
    if (part.type === 'BUTTONS')
      bubble.buttons = part.buttons.map((button, index) => filledButton(template, button, index, components));
  }
  if ([...(bubble.body ?? '')].length > bodyLimit) throw new Refusal(132005, 'The filled body is too long');
  return bubble;
}

function given(components: readonly TemplateComponent[], type: string): Parameter[] {
  return components.find((component) => component.type.toLowerCase() === type)?.parameters ?? [];
}

function filledHeader(
  template: Template,
  part: Extract<TemplatePart, { type: 'HEADER' }>,
  parameters: Parameter[],
): Partial<Bubble> {
  if (part.format === 'TEXT') return { header: filledText(template, part.text ?? '', parameters, 'header') };
  const wanted = part.format.toLowerCase();
  const parameter = parameters[0];
  if (!parameter) throw new Refusal(132000, `header: expected a parameter of kind ${wanted}`);
  if (parameter.type !== wanted)
    throw new Refusal(132012, `header: expected ${wanted}, got ${parameter.type}`);
  return { header: `[${wanted}]` };
}

function filledText(template: Template, text: string, parameters: Parameter[], where: string): string {
  const names = [...new Set([...text.matchAll(placeholder)].map((match) => match[1] ?? ''))];
  if (parameters.length !== names.length)
    throw new Refusal(
      132000,
      `${where}: number of parameters (${parameters.length}) does not match the expected number (${names.length})`,
    );
  const values = new Map<string, string>();
  parameters.forEach((parameter, index) => {
    if (parameter.type !== 'text' || parameter.text === undefined)
      throw new Refusal(132012, `${where}: parameter ${index + 1} is not a text`);
    if (parameter.text === '' || /[\n\t]| {5,}/.test(parameter.text))
      throw new Refusal(
        132018,
        `${where}: parameter ${index + 1} is empty or holds new lines, tabs or many spaces`,
      );
    const name = template.parameter_format === 'NAMED' ? parameter.parameter_name : String(index + 1);
    if (name === undefined || !names.includes(name))
      throw new Refusal(132000, `${where}: no placeholder for parameter ${index + 1}`);
    values.set(name, parameter.text);
  });
  return text.replace(placeholder, (_all, name: string) => values.get(name) ?? '');
}

function filledButton(
  template: Template,
  button: TemplateButton,
  index: number,
  components: readonly TemplateComponent[],
): BubbleButton {
  const component = components.find(
    (one) => one.type.toLowerCase() === 'button' && Number(one.index ?? 0) === index,
  );
  const kind = component?.sub_type?.toLowerCase();
  if (component && kind !== button.type.toLowerCase())
    throw new Refusal(132012, `button ${index}: ${kind ?? 'nothing'} given for ${button.type}`);
  switch (button.type) {
    case 'QUICK_REPLY':
      return {
        kind: 'quick_reply',
        title: button.text,
        value: component?.parameters?.[0]?.payload ?? button.text,
      };
    case 'PHONE_NUMBER':
      return { kind: 'call', title: button.text, value: button.phone_number };
    case 'URL': {
      const parameters = component?.parameters ?? [];
      return {
        kind: 'url',
        title: button.text,
        value: filledText(template, button.url, parameters, `button ${index}`),
      };
    }
  }
}
