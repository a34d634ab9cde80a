import { rememberWording } from '../consent/wording.js';
import type { Effect } from '../flows/index.js';
import { enqueue } from '../outbox/enqueue.js';
import { moveMessages } from '../outbox/moves.js';
import type { OutboxState } from '../outbox/row.js';
import { prepared, type Tx } from '../store/index.js';
import type { Context, Loaded } from './person.js';

const WEEK = 7 * 24 * 60 * 60 * 1000;
const REFERENCE = 'reminder:';

/**
 * Writes the one reminder that they asked for, in the turn's transaction: it waits in the outbox, and the gate
 * looks again on the day. It rests on their yes at `at`, which a stop ends; a newer one takes its place.
 */
export async function remind(
  tx: Tx,
  { contactId, numberId }: Loaded,
  { template, delay, parameters, language, shown }: Extract<Effect, { type: 'remind' }>,
  { at }: { at: number },
  { now }: Context,
): Promise<void> {
  const reference = `${REFERENCE}${template}`;
  await takeBackReminders(tx, contactId, now, reference);
  const { wording: key, body: text } = shown;
  const wording = await rememberWording(
    tx,
    { key, language: shown.language, text, topics: shown.topics ?? [], contactId },
    now,
  );
  const notBefore = now + delay;
  await enqueue(
    tx,
    {
      contactId,
      numberId,
      purpose: 'utility',
      basis: { kind: 'asked_for', reference, at, reminder: true },
      content: {
        type: 'template',
        name: template,
        language,
        ...(parameters.length > 0 && { body: parameters }),
      },
      wording,
      notBefore,
      expiresAt: notBefore + WEEK,
    },
    now,
  );
}

const waiting = prepared((db, contactId: string) =>
  db
    .selectFrom('outbox')
    .select(['id', 'state', 'reason', 'basis'])
    .where('contact_id', '=', contactId)
    .where('purpose', '=', 'utility')
    .where('state', 'in', ['queued', 'deferred']),
);

/** Takes back reminders that have not left; without `reference` all of them: they stopped, and a later yes brings none back. */
export async function takeBackReminders(
  tx: Tx,
  contactId: string,
  now: number,
  reference?: string,
): Promise<void> {
  const rows = await waiting(tx, contactId);
  const moves = rows
    .filter(({ basis }) => {
      const { reference: own = '' } = JSON.parse(basis ?? '{}') as { reference?: string };
      return reference === undefined ? own.startsWith(REFERENCE) : own === reference;
    })
    .map(({ id, state, reason }) => ({
      id,
      broadcastId: null,
      from: { state: state as OutboxState, reason },
      to: { state: 'cancelled' as const, reason: 'cancelled' },
    }));
  await moveMessages(tx, moves, now);
}
