import type { CountryCode } from 'libphonenumber-js';
import { readPhone } from '../../contacts/phone.js';
import type { Identity } from '../../whatsapp/identity.js';

/** What stands in a cell for phone numbers. */
export interface PhoneCell {
  phone: Identity;
  /** Further numbers of the same person; they are kept and not written to. */
  others: Identity[];
}
export type PhoneFault = 'missing_phone' | 'invalid_phone' | 'lost_digits';

const LONGEST = 200;

/**
 * Reads a cell as people fill it: `0812…`, `812…`, `62…`, `+62 812-…`, `'0812…`, `wa.me/62…`, Excel's
 * `6,28E+12` and `6280000000000`, several numbers, a name in brackets behind it. Of several numbers the first mobile one counts.
 * Where a spreadsheet has rounded digits away, no guess is made. Pure.
 */
export function readPhoneCell(written: string, country: CountryCode): PhoneCell | PhoneFault {
  const text = tidy(written);
  if (text === '') return 'missing_phone';
  if (text.length > LONGEST) return 'invalid_phone';
  const whole = readScientific(text);
  if (whole === 'lost_digits' || isRounded(whole ?? text)) return 'lost_digits';
  const numbers = distinct(pieces(whole ?? text, country).map((piece) => readPiece(piece, country)));
  const first = numbers.find((one) => isMobile(one, country)) ?? numbers[0];
  if (!first) return 'invalid_phone';
  return { phone: first, others: numbers.filter((one) => one !== first) };
}

/** Without what only looks: width, blanks of all kinds, quotes, the apostrophe that makes a text of a number. */
function tidy(written: string): string {
  return written
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '')
    .replace(/[\u2010-\u2015\u2212]/g, '-')
    .replace(/\p{Extended_Pictographic}\ufe0f?/gu, ' ')
    .replace(/^[\s'"`´‘’“”=]+|[\s'"`´‘’“”]+$/g, '');
}

/** `6.28123456789E+12`: all digits, where they are all there; undefined for what is not written so. */
function readScientific(text: string): string | 'lost_digits' | undefined {
  const match = /^\+?(\d+)(?:[.,](\d+))?\s?[eE]\s?\+?(\d{1,2})$/.exec(text);
  if (!match) return undefined;
  const [, whole = '', fraction = '', exponent = ''] = match;
  const shift = Number(exponent);
  const rest = fraction.slice(shift);
  if (fraction.length < shift || /[1-9]/.test(rest)) return 'lost_digits';
  return whole + fraction.slice(0, shift);
}

/**
 * A spreadsheet that has read `6,28E+12` back writes 6280000000000. Whoever has such a number writes it as nobody
 * counts: with a plus, or a zero in front.
 */
const isRounded = (text: string) =>
  /^(?:62|8)\d*0{9}$/.test(text.replace(/[.,]0{1,2}$/, '').replace(/[.,]/g, ''));

/** Links to a chat, and WhatsApp's own names for one. */
const LINK = /(?:https?:\/\/)?(?:www\.)?(?:wa\.me\/|api\.whatsapp\.com\/send\/?\?phone=)\+?(\d+)\S*/gi;
const CHAT = /(\d)@(?:c\.us|s\.whatsapp\.net)\b/gi;
/** Another number in brackets behind the first. */
const IN_BRACKETS = /\(([^()]*\d(?:[^\d()]?\d){8,}[^()]*)\)/g;

/** One text for each number in the cell. */
function pieces(text: string, country: CountryCode): string[] {
  const bare = text.replace(LINK, ' $1 ').replace(CHAT, '$1').replace(IN_BRACKETS, ' / $1 ');
  const parts = bare.split(/[/;|&\n\r\t]+|,\s+|\s+(?:dan|atau|and|or)\s+|\s{3,}/i);
  return parts.flatMap((part) => {
    const byComma = part.split(',');
    if (byComma.length > 1 && byComma.every((one) => digitsIn(one) >= 9)) return byComma;
    return digitsIn(part) >= 18 ? byBlank(part, country) : [part];
  });
}

/** Numbers with nothing but blanks between them. */
function byBlank(text: string, country: CountryCode): string[] {
  const words = text.split(/\s+/);
  for (let i = 1; i < words.length; i += 1) {
    const first = words.slice(0, i).join(' ');
    if (!readPiece(first, country)) continue;
    const rest = byBlank(words.slice(i).join(' '), country);
    if (rest.every((one) => readPiece(one, country))) return [first, ...rest];
  }
  return [text];
}

const digitsIn = (text: string) => text.replace(/\D/g, '').length;

function readPiece(piece: string, country: CountryCode): Identity | undefined {
  const bare = piece
    .replace(/^\s*[a-z][a-z .]*[:.\s]\s*(?=[+(\dO])/i, '')
    .replace(/\(\s*\D*\s*\)/g, ' ')
    .replace(/[\s,-]+\p{L}[\p{L}\s.'’-]*$/u, '')
    // A letter O typed for the zero.
    .replace(/^\s*[oO](?=[\s-]*8)/, '0')
    .trim();
  // What databases export: 6281234567890.0
  const number = bare.replace(/^(\+?\d{8,})[.,]0+$/, '$1');
  // A fraction is no further digit.
  if (/^\+?\d{9,}[.,]\d{1,3}$/.test(number)) return undefined;
  if (!/^\(?\+?[\d\s().,_-]+$/.test(number)) return undefined;
  const digits = number
    .replace(/[^\d+]/g, '')
    .replace(/^00(?=[1-9])/, '+')
    // The trunk zero behind the country code: +62 0812…
    .replace(/^\+?620+(?=8)/, '62')
    .replace(/^\+0(?=8)/, '0');
  return readDigits(digits, country);
}

function readDigits(digits: string, country: CountryCode): Identity | undefined {
  // Neither zero nor plus: a number from abroad is likelier than an area code without its zero.
  const abroad = /^[1-79]/.test(digits) ? readPhone(`+${digits}`, country) : undefined;
  const found = abroad ?? readPhone(digits, country);
  return found && isMobileLength(found.value) ? found : undefined;
}

/** Indonesian mobile numbers have 9 to 12 digits behind +62; the library lets shorter ones pass as possible. */
const isMobileLength = (value: string) => !/^628/.test(value) || /^628\d{8,11}$/.test(value);

const isMobile = ({ value }: Identity, country: CountryCode) =>
  country !== 'ID' || !value.startsWith('62') || value.startsWith('628');

function distinct(found: readonly (Identity | undefined)[]): Identity[] {
  const unique = new Map<string, Identity>();
  for (const one of found) if (one && !unique.has(one.value)) unique.set(one.value, one);
  return [...unique.values()];
}
