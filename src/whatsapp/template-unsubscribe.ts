import { buttonsOf, type Template } from './template.js';

const WORD = 'berhenti|setop|stop|unsubscribe';
/** A button that only says stop, or what it stops: "Dukung stop stunting" is none. */
const BUTTON = new RegExp(
  `^(${WORD})( (langganan|berlangganan|kiriman|info|promo|promosi|pesan|promotions?|updates?|messages?|subscription))?$`,
  'i',
);
const FOOTER = new RegExp(`\\b(${WORD})\\b`, 'i');

/** The position of the quick reply that unsubscribes; undefined: the template has none. */
export function unsubscribeButton(template: Pick<Template, 'components'>): number | undefined {
  const index = buttonsOf(template).findIndex(
    ({ type, text }) => type.toUpperCase() === 'QUICK_REPLY' && BUTTON.test(text?.trim() ?? ''),
  );
  return index < 0 ? undefined : index;
}

/** The position of the button whose address is our stop page, `https://…/stop/{{1}}`; undefined: none. */
export function stopLinkButton(template: Pick<Template, 'components'>): number | undefined {
  const index = buttonsOf(template).findIndex(
    ({ type, url }) => type.toUpperCase() === 'URL' && /\/stop\/\{\{1\}\}$/.test(url?.trim() ?? ''),
  );
  return index < 0 ? undefined : index;
}

/** Whether the footer tells the word to type: a quick reply beside a link does not show on desktops. */
export function footerSaysStop(template: Pick<Template, 'components'>): boolean {
  const footer = template.components.find((component) => component.type === 'FOOTER');
  return FOOTER.test(footer?.text ?? '');
}
