import { type ComplaintKind, openComplaint } from '../consent/complaints.js';
import { changeConsent } from '../consent/index.js';
import { type Origin, originOf } from '../consent/origin.js';
import type { Facts, Words } from '../flows/index.js';
import type { Tx } from '../store/index.js';
import { shorten } from '../whatsapp/limits.js';
import { causeOf, type Heard } from './heard.js';
import type { Context, Loaded } from './person.js';

/** What the answer to a complaint may tell. */
export type Told = Pick<Facts, 'origin' | 'complaint'>;

export interface ComplaintOptions {
  words: Words;
  /** Somebody complained: from which source of consent we have them. */
  onComplaint: ((source: string) => void) | undefined;
}

/** What kind of complaint these words are; undefined for none. */
export function complaintIn({ reading, message }: Heard): ComplaintKind | undefined {
  if (message.forwarded) return undefined;
  if (reading.kind !== 'stop' && reading.kind !== 'doubt') return undefined;
  if (reading.kind === 'doubt' && reading.report) return 'report';
  return reading.understanding.reason === 'never_signed_up' ? 'stranger' : undefined;
}

/**
 * Takes a complaint down with the true source of our consent, and returns what its answer may say. `held`: their
 * marketing was held before these words already.
 */
export async function hearComplaint(
  tx: Tx,
  person: Loaded,
  one: Heard,
  held: boolean,
  { words, onComplaint }: ComplaintOptions,
  { now }: Context,
): Promise<Told> {
  const kind = complaintIn(one);
  const isAngry = 'understanding' in one.reading && one.reading.understanding.reason === 'angry';
  if (kind === undefined && !isAngry) return {};
  const origin = await originOf(tx, person.contactId);
  const told = { origin: inWords(origin, words, person) };
  if (kind === undefined) return told;
  const said = one.message.text ?? null;
  const { complaint, isNew } = await openComplaint(
    tx,
    { contactId: person.contactId, kind, said, at: now },
    origin,
  );
  if (isNew) {
    onComplaint?.(origin.source);
    const detail = JSON.stringify({ message: 'complaint', number: complaint.number });
    await tx.insertInto('account_event').values({ at: now, kind: 'NOTICE', detail }).execute();
  }
  const { number, dueAt } = complaint;
  return { ...told, complaint: { number, dueAt, again: held || !isNew } };
}

/** So much of the words that were agreed to is quoted. */
const QUOTED = 120;

function inWords(
  { at, source, name, wording }: Origin,
  words: Words,
  person: Loaded,
): NonNullable<Told['origin']> {
  // A release without these words must not keep a stop from being recorded.
  const known = [`source.${source}`, 'source.unknown'].find(
    (key) => words.tables.id['consent']?.[key] !== undefined,
  );
  const channel = known === undefined ? source : words.say(`consent:${known}`, person.language).text;
  const quote = wording?.split('\n', 1)[0] ?? '';
  return {
    at,
    source: name ?? channel,
    ...(quote !== '' && { wording: shorten(quote, QUOTED) }),
  };
}

/**
 * Somebody else holds this phone than the one we know: what we know of that one is not theirs, nor is a yes of
 * that one. Stops stay.
 */
export async function meetStranger(tx: Tx, person: Loaded, one: Heard, context: Context): Promise<void> {
  person.name = null;
  await tx
    .updateTable('contact')
    .set({ name: null, attributes: '{}', updated_at: context.now })
    .where('id', '=', person.contactId)
    .execute();
  const { at, source, evidence } = causeOf(one);
  const act = { event: 'NUMBER_CHANGED', topics: 'all', at, source, actor: 'customer', evidence } as const;
  await changeConsent(tx, person.contactId, person.standing, act, context);
}

/** "Bukan saya", a wrong number, or the button that says so. */
export function isStranger({ reading, message }: Heard): boolean {
  if (message.forwarded) return false;
  if (reading.kind === 'answer') return reading.event.choice === 'not-me';
  return (
    (reading.kind === 'stop' || reading.kind === 'doubt') && reading.understanding.reason === 'wrong_number'
  );
}
