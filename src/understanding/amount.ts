/** More than anybody's money; beyond that the sum is a slip of the finger. */
const LARGEST = 1e15;

const UNITS = numbered('satu dua tiga empat lima enam tujuh delapan sembilan', 1);
const ENGLISH_UNITS = numbered('one two three four five six seven eight nine', 1);
const TEENS = new Map([
  ...numbered('sepuluh sebelas', 10),
  ...numbered('ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen', 10),
]);
const TENS = numbered('twenty thirty forty fifty sixty seventy eighty ninety', 2);
/** A bare "m" is miliar to some and million to others, so it is not here: we ask again. */
const SCALES = new Map([
  ...scale('ribu rb rebu ribuan k thousand', 1e3),
  ...scale('juta jt jeti jutaan million', 1e6),
  ...scale('miliar milyar miliyar billion', 1e9),
  ...scale('triliun trilyun trillion', 1e12),
]);
const ONE_SCALE = new Map([
  ['seribu', 1e3],
  ['serebu', 1e3],
  ['sejuta', 1e6],
  ['semiliar', 1e9],
  ['semilyar', 1e9],
]);
/** Said beside a sum without changing it. "Per tahun" or "per hari" do change it, and are not here. */
const BESIDE = new Set(
  `rp idr rupiah rupiahs saya aku kak kakak bang mas mbak pak bu min admin ya iya sih kok aja saja dong deh nih
  sekitar kira kurang lebih hampir kisaran about around roughly approximately my i have is it the and
  ada punya jumlahnya totalnya total nilainya sebesar semua semuanya gaji penghasilan tabungan
  per tiap sebulan bulan bulanan bln monthly month a`.split(/\s+/),
);
const NOTHING =
  /^(?:(?:rp\s*)?0+|nol|nihil|kosong|zero|none|nothing|no|tidak|nggak|enggak|gak|ga|belum|(?:tidak|tdk|nggak|gak|ga|belum)\s+(?:ada|punya)|gaada|gada|tidak ada sama sekali|i have none|i do not have any)(?:\s+(?:kak|pak|bu|min|sih|kok))?$/;

/**
 * The sum of money that a text consists of, in whole rupiah: "1,5jt", "Rp 2.500.000", "dua ratus ribu", "2 juta 500
 * ribu". Undefined when it says something else or could be read in two ways ("5m", "1.500 juta", "5"): ask again.
 */
export function readAmount(text: string): number | undefined {
  const said = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[.,]-(?=\s|$|\/)/g, '')
    .replace(/kira-kira|lebih-kurang|±|~|\+\/?-/g, ' ')
    .replace(/\/\s*(?=(?:bulan|bln|month)\b)/g, ' ')
    .replace(/\brp\.?(?=\s*\d)/g, 'rp ')
    .replace(/[!?.\s]+$/g, '')
    .trim();
  if (NOTHING.test(said)) return 0;
  // "2 500 000"
  const joined = said.replace(/(?<![\d.,])\d{1,3}(?: \d{3})+(?![\d.,])/g, (sum) => sum.replace(/ /g, ''));
  const tokens = joined.match(/\d[\d.,]*|\p{L}+|\S/gu) ?? [];
  const sum = sumOf(tokens);
  if (sum === undefined || !Number.isFinite(sum) || sum > LARGEST) return undefined;
  return Math.round(sum);
}

function sumOf(tokens: readonly string[]): number | undefined {
  let total = 0;
  let last = Number.POSITIVE_INFINITY;
  let part: Part | undefined;
  for (const token of tokens) {
    if (BESIDE.has(token)) continue;
    const whole = ONE_SCALE.get(token);
    const size = whole ?? SCALES.get(token);
    if (size === undefined) {
      const next = longer(part, token);
      if (!next) return undefined;
      part = next;
      continue;
    }
    if (size >= last || (whole === undefined) === (part === undefined)) return undefined;
    // "1.500 juta": a thousand and a half, or one and a half?
    if (part?.grouped && size > 1e3) return undefined;
    total += (part?.value ?? 1) * size;
    last = size;
    part = undefined;
  }
  return ended(part, total, last, tokens.includes('rp'));
}

/** What the words after the last scale add. */
function ended(part: Part | undefined, total: number, last: number, isMoney: boolean): number | undefined {
  const scaled = last !== Number.POSITIVE_INFINITY;
  if (!part) return scaled ? total : undefined;
  if (!Number.isInteger(part.value)) return part.grouped ? part.value : undefined;
  // "Dua juta lima ratus" is half a million more to most, and five hundred rupiah by the book.
  if (scaled) return last === 1e3 && part.value < 1e3 ? total + part.value : undefined;
  // "5" alone may well mean millions.
  return part.value >= 1e3 || isMoney ? part.value : undefined;
}

/** What stands before a scale. `grouped`: written with separators of thousands. */
interface Part {
  value: number;
  digits?: true;
  grouped?: true;
}

/** The part with one more word; undefined when that makes no number. */
function longer(part: Part | undefined, token: string): Part | undefined {
  if (/^\d/.test(token)) return part ? undefined : written(token);
  const { value = 0, digits } = part ?? {};
  const free = (below: number) => !digits && Number.isInteger(value) && value % below === 0;
  const unit = UNITS.get(token) ?? ENGLISH_UNITS.get(token);
  if (unit !== undefined) return free(10) && value % 100 !== 10 ? { value: value + unit } : undefined;
  const teen = TEENS.get(token);
  if (teen !== undefined) return free(100) ? { value: value + teen } : undefined;
  const tens = TENS.get(token);
  if (tens !== undefined) return free(100) ? { value: value + tens * 10 } : undefined;
  return multiplied(part, token);
}

function multiplied(part: Part | undefined, token: string): Part | undefined {
  const { value = 0 } = part ?? {};
  const ones = value % 10;
  switch (token) {
    case 'belas':
      return ones > 1 && value % 100 < 10 ? { value: value + 10 } : undefined;
    case 'puluh':
      return ones > 0 && value % 100 < 10 ? { value: value - ones + ones * 10 } : undefined;
    case 'ratus':
    case 'hundred':
      return value > 0 && value < 10 && Number.isInteger(value) ? { value: value * 100 } : undefined;
    case 'seratus':
      return part ? undefined : { value: 100 };
    case 'setengah':
      return Number.isInteger(value) ? { value: value + 0.5, digits: true } : undefined;
    default:
      return undefined;
  }
}

/** Digits as people in Indonesia and elsewhere write them; undefined when they fit no way of writing. */
function written(token: string): Part | undefined {
  const sum = token.replace(/[.,]+$/, '');
  const [, thousands, cents = ''] =
    /^(\d{1,3}(?:\.\d{3})+)(,\d{1,2})?$/.exec(sum) ?? /^(\d{1,3}(?:,\d{3})+)(\.\d{1,2})?$/.exec(sum) ?? [];
  if (thousands !== undefined) {
    return {
      value: Number(thousands.replace(/[.,]/g, '') + cents.replace(',', '.')),
      digits: true,
      grouped: true,
    };
  }
  if (!/^\d+(?:[.,]\d{1,2})?$/.test(sum)) return undefined;
  return { value: Number(sum.replace(',', '.')), digits: true };
}

function numbered(words: string, from: number): Map<string, number> {
  return new Map(words.split(' ').map((word, index) => [word, index + from]));
}
function scale(words: string, size: number): [string, number][] {
  return words.split(' ').map((word) => [word, size]);
}
