/** What stands before a token: 0 nothing but space, 1 a comma or bracket, 2 the end of a sentence, 3 of a question. */
export type Break = 0 | 1 | 2 | 3;

export interface Token {
  word: string;
  before: Break;
  /** Joined to the token before it by a hyphen, dot or the like, without any space. */
  glued: boolean;
}

export interface Scan {
  tokens: Token[];
  /** What stands after the last token. */
  after: Break;
}

const LETTER = 1;
const DIGIT = 2;
const SPACE = 3;
const QUOTE = 4;
const WEAK = 5;
const STRONG = 6;
const SIGN = 7;
const KIND = new Uint8Array(128);
for (let code = 97; code <= 122; code++) KIND[code] = LETTER;
for (let code = 48; code <= 57; code++) KIND[code] = DIGIT;
for (const char of ' \t\r') KIND[char.charCodeAt(0)] = SPACE;
for (const char of "'`") KIND[char.charCodeAt(0)] = QUOTE;
for (const char of ',:()[]{}"/\\<>&=') KIND[char.charCodeAt(0)] = WEAK;
for (const char of '.!?;\n') KIND[char.charCodeAt(0)] = STRONG;
for (const char of '@$') KIND[char.charCodeAt(0)] = SIGN;
const OTHER_LETTER = /[\p{L}\p{M}\p{N}]/u;

function kindOf(text: string, index: number): number {
  const code = text.charCodeAt(index);
  if (code < 128) return KIND[code] as number;
  if (code === 0x2018 || code === 0x2019 || code === 0x2bc || code === 0xb4) return QUOTE;
  if (code === 0x201c || code === 0x201d || code === 0x3001) return WEAK;
  if (code === 0x3002 || code === 0x2026 || code === 0x61f || code === 0x37e) return STRONG;
  return OTHER_LETTER.test(text[index] as string) ? LETTER : 0;
}

/**
 * Cuts folded text into words. Apostrophes vanish ("don't" is "dont"), thousands separators vanish
 * ("1.500.000" is "1500000"), links are left out, and letters written apart ("b e r h e n t i", "s.t.o.p") come together.
 */
export function scan(text: string): Scan {
  const tokens: Token[] = [];
  let before: Break = 0;
  let gap = '';
  const gaps: string[] = [];
  const end = text.length;
  let i = 0;
  while (i < end) {
    const kind = kindOf(text, i);
    if (!startsWord(text, i, kind)) {
      const char = text[i] as string;
      if (char === '?' || char === '؟') before = 3;
      else if (before < 2 && kind === STRONG && !(char === '.' && afterAbbreviation(tokens, gap))) before = 2;
      else if ((kind === WEAK || kind === STRONG) && before === 0) before = 1;
      gap += char;
      i++;
      continue;
    }
    const start = i;
    i = endOfWord(text, i);
    if (isLink(text, start, i)) {
      while (i < end && kindOf(text, i) !== SPACE && text[i] !== '\n') i++;
      gap = ' ';
      continue;
    }
    const word = bare(text.slice(start, i));
    tokens.push({ word, before, glued: gap !== '' && tokens.length > 0 && !/\s/.test(gap) });
    gaps.push(gap);
    gap = '';
    before = 0;
  }
  return { tokens: joinSpelled(tokens, gaps), after: before };
}

function startsWord(text: string, index: number, kind: number): boolean {
  return (
    kind === LETTER ||
    kind === DIGIT ||
    (kind === SIGN && kindOf(text, index + 1) === LETTER && text[index] === '$')
  );
}

function endOfWord(text: string, start: number): number {
  let i = start + 1;
  for (; i < text.length; i++) {
    const kind = kindOf(text, i);
    if (kind === LETTER || kind === DIGIT) continue;
    const next = i + 1 < text.length ? kindOf(text, i + 1) : 0;
    const previous = kindOf(text, i - 1);
    if ((kind === QUOTE || kind === SIGN) && next === LETTER && previous !== SPACE) continue;
    const char = text[i];
    if ((char === '.' || char === ',') && previous === DIGIT && next === DIGIT) continue;
    break;
  }
  return i;
}

/** "no. saya", "yth. bapak": a full stop after a short word ends no sentence. */
function afterAbbreviation(tokens: Token[], gap: string): boolean {
  const last = tokens[tokens.length - 1];
  return last !== undefined && gap === '' && ABBREVIATIONS.has(last.word);
}
const ABBREVIATIONS = new Set(
  'alm no nmr hp tlp telp yth bpk bp ibu sdr tgl jl dr drs hj h kec kab mr mrs ms st'.split(' '),
);

function isLink(text: string, start: number, end: number): boolean {
  if (end - start === 3 && text.startsWith('www.', start)) return true;
  return (
    text.startsWith('http', start) &&
    (text.startsWith('://', start + 4) || text.startsWith('s://', start + 4))
  );
}

function bare(word: string): string {
  let plain = word;
  if (/['`\u2018\u2019\u02bc\u00b4]/.test(plain)) plain = plain.replace(/['`\u2018\u2019\u02bc\u00b4]/g, '');
  if (/\d[.,]\d/.test(plain)) plain = plain.replace(/[.,](?=\d{3}(?!\d))/g, '').replace(/,(?=\d)/g, '.');
  return plain;
}

/** Brings together three or more letters that stand apart, or two short pieces that only a sign parts. */
function joinSpelled(tokens: Token[], gaps: string[]): Token[] {
  if (!tokens.some(isLoneLetter)) return tokens;
  const joined: Token[] = [];
  for (let i = 0; i < tokens.length; ) {
    const run = loneRun(tokens, i);
    if (run < 3) {
      joined.push(tokens[i] as Token);
      i++;
      continue;
    }
    // A wider gap than the narrowest one parts two spelled words.
    const widths = gaps.slice(i + 1, i + run).map((gap) => gap.length);
    const narrow = Math.min(...widths.slice(0, 64));
    let word = '';
    let first = tokens[i] as Token;
    for (let k = 0; k < run; k++) {
      if (k > 0 && (gaps[i + k] as string).length > narrow) {
        joined.push({ ...first, word });
        first = tokens[i + k] as Token;
        word = '';
      }
      word += (tokens[i + k] as Token).word;
    }
    joined.push({ ...first, word });
    i += run;
  }
  return joined;
}

function isLoneLetter(token: Token): boolean {
  return token.word.length === 1;
}

function loneRun(tokens: Token[], start: number): number {
  let end = start;
  let letters = 0;
  while (end < tokens.length && isLoneLetter(tokens[end] as Token)) {
    if ((tokens[end] as Token).word > '9') letters++;
    end++;
  }
  return letters >= 2 ? end - start : 0;
}
