import { FACT_PREFIX } from '../facts/reference.js';
import { buttonsOf, placeholders, render, type Template } from '../whatsapp/template.js';
import { stopLinkButton } from '../whatsapp/template-unsubscribe.js';
import { readParameter } from './parameters.js';

/**
 * What a template says with these values, whoever reads it: attributes by their fallbacks. The link that stops is
 * ours, and left out; a reference to a fact that could not be filled in stays to be seen.
 */
export function fixedWords(
  template: Pick<Template, 'components' | 'parameterFormat'>,
  parameters: readonly string[],
): string[] {
  const values = parameters.map((parameter) =>
    readParameter(parameter)
      .map((part) => {
        if (typeof part === 'string') return part;
        return part.attribute.startsWith(FACT_PREFIX) ? `{{${part.attribute}}}` : (part.fallback ?? '');
      })
      .join(''),
  );
  const names = template.parameterFormat === 'NAMED' ? placeholders(template).body : null;
  const filled = names ? Object.fromEntries(names.map((name, i) => [name, values[i] ?? ''])) : values;
  const { header, body, footer } = render(template, { body: filled });
  const stop = stopLinkButton(template);
  const buttons = buttonsOf(template).flatMap(({ url, phone_number }, index) =>
    index === stop ? [] : [url ?? '', phone_number ?? ''],
  );
  // What has no place in the template is looked at all the same.
  return [header ?? '', body, footer ?? '', ...buttons, ...values].filter((text) => text !== '');
}

/** In which language a template speaks to the reader. */
export const languageOf = (code: string): 'id' | 'en' => (code.startsWith('en') ? 'en' : 'id');
