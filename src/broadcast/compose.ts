import type { TemplateContent } from '../whatsapp/content.js';
import { placeholders, type Template } from '../whatsapp/template.js';
import { stopLinkButton, unsubscribeButton } from '../whatsapp/template-unsubscribe.js';
import { mediaHeader } from './header-media.js';
import { type ContactValues, fillParameter, readParameter } from './parameters.js';
import type { TemplateChoice } from './types.js';

/** What a tap on the unsubscribe button sends back, `optout:<topic>`. */
export const unsubscribePayload = (topic: string): string => `optout:${topic}`;

/** The token of a link that stops this topic for this person. */
export type StopToken = (contactId: string, topic: string) => string;

/** Makes the content for one recipient after another; never fails, whatever a contact's attributes hold. Pure. */
export function composer(
  template: Pick<Template, 'components' | 'parameterFormat'>,
  choice: TemplateChoice,
  topic: string,
  stopToken?: StopToken,
): (contact: ContactValues & { id?: string }) => TemplateContent {
  const parameters = choice.parameters.map(readParameter);
  const names = template.parameterFormat === 'NAMED' ? placeholders(template).body : null;
  const button = unsubscribeButton(template);
  const fixed = {
    type: 'template' as const,
    name: choice.name,
    language: choice.language,
    ...mediaHeader(template, choice.media),
    ...(button !== undefined && {
      buttons: [{ index: button, kind: 'quick_reply' as const, payload: unsubscribePayload(topic) }],
    }),
  };
  const link = stopLinkButton(template);
  const filled = (contact: { id?: string }) => {
    if (link === undefined || contact.id === undefined || !stopToken) return fixed;
    const url = { index: link, kind: 'url' as const, text: stopToken(contact.id, topic) };
    return { ...fixed, buttons: [...(fixed.buttons ?? []), url] };
  };
  return (contact) => {
    if (parameters.length === 0) return filled(contact);
    const values = parameters.map((parts) => fillParameter(parts, contact));
    const body = names ? Object.fromEntries(names.map((name, i) => [name, values[i] ?? '-'])) : values;
    return { ...filled(contact), body };
  };
}
