import type { Account } from '../account/account.js';
import { errorEvent } from '../account/webhooks.js';
import { changeConsent, type Environment, loadStanding } from '../consent/index.js';
import type { Linked } from '../consent/linked.js';
import { survivorOf } from '../consent/links.js';
import type { Tx } from '../store/index.js';
import type { Outcome } from '../whatsapp/errors.js';
import type { Consequence, OnConsequence } from './reports.js';
import { DAY } from './settle.js';

/** Someone in Meta's experiment group gets no marketing for weeks; 130472 says so once. */
const EXPERIMENT_REST = 30 * DAY;
/** On this many different days a number must have been unreachable before it counts as bad. */
const BAD_DAYS = 2;

/**
 * What an error of Meta's means beyond its message: for the person (they stopped in WhatsApp, need a rest,
 * have no WhatsApp) and for the account. Written in the transaction that records the error; what it stops is
 * stopped on its way too.
 */
export function consequences(
  account: Account,
  environment: Environment,
  { takeBack }: Pick<Linked, 'takeBack'>,
): OnConsequence {
  return async (tx, told, now) => {
    const { outcome } = told;
    for (const event of errorEvent(outcome.code, now)) await account.record(tx, event, now);
    if (!concernsPerson(outcome)) return;
    // The message may have gone out under a contact that is another one's today.
    const contactId = await survivorOf(tx, told.message.contactId);
    const message = { ...told.message, contactId };
    const consequence = { ...told, message };
    if (outcome.isPlatformStop) await stopOnPlatform(tx, consequence, environment, now);
    if (outcome.action === 'defer_day') {
      await rest(tx, message.contactId, now + Math.max(DAY, outcome.wait?.firstMs ?? 0), 'marketing_cap');
    }
    if (outcome.code === EXPERIMENT) await rest(tx, message.contactId, now + EXPERIMENT_REST, 'experiment');
    if (outcome.badNumber) {
      await suspectBlock(tx, consequence, environment, now);
      await countUnreachable(tx, consequence, environment, now);
    }
    takeBack(tx, [contactId]);
  };
}

const concernsPerson = ({ isPlatformStop, action, code, badNumber }: Outcome) =>
  isPlatformStop || action === 'defer_day' || code === EXPERIMENT || badNumber;

/** Meta docs: support/experiments. */
const EXPERIMENT = 130472;

async function stopOnPlatform(
  tx: Tx,
  consequence: Consequence,
  environment: Environment,
  now: number,
): Promise<void> {
  const { message, outcome, at } = consequence;
  await changeConsent(
    tx,
    message.contactId,
    await loadStanding(tx, message.contactId),
    {
      event: 'PLATFORM_STOP',
      topics: 'all',
      at,
      source: 'send_error',
      actor: 'customer',
      evidence: { outbox: message.id, code: outcome.code },
    },
    { now, environment },
  );
}

async function rest(tx: Tx, contactId: string, until: number, reason: string): Promise<void> {
  await tx
    .updateTable('contact')
    .set({ marketing_not_before: until, marketing_not_before_reason: reason })
    .where('id', '=', contactId)
    .where((where) =>
      where.or([where('marketing_not_before', 'is', null), where('marketing_not_before', '<', until)]),
    )
    .execute();
}

/**
 * Meta never says that somebody has blocked us. What reached them once and does not any more looks like it: held
 * as a stop may be, and no opt-out, so that those figures stay true. Meta docs: support/error-codes, 131026.
 */
async function suspectBlock(
  tx: Tx,
  { message, outcome, at }: Consequence,
  environment: Environment,
  now: number,
): Promise<void> {
  if (message.purpose === 'service') return;
  const reached = await tx
    .selectFrom('outbox')
    .select('id')
    .where('contact_id', '=', message.contactId)
    .where('state', 'in', ['delivered', 'read'])
    .limit(1)
    .executeTakeFirst();
  if (!reached) return;
  const standing = await loadStanding(tx, message.contactId);
  if (standing.blocks.has('suspended')) return;
  const evidence = { outbox: message.id, code: outcome.code, suspected: 'block' };
  const act = { event: 'SUSPEND', topics: 'all', at, source: 'send_error', actor: 'meta', evidence } as const;
  await changeConsent(tx, message.contactId, standing, act, { now, environment });
}

/** Not an opt-out: a number that was unreachable on several days is given up until its owner writes. */
async function countUnreachable(
  tx: Tx,
  consequence: Consequence,
  environment: Environment,
  now: number,
): Promise<void> {
  const { message, outcome, at } = consequence;
  const rows = await tx
    .selectFrom('outbox')
    .select('attempted_at')
    .where('contact_id', '=', message.contactId)
    .where('failure', '=', outcome.code)
    .where('attempted_at', 'is not', null)
    .execute();
  const days = new Set(
    [at, ...rows.map((row) => row.attempted_at ?? 0)].map((time) => Math.floor(time / DAY)),
  );
  if (days.size < BAD_DAYS) return;
  const evidence = { outbox: message.id, code: outcome.code };
  const act = {
    event: 'UNDELIVERABLE',
    topics: [],
    at,
    source: 'send_error',
    actor: 'meta',
    evidence,
  } as const;
  await changeConsent(tx, message.contactId, await loadStanding(tx, message.contactId), act, {
    now,
    environment,
  });
}
