const PLAIN = /^[\t\n\r\x20-\x7e]*$/;
/** First digits of alphabets that people in Indonesia can type: full-width, Arabic, Persian. */
const ZEROS = [0xff10, 0x0660, 0x06f0];

/** The text with every digit plain and nothing invisible inside a number. As long as before. */
export function asciiDigits(text: string): string {
  if (PLAIN.test(text)) return text;
  return text.replace(/\p{Nd}|[\u200b-\u200f\u2060\ufeff]/gu, (sign) => {
    const code = sign.codePointAt(0) ?? 0;
    const zero = ZEROS.find((first) => code >= first && code <= first + 9);
    if (zero !== undefined) return String(code - zero);
    const digit = sign.normalize('NFKC');
    return (/^\d$/.test(digit) ? digit : '').padEnd(sign.length, '\u00a0');
  });
}
