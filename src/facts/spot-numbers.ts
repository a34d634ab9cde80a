import { isHarmless, isPaidNear, isSaidAccount } from './number-context.js';
import type { Spot } from './spot.js';

export interface NumberSpot extends Spot {
  kind: 'account' | 'phone' | 'qris';
  /** Digits only; of a QRIS code its id, or '' when the code names none. */
  value: string;
  /** It is called an account, whatever it looks like: a phone number is one of an e-wallet. */
  isSaid?: true;
}

/** Blanked out first, so that they do not run into their neighbours. */
const DATES_AND_TIMES: readonly RegExp[] = [
  /\b\d{4}-\d{2}-\d{2}(?:[T ]\d{2}[.:]\d{2}(?:[.:]\d{2})?)?\b/g,
  /\b\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d{2}\b/g,
  /(?<![\d.,])(?:[01]?\d|2[0-4])[.:][0-5]\d(?:\s?[-–]\s?(?:[01]?\d|2[0-4])[.:][0-5]\d)?(?![\d.,]\d|\d)/g,
  /\b(?:19|20)\d{2}\s?[-–/]\s?(?:19|20)\d{2}\b/g,
  /(?:\b(?:rp|idr|usd|sgd|myr)\b\.?|[$€£])\s?\d[\d.,]*/gi,
];
const NMID = /(?<![\p{L}\p{N}])ID\d{10,18}(?!\d)/gu;
/** The text inside a QRIS code begins with its version. Source: EMVCo, Merchant-Presented Mode. */
const PAYLOAD = /(?<!\d)000201\d{4}[\w. -]{40,}/g;
const RUN = /\+?\(?\d(?:[ \u00a0.()\-–]{0,2}\d)+/g;

/** Digits of the shortest number that counts: where payment is spoken of, and anywhere. */
const SHORT = 8;
const BARE = 10;
const LONGEST = 24;

/** Numbers to pay to or to call. What reads as an amount, a date, a time or a reference is left alone. */
export function spotNumbers(text: string): NumberSpot[] {
  const found: NumberSpot[] = [];
  let rest = text;
  for (const pattern of [PAYLOAD, NMID]) {
    rest = rest.replace(pattern, (whole, at: number) => {
      found.push({ kind: 'qris', value: /ID\d{10,18}/.exec(whole)?.[0] ?? '', at, length: whole.length });
      return blank(whole);
    });
  }
  for (const pattern of DATES_AND_TIMES) rest = rest.replace(pattern, blank);
  for (const match of rest.matchAll(RUN)) {
    const spot = { at: match.index, length: match[0].length };
    const digits = match[0].replace(/\D/g, '');
    if (digits.length < SHORT || digits.length > LONGEST || isHarmless(rest, match[0], match.index)) continue;
    const isSaid = isSaidAccount(rest, match.index);
    const kind = isSaid ? 'account' : kindOf(match[0], digits);
    if (kind === 'account' && digits.length < BARE && !isPaidNear(rest, spot)) continue;
    found.push({ kind, value: digits, ...(isSaid && { isSaid }), ...spot });
  }
  return found;
}

/** Indonesian numbers begin with 0 and no second one; from abroad with 62. */
function kindOf(typed: string, digits: string): 'account' | 'phone' {
  if (typed.startsWith('+')) return 'phone';
  const national = /^0[1-9]/.test(digits) && digits.length <= 13;
  return national || /^62[1-9]\d{7,11}$/.test(digits) ? 'phone' : 'account';
}

const blank = (text: string) => 'x'.repeat(text.length);
