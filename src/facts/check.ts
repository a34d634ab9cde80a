import { asciiDigits } from './ascii-digits.js';
import { digitsOf, valueIn } from './fact.js';
import type { Objection, ObjectionCode } from './objection.js';
import { internationalPhone } from './phone-digits.js';
import { referencesIn } from './reference.js';
import type { Registry, Standing } from './registry.js';
import type { Spot } from './spot.js';
import { spotLinks } from './spot-links.js';
import { type NumberSpot, spotNumbers } from './spot-numbers.js';
import { mayNeedWording, wordingObjections } from './wording/index.js';

/**
 * Numbers that the reader knows already: their own phone, the reference of what they asked for. Digits, without
 * regard to how they are written.
 */
export type KnownNumbers = readonly string[];

/** Without any of these a text names no number, link or fact. */
const NAMES_SOMETHING = /\d[\d .()\-–]{4,}\d|\.\p{L}{2}|:\/\/|@|\{\{\s*fact\./u;

/** Worth a closer look? Cheap: most words to people are not. */
export function isPlain(text: string): boolean {
  return !NAMES_SOMETHING.test(asciiDigits(text)) && !mayNeedWording(text);
}

/**
 * All that stands against a text that is about to leave, in the order of the text: numbers to pay to or to call,
 * links and codes that the facts do not hold, facts whose time is over, and what is said in nobody's name. Pure.
 */
export function checkOutgoing(
  written: string,
  facts: Registry,
  now: number,
  known: KnownNumbers = [],
): Objection[] {
  const text = asciiDigits(written);
  const found: Objection[] = [];
  if (NAMES_SOMETHING.test(text)) {
    found.push(
      ...references(text, facts, now),
      ...links(text, facts, now),
      ...numbers(text, facts, now, known),
    );
    found.push(...endedFigures(text, facts, now));
  }
  if (mayNeedWording(text)) found.push(...wordingObjections(text, facts.ownNames));
  return found.sort((a, b) => a.at - b.at);
}

function references(text: string, facts: Registry, now: number): Objection[] {
  return referencesIn(text).flatMap(({ ref, at, length }) =>
    objection(facts.standing(ref, now), 'unknown_fact', { at, length }),
  );
}

function links(text: string, facts: Registry, now: number): Objection[] {
  return spotLinks(without(text, referencesIn(text))).flatMap(({ host, phone, at, length }) =>
    phone === undefined
      ? objection(facts.domain(host, now), 'unknown_link', { at, length })
      : objection(facts.phone(phone, now), 'unknown_phone', { at, length }),
  );
}

function numbers(text: string, facts: Registry, now: number, known: KnownNumbers): Objection[] {
  // What stands inside a link was judged with it.
  const rest = without(text, [...referencesIn(text), ...spotLinks(text)]);
  const theirs = new Set(known.flatMap((one) => [digitsOf(one), internationalPhone(one)]));
  return spotNumbers(rest)
    .filter(({ value }) => !theirs.has(value) && !theirs.has(internationalPhone(value)))
    .flatMap((spot) => numberObjection(spot, facts, now));
}

function numberObjection(
  { kind, value, isSaid, at, length }: NumberSpot,
  facts: Registry,
  now: number,
): Objection[] {
  const spot = { at, length };
  if (kind === 'qris') return objection(facts.qris(value, now), 'unknown_qris', spot);
  // A number of ours counts as what it is, however it looks.
  if (facts.account(value, now) === 'good' || (!isSaid && facts.phone(value, now) === 'good')) return [];
  return kind === 'phone'
    ? objection(facts.phone(value, now), 'unknown_phone', spot)
    : objection(facts.account(value, now), 'unknown_account', spot);
}

/** The text with these places left blank. */
function without(text: string, spots: readonly Spot[]): string {
  return spots.reduce(
    (rest, { at, length }) => rest.slice(0, at) + ' '.repeat(length) + rest.slice(at + length),
    text,
  );
}

/** An amount whose time is over, said about the same thing: `fitrah-jakarta` is about fitrah and Jakarta. */
function endedFigures(text: string, facts: Registry, now: number): Objection[] {
  return facts.endedFigures(now).flatMap(({ fact }) => {
    const topics = fact.id.split('-').filter((word) => word.length > 3);
    const lower = text.toLowerCase();
    if (!topics.some((word) => lower.includes(word))) return [];
    const at = [valueIn(fact, 'id'), valueIn(fact, 'en')]
      .map((value) => lower.indexOf(value.toLowerCase()))
      .find((place) => place >= 0);
    return at === undefined
      ? []
      : [{ code: 'expired_fact' as const, at, length: valueIn(fact, 'id').length }];
  });
}

function objection(
  standing: Standing,
  unknown: ObjectionCode,
  spot: { at: number; length: number },
): Objection[] {
  if (standing === 'good') return [];
  return [{ code: standing === 'expired' ? 'expired_fact' : unknown, ...spot }];
}
