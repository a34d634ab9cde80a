import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Identity } from '../whatsapp/identity.js';

/** A bare Indonesian mobile number: the library takes `62812345678` for an area code 062 and what follows. */
const INDONESIAN_MOBILE = /^(?:\+?62|0)?(8[1235789]\d{7,10})$/;

/**
 * Reads a number as people write it: `0812…`, `812…`, `62812…`, `+62 812-…`. Without a plus it is taken for a
 * number of `country` where it is one there, else for an international one. New ranges of numbers come faster
 * than the tables of the library, so a number of a possible length passes where none of the tables knows it.
 * Undefined for what is no phone number.
 */
export function readPhone(written: string, country: CountryCode = 'ID'): Identity | undefined {
  const text = written.trim();
  if (text.length > 40) return undefined;
  const mobile = country === 'ID' ? INDONESIAN_MOBILE.exec(text)?.[1] : undefined;
  if (mobile !== undefined) return { kind: 'phone', value: `62${mobile}` };
  const forms = text.startsWith('+') ? [text] : [text, `+${text}`];
  const phones = forms
    .map((form) => parsePhoneNumberFromString(form, country))
    .filter((phone) => phone?.isPossible() && !phone.ext);
  const phone = phones.find((one) => one?.isValid()) ?? phones[0];
  return phone && { kind: 'phone', value: phone.number.slice(1) };
}
