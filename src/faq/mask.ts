/**
 * Numbers of people (telephone, account, card, identity card), addresses of mail and links: what a question says
 * of its asker and nobody needs for an answer. Sums of money, years and hours stay.
 */
const PERSONAL = [
  /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}.-]+\.\p{L}{2,}/gu,
  /https?:\/\/\S+/gu,
  // Seven digits or more, however they are set apart.
  /(?<![\p{L}\p{N}])\+?\d(?:[\s().-]?\d){6,}(?!\p{N})/gu,
];
/** "1.500.000", digits in threes after a point; "08.00-17.00", from when to when. */
const HARMLESS = /^(\d{1,3}(\.\d{3})+|\d{1,2}\.\d{2}\s?-\s?\d{1,2}\.\d{2})$/;

/** The text with `•••` in place of what is personal. */
export function maskPersonal(text: string): string {
  return PERSONAL.reduce(
    (masked, pattern) => masked.replace(pattern, (found) => (HARMLESS.test(found) ? found : '•••')),
    text,
  );
}
