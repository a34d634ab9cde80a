import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Identity } from '../whatsapp/identity.js';

/**
 * Whether marketing to this person can arrive at all: templates to US numbers are not delivered since April
 * 2025. Meta docs: templates/marketing-templates/per-user-limits. Unknown numbers (BSUID only) pass.
 */
export function marketingArrives(identities: readonly Identity[]): boolean {
  const phone = identities.find((identity) => identity.kind === 'phone')?.value;
  if (!phone?.startsWith('1')) return true;
  return parsePhoneNumberFromString(`+${phone}`)?.country !== 'US';
}
