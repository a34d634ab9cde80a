/**
 * Longest texts and most elements of what can be sent, in code points (Meta docs: messages/*; reference 6.15).
 * Meta does not say what it counts; code points never promise more room than UTF-16 units by mistake of ours
 * alone, so words that come close to a limit are better shortened.
 */
export const LIMITS = {
  text: 4096,
  caption: 1024,
  interactiveBody: 1024,
  listBody: 4096,
  header: 60,
  footer: 60,
  buttonId: 256,
  buttonTitle: 20,
  buttons: 3,
  listButton: 20,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
  sectionTitle: 24,
  rows: 10,
  sections: 10,
  linkLabel: 20,
  formLabel: 20,
  cards: 10,
  fewestCards: 2,
  cardBody: 160,
  products: 30,
  productSections: 10,
  contacts: 257,
  callbackData: 512,
  templateName: 512,
  templateBody: 1024,
  templateHeader: 60,
  templateFooter: 60,
  templateButtonLabel: 25,
  templateButtonUrl: 2000,
  templateButtons: 10,
  templateLinks: 2,
  templateCalls: 1,
  templatePayload: 256,
  couponCode: 15,
  qrText: 140,
  override: 200,
} as const;

/** Length in code points, the unit of every limit. */
export function codePoints(text: string): number {
  let length = 0;
  for (const _ of text) length += 1;
  return length;
}

const segmenter = new Intl.Segmenter('id', { granularity: 'grapheme' });

/**
 * The text within `limit` code points, ending in '…' where something was left out.
 * Cuts between what a reader sees as characters: never inside a surrogate pair or a composed emoji.
 */
export function shorten(text: string, limit: number): string {
  if (codePoints(text) <= limit) return text;
  let kept = '';
  let length = 1;
  for (const { segment } of segmenter.segment(text)) {
    length += codePoints(segment);
    if (length > limit) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}
