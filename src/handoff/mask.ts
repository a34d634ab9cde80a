/** 13 to 19 digits, also in groups; not within a longer number. */
const LONG_NUMBER = /(?<![\d+])\d(?:[ .-]?\d){12,18}(?!\d)/g;
const SHOWN = 4;

/**
 * Hides the numbers of identity cards (NIK) and payment cards but for their last four digits: agents need not see
 * them, and nobody should have to copy them on. Account and phone numbers stay. Pure.
 */
export function maskNumbers(text: string): string {
  return text.replace(LONG_NUMBER, (written) => {
    const digits = written.replace(/\D/g, '');
    if (!isNik(digits) && !isCard(digits)) return written;
    let left = digits.length - SHOWN;
    return written.replace(/\d/g, (digit) => (left-- > 0 ? '•' : digit));
  });
}

/** Province, regency, district, birthday (a woman's day plus 40), serial number: 16 digits. */
function isNik(digits: string): boolean {
  if (digits.length !== 16) return false;
  const province = Number(digits.slice(0, 2));
  const written = Number(digits.slice(6, 8));
  const day = written > 40 ? written - 40 : written;
  const month = Number(digits.slice(8, 10));
  return province >= 11 && province <= 97 && day >= 1 && day <= 31 && month >= 1 && month <= 12;
}

/** By its first digit and the check digit of Luhn (ISO/IEC 7812-1); our phone numbers begin with 62 or 0. */
function isCard(digits: string): boolean {
  if (!/^[2-6]/.test(digits) || /^628\d{8,11}$/.test(digits)) return false;
  const sum = [...digits].reverse().reduce((total, digit, i) => {
    const value = Number(digit) * (i % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
