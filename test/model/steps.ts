import { move as moveBroadcast } from '../../src/broadcast/machine.js';
import { oneOf } from '../../src/outbox/recipients.js';
import { interrupted } from '../../src/outbox/recover.js';
import type { Report } from '../../src/outbox/settle.js';
import { outcomeOf } from '../../src/whatsapp/errors.js';
import type { Deed } from './acts.js';
import { ANSWERED_STOP, act, merge } from './consent.js';
import { isGood, judged, moved, readFor, revoke, settled } from './dispatch.js';
import type { Fault } from './faults.js';
import { handedBefore, hasMoved, mayBeRead, standingStop } from './oracle.js';
import { type Act, type Flight, type Left, NOW, replace, type State, today } from './state.js';

export interface World {
  deeds: readonly Deed[];
  faults: ReadonlySet<Fault>;
}

/** One atomic step: nothing of the program runs in the middle of it. `broken`: the promise that it breaks. */
export interface Step {
  words: string;
  to: State;
  broken?: string;
}

/** Every step that is possible now. */
export function steps(state: State, world: World): Step[] {
  // Nothing is awaited between the last look and the bytes, so nothing can come in between.
  const looked = state.flights.findIndex((flight) => flight?.step === 'looked at');
  const awaited = world.faults.has('something is awaited between the last look and the bytes');
  if (looked >= 0 && !awaited) return sending(state, looked, world);
  return [
    ...world.deeds.flatMap((deed, i) => happening(state, i, deed, world)),
    ...state.rows.flatMap((_row, i) => sending(state, i, world)),
    ...running(state, world),
  ];
}

const spend = (state: State, what: keyof Left): State => ({
  ...state,
  left: { ...state.left, [what]: state.left[what] - 1 },
});
const setAct = (state: State, i: number, change: Partial<Act>): State => ({
  ...state,
  acts: replace(state.acts, i, { ...(state.acts[i] as Act), ...change }),
});
const withContact = (state: State, deed: Deed, { faults }: World): State => {
  const who = today(state, deed.of);
  const contact = state.contacts[who];
  return contact ? { ...state, contacts: replace(state.contacts, who, act(contact, deed, faults)) } : state;
};

/** The steps of what comes from outside. */
function happening(state: State, i: number, deed: Deed, world: World): Step[] {
  const now = state.acts[i] as Act;
  if (now.stage === 'not yet' && state.left.acts === 0) return [];
  const steps: Step[] = [];
  switch (deed.road) {
    case 'webhook':
      steps.push(...arriving(state, i, deed, world), ...turning(state, i, deed, world));
      break;
    case 'call':
      steps.push(...calling(state, i, deed, world));
      break;
    case 'system':
      if (now.stage === 'not yet') {
        const to = withContact(
          setAct(spend(state, 'acts'), i, { stage: 'answered', turn: 'done' }),
          deed,
          world,
        );
        steps.push({ words: deed.words, to: revoke(to, [`contact ${today(state, deed.of)}`]) });
      }
      break;
    case 'link':
      if (now.stage === 'not yet') {
        const to = setAct(spend(state, 'acts'), i, { stage: 'answered', turn: 'done' });
        steps.push({ words: `commit: ${deed.words}`, to: linked(to, world) });
      }
      break;
    case 'broadcast': {
      const next = deed.move && moveBroadcast(state.broadcasts[0] ?? 'draft', deed.move);
      if (now.stage === 'not yet' && next) {
        const to = setAct(spend(state, 'acts'), i, { stage: 'answered', turn: 'done' });
        steps.push({ words: deed.words, to: { ...to, broadcasts: replace(to.broadcasts, 0, next) } });
      }
    }
  }
  return steps;
}

/** A webhook: stored with its hold, then permits, then 200. After a crash Meta sends what got no 200 again. */
function arriving(state: State, i: number, deed: Deed, { faults }: World): Step[] {
  const now = state.acts[i] as Act;
  const names = [NAMES[deed.of] ?? ''];
  const revoking = () => (!deed.holds || faults.has('a stop revokes nothing') ? state : revoke(state, names));
  switch (now.stage) {
    case 'not yet': {
      if (faults.has('the 200 goes out before the event is durable')) {
        const to = setAct(spend(state, 'acts'), i, { stage: 'answered', turn: 'waits', hold: false });
        return [{ words: `200 for ${deed.words}, not stored yet`, to }];
      }
      const to = setAct(spend(state, 'acts'), i, {
        stage: 'stored',
        turn: 'waits',
        hold: deed.holds === true,
      });
      return [{ words: `commit: the webhook with ${deed.words}${deed.holds ? ', and its hold' : ''}`, to }];
    }
    case 'stored':
      if (!deed.holds || faults.has('the 200 goes out before the permits are revoked'))
        return [{ words: `200 for ${deed.words}`, to: answered(state, i, deed, faults) }];
      return [
        { words: `permits revoked for ${deed.words}`, to: setAct(revoking(), i, { stage: 'revoked' }) },
      ];
    case 'revoked':
      return [{ words: `200 for ${deed.words}`, to: answered(state, i, deed, faults) }];
    default:
      return [];
  }
}

/** The name under which the deeds of each contact come. */
export const NAMES = ['phone', 'bsuid'] as const;

function answered(state: State, i: number, deed: Deed, faults: ReadonlySet<Fault>): State {
  const lifts = faults.has('the hold is lifted when the webhook is answered') && deed.holds;
  return setAct(state, i, { stage: 'answered', ...(lifts && { hold: false }) });
}

/** The event's turn: its effect, and the end of its hold, in one commit; or it fails, and may be tried again. */
function turning(state: State, i: number, deed: Deed, world: World): Step[] {
  const now = state.acts[i] as Act;
  if (now.stage === 'not yet' || now.turn === 'done') return [];
  const done = setAct(withContact(state, deed, world), i, { turn: 'done', hold: false });
  if (now.turn === 'failed') return [{ words: `commit: ${deed.words} is tried again, its turn`, to: done }];
  const steps: Step[] = [{ words: `commit: the turn of ${deed.words}`, to: done }];
  if (state.left.failures > 0) {
    const hold = now.hold && !world.faults.has('the hold of a failed event is lifted');
    const to = setAct(spend(state, 'failures'), i, { turn: 'failed', hold });
    steps.push({ words: `${deed.words} is set aside: its turn failed`, to });
  }
  return steps;
}

/** A call of the API: durable, then permits, then the answer. */
function calling(state: State, i: number, deed: Deed, world: World): Step[] {
  const now = state.acts[i] as Act;
  switch (now.stage) {
    case 'not yet': {
      const to = withContact(setAct(spend(state, 'acts'), i, { stage: 'stored', turn: 'done' }), deed, world);
      return [{ words: `commit: ${deed.words}`, to: deed.says === 'erase' ? unheld(to, world, deed) : to }];
    }
    case 'stored': {
      if (world.faults.has('a stop by API answers before it revokes'))
        return [{ words: `the answer to ${deed.words}`, to: setAct(state, i, { stage: 'answered' }) }];
      const to = revoke(state, [`contact ${today(state, deed.of)}`]);
      return [{ words: `permits revoked for ${deed.words}`, to: setAct(to, i, { stage: 'revoked' }) }];
    }
    case 'revoked':
      return [{ words: `the answer to ${deed.words}`, to: setAct(state, i, { stage: 'answered' }) }];
    default:
      return [];
  }
}

/** Erasing takes the person's holds along. */
function unheld(state: State, { deeds }: World, deed: Deed): State {
  const acts = state.acts.map((one, j) =>
    one.hold && today(state, deeds[j]?.of ?? 0) === today(state, deed.of) ? { ...one, hold: false } : one,
  );
  return { ...state, acts };
}

/** Two contacts become one, in the commit that learns it; permits of both are taken back with it. */
function linked(state: State, { faults }: World): State {
  const [ours, theirs] = state.contacts;
  if (!ours || !theirs) return state;
  const contacts = [merge(ours, theirs, faults), { ...theirs, topic: null, blocks: [], names: [], into: 0 }];
  const rows = faults.has('both messages of a person stay after a link')
    ? state.rows.map((row) => ({ ...row, contact: 0 }))
    : joined(state).rows;
  const to = { ...state, contacts, rows };
  return faults.has('a link revokes nothing') ? to : revoke(to, ['contact 0', 'contact 1']);
}

/** As `joinRecipients`: by its rule, which of two messages of one broadcast stays with the person. */
function joined(state: State): State {
  let { rows } = state;
  for (const [i, theirs] of state.rows.entries()) {
    if (theirs.contact !== 1) continue;
    const j = rows.findIndex((row) => row.contact === 0 && row.broadcast === theirs.broadcast);
    const ours = rows[j];
    if (!ours) {
      rows = replace(rows, i, { ...theirs, contact: 0 });
      continue;
    }
    const { stays, refuse } = oneOf(ours.state, theirs.state);
    const over = refuse ? ({ state: 'refused', reason: 'already_attempted' } as const) : {};
    rows = replace(rows, j, stays === 'ours' ? ours : { ...ours, ...over, contact: 1 });
    rows = replace(rows, i, stays === 'ours' ? { ...theirs, ...over } : { ...theirs, contact: 0 });
  }
  return { ...state, rows };
}

/** The program ends and starts: memory is gone, the inbox is read, then sending begins. */
function running(state: State, { faults }: World): Step[] {
  const steps: Step[] = [];
  const reads = !faults.has('sending begins before the inbox is read');
  const waits = state.acts.some((one) => one.stage !== 'not yet' && one.turn === 'waits');
  if (!state.started && !(reads && waits)) {
    const rows = state.rows.map((row, i) => {
      if (row.state !== 'attempting') return row;
      if (faults.has('an unknown message is sent again after a crash'))
        return { ...row, state: 'queued' as const };
      const move = interrupted(i, String(row.broadcast), row.reason, NOW);
      return move ? { ...row, ...move.to } : row;
    });
    steps.push({ words: 'sending begins', to: { ...state, rows, started: true } });
  }
  for (const [i, row] of state.rows.entries()) {
    const open = row.state === 'queued' || row.state === 'deferred';
    if (!open || state.broadcasts[row.broadcast] !== 'cancelled') continue;
    const over = replace(state.rows, i, { ...row, state: 'cancelled', reason: null });
    steps.push({ words: `commit: message ${i + 1} is cancelled`, to: { ...state, rows: over } });
  }
  if (state.left.crashes > 0) {
    const lost = faults.has('the 200 goes out before the event is durable');
    const forgets = faults.has('holds are kept in memory only');
    const acts = state.acts.map((one): Act => {
      if (lost && one.stage === 'answered' && one.turn === 'waits')
        return { ...one, turn: 'failed', hold: false };
      return forgets && one.hold ? { ...one, hold: false } : one;
    });
    const flights = state.flights.map(() => null);
    steps.push({
      words: 'the program crashes and is started again',
      to: { ...spend(state, 'crashes'), acts, flights, started: false },
    });
  }
  return steps;
}

const fly = (state: State, i: number, flight: Flight | null): State => ({
  ...state,
  flights: replace(state.flights, i, flight),
});
const EMPTY = { revoked: [], stale: false, read: null, move: null, report: null };

/** The order of sending, docs/ARCHITECTURE.md: what the dispatcher can do next with this message. */
function sending(state: State, i: number, world: World): Step[] {
  const { faults } = world;
  const row = state.rows[i];
  const flight = state.flights[i] ?? null;
  const name = `message ${i + 1}`;
  if (!row) return [];
  if (flight === null) {
    const due = state.started && (row.state === 'queued' || row.state === 'deferred');
    const claim = { step: 'claimed', claim: row, ...EMPTY } as const;
    return [
      ...(due ? [{ words: `${name} is claimed`, to: fly(state, i, claim) }] : []),
      ...reporting(state, i, world),
    ];
  }
  const next = (change: Partial<Flight>) => fly(state, i, { ...flight, ...change });
  const late: Step[] =
    state.left.delays > 0 &&
    !flight.stale &&
    ['reading taken', 'facts read', 'cleared', 'attempt written'].includes(flight.step)
      ? [
          {
            words: `${name} is held up for more than half a second`,
            to: spend(next({ stale: true }), 'delays'),
          },
        ]
      : [];
  switch (flight.step) {
    case 'claimed':
      if (faults.has('the reading is taken after the facts'))
        return [
          {
            words: `${name}: facts read`,
            to: next({ step: 'reading taken', read: readFor(state, world.deeds, i, faults) }),
          },
        ];
      return [{ words: `${name}: reading taken`, to: next({ step: 'reading taken' }) }];
    case 'reading taken':
      if (faults.has('the reading is taken after the facts'))
        return [...late, { words: `${name}: reading taken`, to: next({ step: 'facts read', revoked: [] }) }];
      return [
        ...late,
        {
          words: `${name}: facts read`,
          to: next({ step: 'facts read', read: readFor(state, world.deeds, i, faults) }),
        },
      ];
    case 'facts read':
      return [...late, judging(state, i, flight, world)];
    case 'cleared':
      return [...late, attempting(state, i, flight, world)];
    case 'refused': {
      const to = flight.move && moved(state, i, flight.move, faults);
      return [
        {
          words: `commit: ${name} ${flight.move?.to.state} ${flight.move?.to.reason}`,
          to: fly(to ?? state, i, null),
        },
      ];
    }
    case 'attempt written': {
      if (faults.has('the last look is left out'))
        return [...late, { words: `${name}: no last look`, to: next({ step: 'looked at' }) }];
      if (isGood(flight))
        return [
          ...late,
          { words: `${name}: the last look finds its permit good`, to: next({ step: 'looked at' }) },
        ];
      const to = next({ step: 'answered', report: { kind: 'taken_back' } });
      return [{ words: `${name}: the last look refuses its permit`, to }];
    }
    case 'looked at':
      return [handing(state, i, flight, world)];
    case 'bytes gone':
      return answering(state, i, flight, faults);
    case 'answered':
      return [recording(state, i, flight, world)];
  }
}

function judging(state: State, i: number, flight: Flight, { faults }: World): Step {
  const name = `message ${i + 1}`;
  const cleared = (move: Flight['move']) => fly(state, i, { ...flight, step: 'cleared', move });
  if (flight.read === null) return { words: `${name}: nothing is known`, to: fly(state, i, null) };
  const word = judged(flight.claim, i, flight.read);
  if (word.verdict === 'yes')
    return { words: `${name}: the gate says yes, permit issued`, to: cleared(word.move) };
  const old = flight.claim.tried && faults.has('what comes back leaves by its old permit');
  if ((faults.has('the gate is not asked') || old) && flight.read.contact.names.length > 0) {
    const { contact, ...rest } = flight.claim;
    const move = { id: i, broadcastId: String(rest.broadcast), contactId: String(contact) };
    const from = { state: rest.state, reason: rest.reason };
    const to = { state: 'attempting', reason: null } as const;
    return {
      words: `${name}: goes on without the gate`,
      to: cleared({ ...move, from, to, attemptedAt: NOW, tries: 1 }),
    };
  }
  if (word.verdict === 'wait') return { words: `${name}: the gate says wait`, to: fly(state, i, null) };
  return {
    words: `${name}: the gate says ${word.move.to.reason}`,
    to: fly(state, i, { ...flight, step: 'refused', move: word.move, read: null, revoked: [] }),
  };
}

function attempting(state: State, i: number, flight: Flight, { faults }: World): Step {
  const name = `message ${i + 1}`;
  if (faults.has('the attempt is written after the bytes'))
    return {
      words: `${name}: goes on, unwritten`,
      to: fly(state, i, { ...flight, step: 'attempt written' }),
    };
  const to = flight.move && moved(state, i, flight.move, faults);
  return to
    ? { words: `commit: ${name} is being attempted`, to: fly(to, i, { ...flight, step: 'attempt written' }) }
    : { words: `${name} is somebody else's or over by now: not attempted`, to: fly(state, i, null) };
}

/** The bytes: here the promises are kept or broken. */
function handing(state: State, i: number, flight: Flight, world: World): Step {
  const to = {
    ...fly(state, i, { ...flight, step: 'bytes gone', revoked: [], stale: false, read: null }),
    bytes: replace(state.bytes, i, (state.bytes[i] ?? 0) + 1),
  };
  const words = `message ${i + 1}: its bytes go to Meta`;
  const stop = standingStop(state, world.deeds, flight.claim.contact);
  if (stop !== null) return { words, to, broken: `P2: it starts after ${stop} was answered` };
  if (hasMoved(state, world.deeds, flight.claim.contact))
    return { words, to, broken: 'P1: its person has changed the number since the yes' };
  if (!mayBeRead(state, i)) return { words, to, broken: 'P1: what its permit rests on allows nothing' };
  if (handedBefore(state, i) > 0) return { words, to, broken: 'P4: the person may have it already' };
  return { words, to };
}

const rejected = (code: number): Report => ({ kind: 'rejected', outcome: outcomeOf(code), retryAfter: null });

/** What Meta says, or does not say. Only an error says for certain that nobody has the message. */
function answering(state: State, i: number, flight: Flight, faults: ReadonlySet<Fault>): Step[] {
  const name = `message ${i + 1}`;
  const with_ = (words: string, report: Report, from = state): Step => ({
    words: `${name}: ${words}`,
    to: fly(from, i, { ...flight, step: 'answered', report }),
  });
  const never: State = { ...state, bytes: replace(state.bytes, i, (state.bytes[i] ?? 1) - 1) };
  const lost: Report = faults.has('a time-out counts as not sent')
    ? { kind: 'not_sent' }
    : { kind: 'unclear' };
  const steps = [with_('Meta accepts it', { kind: 'accepted', wamid: 'w', held: false })];
  if (state.left.troubles === 0) return steps;
  return [
    ...steps,
    with_('no answer comes', lost, spend(state, 'troubles')),
    with_('Meta answers 131050', rejected(131050), spend(never, 'troubles')),
    with_('Meta answers that it is too much at once', rejected(130429), spend(never, 'troubles')),
    with_('Meta answers 131026', rejected(131026), spend(never, 'troubles')),
  ];
}

/** Step 10. */
function recording(state: State, i: number, flight: Flight, { faults }: World): Step {
  const words = `commit: the answer for message ${i + 1}`;
  const { report } = flight;
  if (!report) return { words, to: fly(state, i, null) };
  let to = fly(state, i, null);
  if (faults.has('the attempt is written after the bytes') && to.rows[i]?.state === 'queued') {
    to = {
      ...to,
      rows: replace(to.rows, i, {
        ...(to.rows[i] as State['rows'][number]),
        state: 'attempting',
        tried: true,
      }),
    };
  }
  to = settled(to, i, report);
  if (report.kind !== 'rejected' || !report.outcome.isPlatformStop) return { words, to };
  return { words: `${words}: the person has stopped in WhatsApp`, to: stoppedBy(to, i, faults) };
}

function stoppedBy(state: State, i: number, faults: ReadonlySet<Fault>): State {
  const who = today(state, state.rows[i]?.contact ?? 0);
  const contact = state.contacts[who];
  if (!contact) return state;
  const stopped = { ...act(contact, ANSWERED_STOP, faults), toldStop: true };
  const to = { ...state, contacts: replace(state.contacts, who, stopped) };
  return faults.has('an answer with 131050 leaves other permits alone') ? to : revoke(to, [`contact ${who}`]);
}

/** A status webhook about a message whose answer is recorded, or never came. */
function reporting(state: State, i: number, { faults }: World): Step[] {
  const row = state.rows[i];
  if (!row || state.left.troubles === 0 || !['unknown', 'accepted'].includes(row.state)) return [];
  const name = `message ${i + 1}`;
  const from = spend(state, 'troubles');
  const failed = settled(from, i, { kind: 'failed', outcome: outcomeOf(131050), wamid: 'w', at: NOW });
  return [
    {
      words: `commit: ${name} was delivered`,
      to: settled(from, i, { kind: 'status', status: 'delivered', wamid: 'w', at: NOW }),
    },
    { words: `commit: ${name} failed with 131050`, to: stoppedBy(failed, i, faults) },
  ];
}
