import type { TemplateButton } from './content.js';
import { buttonsOf, type Template } from './template.js';

/** How a template lets people stop; `complete` when both ways are there. */
export interface Unsubscribe {
  /** A quick reply whose label or payload is an opt-out. */
  button?: { index: number; label: string };
  /** The word to reply with, as the footer (or the body) names it. */
  footer?: { word: string };
  /**
   * Button and word. A quick reply beside other buttons is not shown on desktops, so that the button alone
   * is not enough.
   */
  complete: boolean;
}

const WORDS = [
  'berhenti',
  'stop',
  'unsubscribe',
  'henti',
  'opt out',
  'opt-out',
  'unsub',
  'jangan kirim',
  'batal langganan',
];
const LABEL = new RegExp(`(?:^|[^\\p{L}])(?:${WORDS.join('|')})`, 'iu');
const PAYLOAD = /(?:^|[^a-z])(?:opt[-_ ]?out|stop|berhenti|unsub(?:scribe)?|withdraw)/i;
/** Printed as a word to type: alone, in capitals or quoted. */
const TYPED = /(?:^|[^\p{L}])["'“*_]*(BERHENTI|STOP|UNSUBSCRIBE|UNSUB)["'”*_]*(?![\p{L}])/u;

/**
 * Looks for the way out of a template (promise P6: every broadcast carries it).
 * @param buttons the payloads that a send would give to its quick replies
 */
export function findUnsubscribe(
  template: Pick<Template, 'components'>,
  buttons: readonly TemplateButton[] = [],
): Unsubscribe {
  const found: Unsubscribe = { complete: false };
  for (const [index, button] of buttonsOf(template).entries()) {
    if (button.type.toUpperCase() !== 'QUICK_REPLY') continue;
    const label = button.text ?? '';
    const sent = buttons.find((one) => one.index === index && one.kind === 'quick_reply');
    const payload = sent?.kind === 'quick_reply' ? sent.payload : '';
    if (!LABEL.test(label) && !PAYLOAD.test(payload)) continue;
    found.button = { index, label };
    break;
  }
  const words = ['FOOTER', 'BODY'].map(
    (type) => template.components.find((one) => one.type === type)?.text ?? '',
  );
  const word = words.map((text) => TYPED.exec(text)?.[1]).find((match) => match !== undefined);
  if (word !== undefined) found.footer = { word };
  found.complete = found.button !== undefined && found.footer !== undefined;
  return found;
}

/** Whether a template carries both a button and a word to stop; see {@link findUnsubscribe} for the details. */
export function hasUnsubscribe(
  template: Pick<Template, 'components'>,
  buttons: readonly TemplateButton[] = [],
): boolean {
  return findUnsubscribe(template, buttons).complete;
}
