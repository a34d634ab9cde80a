/** Deeper than any payload of Meta; a body beyond it is refused before it is parsed. */
export const DEEPEST = 64;

/** A text is not JSON, or nests too deeply. The message never quotes the text. */
export class JsonError extends Error {
  override name = 'JsonError';
}

type Revive = (this: unknown, key: string, value: unknown, context: { source?: string }) => unknown;
const parseWithSource = JSON.parse as (text: string, revive?: Revive) => unknown;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
/** 2^53 has 16 digits: a shorter run of digits is always exact. */
const SUSPICIOUS_DIGITS = 16;

/** Where the closing quote stands (or the end of the bytes). */
function endOfString(bytes: Buffer, start: number): number {
  let at = start;
  while (at < bytes.length && bytes[at] !== QUOTE) at += bytes[at] === BACKSLASH ? 2 : 1;
  return at;
}

/** One pass over the bytes: how deep it nests, and whether a number outside strings may be beyond 2^53. */
function survey(bytes: Buffer): { depth: number; longNumber: boolean } {
  let depth = 0;
  let deepest = 0;
  let digits = 0;
  let longNumber = false;
  const end = bytes.length;
  for (let at = 0; at < end; at += 1) {
    const byte = bytes[at] as number;
    if (byte === QUOTE) {
      at = endOfString(bytes, at + 1);
    } else if (byte >= 0x30 && byte <= 0x39) {
      digits += 1;
      if (digits >= SUSPICIOUS_DIGITS) longNumber = true;
      continue;
    } else if (byte === 0x7b || byte === 0x5b) {
      depth += 1;
      if (depth > deepest) deepest = depth;
    } else if (byte === 0x7d || byte === 0x5d) {
      depth -= 1;
    }
    digits = 0;
  }
  return { depth: deepest, longNumber };
}

const keepExact: Revive = (_key, value, context) =>
  typeof value === 'number' &&
  !Number.isSafeInteger(value) &&
  context.source !== undefined &&
  /^-?\d+$/.test(context.source)
    ? context.source
    : value;

/**
 * Parses JSON; integers beyond 2^53 (template ids are such) become strings of their exact digits.
 * The slower parse with the source text runs only when such a number is there.
 * @throws JsonError when the bytes are not JSON or nest deeper than {@link DEEPEST}.
 */
export function parseJson(raw: Buffer): unknown {
  const { depth, longNumber } = survey(raw);
  if (depth > DEEPEST) throw new JsonError('nests too deeply');
  try {
    const text = raw.toString('utf8');
    return longNumber ? parseWithSource(text, keepExact) : parseWithSource(text);
  } catch {
    throw new JsonError('not JSON');
  }
}
