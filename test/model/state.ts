import type { BroadcastState } from '../../src/broadcast/machine.js';
import type { BlockKind } from '../../src/consent/blocks.js';
import type { ConsentState } from '../../src/consent/machine.js';
import type { Move } from '../../src/outbox/moves.js';
import type { OutboxState } from '../../src/outbox/row.js';
import type { Report } from '../../src/outbox/settle.js';

/** Second `n` of the story, in ms: everything that people do has its own; what we do happens after all of it. */
export const second = (n: number) => Date.UTC(2026, 7, 3, 3) + n * 1000;
export const NOW = second(600);

/** One contact as it is on disk. A state of the model never changes: a step makes new parts. */
export interface Contact {
  readonly topic: { state: ConsentState; before: ConsentState | null; since: number } | null;
  readonly blocks: readonly (readonly [BlockKind, since: number, until: number | null])[];
  readonly names: readonly string[];
  /** The contact that it has become. */
  readonly into: number | null;
  /** Meta's answer 131050 is on record. */
  readonly toldStop: boolean;
}

/** How far an act is that came from outside: stored with its hold, permits revoked, answered 200. */
export interface Act {
  readonly stage: 'not yet' | 'stored' | 'revoked' | 'answered';
  readonly turn: 'waits' | 'done' | 'failed';
  /** Its hold is on disk. */
  readonly hold: boolean;
}

/** A recipient's message, on disk. */
export interface Row {
  readonly broadcast: number;
  readonly contact: number;
  readonly state: OutboxState;
  readonly reason: string | null;
  readonly tried: boolean;
}

/** What the dispatcher read for one message. */
export interface Read {
  readonly contact: Contact;
  readonly held: boolean;
  readonly doubts: readonly number[];
  readonly joined: 'wait' | 'no' | undefined;
  readonly broadcast: BroadcastState;
}

/** One message in the dispatcher's memory, between two steps. */
export interface Flight {
  readonly step:
    | 'claimed'
    | 'reading taken'
    | 'facts read'
    | 'cleared'
    | 'refused'
    | 'attempt written'
    | 'looked at'
    | 'bytes gone'
    | 'answered';
  readonly claim: Row;
  /** Names and contacts whose permits were revoked since the reading. */
  readonly revoked: readonly string[];
  /** The permit is older than its life. */
  readonly stale: boolean;
  readonly read: Read | null;
  readonly move: Move | null;
  readonly report: Report | null;
}

export interface State {
  readonly contacts: readonly Contact[];
  readonly acts: readonly Act[];
  readonly rows: readonly Row[];
  readonly flights: readonly (Flight | null)[];
  readonly broadcasts: readonly BroadcastState[];
  /** Since the last start everything stored has had its turn: sending has begun. */
  readonly started: boolean;
  /** How often each message was handed over and is not known to be rejected. */
  readonly bytes: readonly number[];
  /** What may still happen in this story. */
  readonly left: Left;
}

/** How much may happen: what bounds the model. */
export interface Left {
  readonly acts: number;
  readonly crashes: number;
  readonly failures: number;
  readonly delays: number;
  readonly troubles: number;
}

/** The contact that this one is today. */
export function today(state: Pick<State, 'contacts'>, contact: number): number {
  const into = state.contacts[contact]?.into ?? null;
  return into === null ? contact : today(state, into);
}

export function replace<T>(list: readonly T[], i: number, value: T): readonly T[] {
  return list.map((one, j) => (j === i ? value : one));
}

const ids = new Map<string, number>();
const known = new WeakMap<object, number>();

/** Parts that look alike have one number: a state is then a short line of numbers. */
function numberOf(part: object | null): number {
  if (part === null) return -1;
  const seen = known.get(part);
  if (seen !== undefined) return seen;
  const text = JSON.stringify(part);
  const id = ids.get(text) ?? ids.size;
  ids.set(text, id);
  known.set(part, id);
  return id;
}

export function keyOf(state: State): string {
  return [
    ...state.contacts.map(numberOf),
    ...state.acts.map(numberOf),
    ...state.rows.map(numberOf),
    ...state.flights.map(numberOf),
    state.broadcasts.join(),
    state.started ? 1 : 0,
    state.bytes.join(),
    numberOf(state.left),
  ].join();
}
