import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Identity } from '../whatsapp/identity.js';

/**
 * Reads a number as people write it: `0812…`, `812…`, `62812…`, `+62 812-…`. Without a plus it is taken for a
 * number of `country`, and only if it can be none there, for an international one.
 * Undefined for what is no phone number.
 */
export function readPhone(written: string, country: CountryCode = 'ID'): Identity | undefined {
  const text = written.trim();
  if (text.length > 40) return undefined;
  const read = (value: string) => {
    const phone = parsePhoneNumberFromString(value, country);
    return phone?.isPossible() && !phone.ext ? phone : undefined;
  };
  const phone = text.startsWith('+') ? read(text) : (read(text) ?? read(`+${text}`));
  return phone && { kind: 'phone', value: phone.number.slice(1) };
}
