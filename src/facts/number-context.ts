import type { Spot } from './spot.js';

const PAYS =
  /(?<![\p{L}\p{N}])(?:rekening|norek|rek|bank|bca|bni|bri|bsi|bjb|btn|mandiri|cimb|permata|danamon|muamalat|ocbc|panin|jago|jenius|seabank|virtual account|va|transfer|tf|trf|setor(?:kan)?|gopay|ovo|dana|shopeepay|linkaja|a\.?n\.?|atas nama|accounts?|acct|iban|e-?wallet|dompet digital)(?:nya)?(?![\p{L}\p{N}])/iu;
/** Ends right before the number. */
const ACCOUNT =
  /(?:rekening|norek|rek|account|acct|iban|va|virtual account|bca|bni|bri|bsi|bjb|btn|mandiri|cimb|permata|danamon|muamalat|jago|seabank|gopay|ovo|dana|shopeepay|linkaja|e-?wallet|dompet digital)[^\p{L}\d]*(?:nomor|no|number)?[^\p{L}\d]*$/iu;
/** Ends right before a number that is none to pay to. */
const THING =
  'pesanan|order|invoice|donasi|donation|referensi|reference|tiket|ticket|pengaduan|complaint|kasus|case|laporan|report|transaksi|transaction|pelanggan|customer|anggota|member|kuitansi|receipt|booking|antrean|queue|sk|akta|izin|licen[cs]e';
const NUMBER = '(?:nomor|nomer|no\\.?|number|kode|code|id|#)';
const NAMED = new RegExp(
  `(?:(?:resi|awb|tracking|nik|npwp|kode unik|unique code)(?: \\p{L}{2,10})?|${NUMBER} ?(?:${THING})|(?:${THING}) ?${NUMBER})(?:nya)?(?: (?:anda|kakak|bapak|ibu|is))? ?[:#]? ?$`,
  'iu',
);
/** A letter, or a receipt's prefix (`AMN-`), stands glued to it. */
const GLUED = /\p{L}[-/_#]?$/u;
const UNIT =
  /^ ?(?:rupiah|juta|jt|miliar|milyar|ribu|rb|persen|%|kg|gram|liter|orang|jiwa|people|million|thousand)/i;
const THOUSANDS = /^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$/;

/** How far before a number the word that says what it is for may stand, and after it. */
const BEFORE = 60;
const AFTER = 24;

/** An amount, or the number of something else than an account or a phone. */
export function isHarmless(text: string, typed: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - BEFORE), at);
  // "Dana" is a wallet, and the word for money that was given.
  const isMoney = THOUSANDS.test(typed) && /dana[^\p{L}\d]*$/iu.test(before);
  if (isSaidAccount(text, at) && !isMoney) return false;
  if (NAMED.test(before) || UNIT.test(text.slice(at + typed.length))) return true;
  return GLUED.test(before) || THOUSANDS.test(typed);
}

/** Is it called an account right before? */
export const isSaidAccount = (text: string, at: number): boolean =>
  ACCOUNT.test(text.slice(Math.max(0, at - BEFORE), at));

/** Is payment spoken of beside it? */
export function isPaidNear(text: string, { at, length }: Spot): boolean {
  return PAYS.test(
    `${text.slice(Math.max(0, at - BEFORE), at)} ${text.slice(at + length, at + length + AFTER)}`,
  );
}
