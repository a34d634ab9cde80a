import type { TemplateContent } from '../whatsapp/content.js';
import { placeholders, type Template } from '../whatsapp/template.js';
import { type ContactValues, fillParameter, readParameter } from './parameters.js';
import type { TemplateChoice } from './types.js';
import { unsubscribeButton } from './unsubscribe.js';

/** What a tap on the unsubscribe button sends back, `optout:<topic>`. */
export const unsubscribePayload = (topic: string): string => `optout:${topic}`;

/** Makes the content for one recipient after another; never fails, whatever a contact's attributes hold. Pure. */
export function composer(
  template: Pick<Template, 'components' | 'parameterFormat'>,
  choice: TemplateChoice,
  topic: string,
): (contact: ContactValues) => TemplateContent {
  const parameters = choice.parameters.map(readParameter);
  const names = template.parameterFormat === 'NAMED' ? placeholders(template).body : null;
  const button = unsubscribeButton(template);
  const fixed = {
    type: 'template' as const,
    name: choice.name,
    language: choice.language,
    ...(button !== undefined && {
      buttons: [{ index: button, kind: 'quick_reply' as const, payload: unsubscribePayload(topic) }],
    }),
  };
  return (contact) => {
    if (parameters.length === 0) return fixed;
    const values = parameters.map((parts) => fillParameter(parts, contact));
    const body = names ? Object.fromEntries(names.map((name, i) => [name, values[i] ?? '-'])) : values;
    return { ...fixed, body };
  };
}
