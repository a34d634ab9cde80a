/** The digits of a phone number as from abroad: `(021) 555-0100` and `+62 21 555 0100` are one. */
export function internationalPhone(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits.startsWith('0') && !digits.startsWith('00') ? `62${digits.slice(1)}` : digits;
}
