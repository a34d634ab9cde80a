import { PERMIT_LIFE, type Permit, PermitOffice, PermitRefusedError } from '../../src/gate/permits.js';
import { isDoubt, withDoubts } from '../../src/outbox/doubts.js';
import type { RowFacts } from '../../src/outbox/facts.js';
import { attempt, judge, refusal } from '../../src/outbox/judge.js';
import type { Move } from '../../src/outbox/moves.js';
import { mayStillLeave } from '../../src/outbox/recipients.js';
import type { OutboxRow } from '../../src/outbox/row.js';
import { type Report, settle } from '../../src/outbox/settle.js';
import type { Identity } from '../../src/whatsapp/identity.js';
import type { Deed } from './acts.js';
import type { Fault } from './faults.js';
import { type Flight, NOW, type Read, type Row, replace, type State, second, today } from './state.js';

const TEMPLATE = { type: 'template', name: 'info_zakat', language: 'id' } as const;
const nameOf = (value: string): Identity => ({ kind: 'phone', value });

/** The row as the dispatcher's own parts want it. */
function outboxRow(row: Row, i: number): OutboxRow {
  return {
    id: i,
    contactId: String(row.contact),
    numberId: '1',
    purpose: 'marketing',
    topic: 'info-zakat',
    basis: null,
    content: null,
    broadcastId: String(row.broadcast),
    state: row.state,
    reason: row.reason,
    expiresAt: null,
    attempts: row.tried ? 1 : 0,
    attemptedAt: row.tried ? NOW : null,
    sound: null,
    paper: null,
  };
}

/** Step 4 of the order of sending: what is committed about one message at this moment. */
export function readFor(
  state: State,
  deeds: readonly Deed[],
  i: number,
  faults: ReadonlySet<Fault>,
): Read | null {
  const flight = state.flights[i];
  const contact = flight && state.contacts[flight.claim.contact];
  const broadcast = flight && state.broadcasts[flight.claim.broadcast];
  if (!flight || !contact || !broadcast) return null;
  const holds = state.acts
    .map((act, j) => ({ ...act, deed: deeds[j] as Deed }))
    .filter((one) => one.hold && contact.into === null && today(state, one.deed.of) === flight.claim.contact)
    .map((one) => ({ state: one.turn === 'failed' ? 'failed' : 'pending', at: second(one.deed.at) }));
  const read = faults.has('holds are not read') ? [] : holds;
  const others = state.rows.filter(
    (one) =>
      one.contact !== flight.claim.contact &&
      one.broadcast === flight.claim.broadcast &&
      today(state, one.contact) === flight.claim.contact,
  );
  const asks =
    flight.claim.tried && !faults.has('a message that comes back does not ask after the other one');
  const may = asks ? mayStillLeave(others.map((one) => one.state)) : 'yes';
  return {
    contact,
    held: read.some((hold) => !isDoubt(hold)),
    doubts: read.filter(isDoubt).map(({ at }) => at),
    joined: may === 'yes' ? undefined : may,
    broadcast,
  };
}

/** Step 5, the program's own gate. */
export function judged(claim: Row, i: number, read: Read) {
  const { contact, held, doubts, joined, broadcast } = read;
  const names = contact.names.map(nameOf);
  const blocks = new Map(contact.blocks.map(([kind, since, until]) => [kind, { since, until }] as const));
  const known: RowFacts = {
    consentVersion: 1,
    identities: names,
    to: names,
    contact: { id: String(claim.contact), name: null, attributes: '{}', language: null },
    facts: {
      environment: 'live',
      topicKnown: true,
      consent: contact.topic && { ...contact.topic, asked: 0, environment: 'live' },
      blocks: withDoubts(
        blocks,
        doubts.map((at) => ({ at })),
      ),
      held,
      lastInboundAt: null,
      ticketOpen: false,
      template: { status: 'APPROVED', category: 'MARKETING' },
      account: { blocked: false, paused: null, marketingPaused: null, templatesPaused: null },
      countryAllowed: true,
      recent: [],
      restUntil: null,
      tierFreeAt: null,
      quietUntil: null,
    },
  };
  const composition = {
    cancelled: broadcast === 'cancelled',
    paused: broadcast !== 'running' && broadcast !== 'cancelled',
  };
  const row = outboxRow(claim, i);
  const verdict = judge(
    {
      row,
      known,
      composition,
      template: true,
      joined,
      contentBlocked: false,
      mediaRightsMissing: false,
      cap: null,
      pairDelay: () => 0,
    },
    NOW,
  );
  if (verdict.verdict === 'yes') return { verdict: 'yes', move: attempt(row, NOW) } as const;
  if (verdict.verdict === 'wait') return { verdict: 'wait' } as const;
  return { verdict: 'no', move: refusal(row, verdict) } as const;
}

/**
 * Step 8, the last look of the program's own permit office: a permit whose reading was taken before these
 * revocations, and is as old as that.
 */
export function isGood({ claim, read, revoked, stale }: Flight): boolean {
  let now = 1000;
  const office = new PermitOffice(() => now);
  const reading = office.reading();
  const identities = (read?.contact.names ?? []).map(nameOf);
  const permit: Permit = office.issue({
    contactId: String(claim.contact),
    identities,
    purpose: 'marketing',
    topic: 'info-zakat',
    content: TEMPLATE,
    consentVersion: 1,
    reading,
  });
  for (const key of revoked) {
    if (key.startsWith('contact ')) office.revokeContacts([key.slice('contact '.length)]);
    else office.revoke([nameOf(key)]);
  }
  if (stale) now += PERMIT_LIFE + 1;
  try {
    office.redeem(permit, identities, TEMPLATE);
    return true;
  } catch (error) {
    if (error instanceof PermitRefusedError && error.isTakenBack) return false;
    throw error;
  }
}

/** A move as `moveMessages` makes it: only from where it was decided, and only of the same contact's message. */
export function moved(state: State, i: number, move: Move, faults: ReadonlySet<Fault>): State | null {
  const row = state.rows[i];
  if (!row || row.state !== move.from.state) return null;
  const guarded =
    move.contactId !== undefined && !faults.has('a claimed message is judged as its old contact');
  if (guarded && move.contactId !== String(row.contact)) return null;
  const made: Row = {
    ...row,
    state: move.to.state,
    reason: move.to.reason,
    tried: row.tried || move.attemptedAt !== undefined,
  };
  return { ...state, rows: replace(state.rows, i, made) };
}

/** What Meta's word does to the row, by the program's own rule. */
export function settled(state: State, i: number, report: Report): State {
  const row = state.rows[i];
  if (!row) return state;
  const place = {
    id: i,
    broadcastId: String(row.broadcast),
    state: row.state,
    reason: row.reason,
    attempts: 1,
  };
  const move = settle(place, report, NOW);
  return (move && moved(state, i, move, new Set())) ?? state;
}

/** Every reading that was taken before this moment is older than the revocation. */
export function revoke(state: State, keys: readonly string[]): State {
  const flights = state.flights.map((flight) =>
    flight === null || flight.step === 'claimed' || flight.step === 'bytes gone' || flight.step === 'answered'
      ? flight
      : { ...flight, revoked: [...new Set([...flight.revoked, ...keys])].sort() },
  );
  return { ...state, flights };
}
