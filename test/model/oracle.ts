import type { Deed } from './acts.js';
import { type State, second, today } from './state.js';

/** A stop that was answered 200 and that no newer word of the same person has ended; null: none. No code of ours. */
export function standingStop(state: State, deeds: readonly Deed[], contact: number): string | null {
  const person = today(state, contact);
  const theirs = deeds
    .map((one, i) => ({ ...one, ...state.acts[i] }))
    .filter((one) => one.events && today(state, one.of) === person);
  const later = (at: number, says: string) =>
    theirs.some((one) => one.says === says && one.turn === 'done' && one.at > at);
  const ended = ({ says, at }: Deed): boolean => {
    if (says === 'stop') return later(at, 'yes');
    if (says === 'platform stop') return later(at, 'resume');
    if (says === 'doubt') return later(at, 'yes') || later(at, 'clear');
    return says !== 'erase';
  };
  const open = theirs.find((one) => one.stage === 'answered' && !ended(one));
  if (open) return open.words;
  const told = state.contacts.some((one, i) => one.toldStop && today(state, i) === person);
  return told ? 'the answer 131050' : null;
}

/**
 * Whether the number was changed, as Meta told under the contact's own name, since its newest yes: a yes does not
 * travel. Told under a name that is nobody's yet it leaves no trace; docs/model.md says so.
 */
export function hasMoved(state: State, deeds: readonly Deed[], contact: number): boolean {
  const person = today(state, contact);
  const theirs = deeds
    .map((one, i) => ({ ...one, ...state.acts[i] }))
    .filter((one) => one.of === person && one.turn === 'done');
  const moved = theirs.filter(({ says }) => says === 'moved').map(({ at }) => at);
  return moved.length > 0 && !theirs.some(({ says, at }) => says === 'yes' && at > Math.max(...moved));
}

/** Whether what was read lets this person be written to, in the plainest reading of promise P1. */
export function mayBeRead(state: State, i: number): boolean {
  const read = state.flights[i]?.read;
  if (!read) return false;
  return (
    read.contact.topic?.state === 'subscribed' &&
    read.contact.blocks.every(([, , until]) => until !== null && until <= second(600)) &&
    !read.held &&
    read.doubts.length === 0 &&
    read.contact.names.length > 0
  );
}

/** Another message of the same broadcast that this person has, or may have; counted before this one leaves. */
export function handedBefore(state: State, i: number): number {
  const row = state.rows[i];
  if (!row) return 0;
  const person = today(state, row.contact);
  return state.rows
    .map((one, j) =>
      one.broadcast === row.broadcast && today(state, one.contact) === person ? (state.bytes[j] ?? 0) : 0,
    )
    .reduce((a, b) => a + b, 0);
}

const NOT_THEIR_WORD: readonly (string | null)[] = ['undeliverable', 'already_attempted', 'content_blocked'];

/** A person who has a message of the broadcast, none of which was, is or will be sent, for no reason of theirs. */
export function forgotten(state: State): string | null {
  for (const [i, row] of state.rows.entries()) {
    const person = today(state, row.contact);
    const contact = state.contacts[person];
    if (contact?.blocks.some(([kind]) => kind === 'erased' || kind === 'undeliverable')) continue;
    const all = state.rows.filter(
      (one) => one.broadcast === row.broadcast && today(state, one.contact) === person,
    );
    const isLost = (one: (typeof all)[number]) =>
      one.state === 'refused' && NOT_THEIR_WORD.includes(one.reason);
    if (all.every(isLost)) return `message ${i + 1}`;
  }
  return null;
}
