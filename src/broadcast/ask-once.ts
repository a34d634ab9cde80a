import { PENDING_LIFE } from '../consent/machine.js';
import { findTopic } from '../consent/topics.js';
import { moveMessages } from '../outbox/moves.js';
import type { OutboxState } from '../outbox/row.js';
import { eachOf, prepared, type Tx } from '../store/index.js';
import { type Asker, type Asking, askingTemplates, askPermission } from './permission.js';
import { type NotAsked, notAsked, type RequestFacts } from './request-facts.js';

/** A request that was not the customer's own act in WhatsApp, and stands now. Times in ms. */
export interface OutsideRequest extends Pick<Asking, 'source' | 'language' | 'notBefore'> {
  contactId: string;
  topic: string;
  /** Names what proves it; null: nothing does, and nobody is written to. */
  reference: string | null;
  /** When it was made, as its proof says. */
  date: number;
  /** Anybody may have typed this number. */
  stranger: boolean;
  /** Takes one of the messages that may still be sent on behalf of strangers; false: none is left. */
  mayAsk?: () => Promise<boolean>;
}

/**
 * Sends the one message that asks for a yes in WhatsApp (double opt-in), in the transaction that recorded the
 * request; through the outbox, so the gate decides when. Resolves with why not, which staff can read beside the
 * consent; null: it is on its way.
 */
export async function askOnce(
  tx: Tx,
  request: OutsideRequest,
  asker: Asker,
  now: number,
): Promise<NotAsked | null> {
  const { contactId, topic, mayAsk } = request;
  const facts = await factsOf(tx, request, now);
  let reason = notAsked(facts, request);
  // Asked last: what would not be sent anyway uses nothing up.
  if (reason === null && mayAsk && !(await mayAsk())) reason = 'budget_exhausted';
  if (reason === null) {
    const asking = {
      contactId,
      kind: 'confirm',
      reference: request.reference ?? '',
      date: request.date,
      source: request.source,
      ...(request.language && { language: request.language }),
      ...(request.notBefore !== undefined && { notBefore: request.notBefore }),
      ...(facts.consent?.expiresAt != null && { expiresAt: facts.consent.expiresAt }),
    } as const;
    await askPermission(tx, topic, asking, asker, now);
  }
  // Where their own act or an earlier message stands, its own record tells.
  if (reason === 'not_pending' || reason === 'asked') return reason;
  await tx
    .updateTable('consent')
    .set({ not_asked: reason })
    .where('contact_id', '=', contactId)
    .where('topic', '=', topic)
    .execute();
  return reason;
}

const consentOf = prepared((db, contactId: string, topic: string) =>
  db.selectFrom('consent').selectAll().where('contact_id', '=', contactId).where('topic', '=', topic),
);
/** Permission messages that have reached this person, or still may. */
const questionsTo = prepared((db, contactId: string) =>
  db
    .selectFrom('outbox')
    .select(['topic', 'created_at', 'attempted_at'])
    .where('contact_id', '=', contactId)
    .where('purpose', '=', 'permission')
    .where('state', 'not in', ['refused', 'cancelled', 'failed']),
);
const lastActOf = prepared((db, contactId: string, topic: string) =>
  db
    .selectFrom('ledger')
    .select(({ fn }) => fn.max('at').as('at'))
    .where('contact_id', '=', contactId)
    .where('actor', '=', 'customer')
    .where((where) => where.or([where('topic', '=', topic), where('topic', 'is', null)])),
);

async function factsOf(tx: Tx, { contactId, topic: id }: OutsideRequest, now: number): Promise<RequestFacts> {
  const topic = await findTopic(tx, id);
  const [consent] = await consentOf(tx, contactId, id);
  const questions = await questionsTo(tx, contactId);
  const [act] = await lastActOf(tx, contactId, id);
  const unanswered = questions.filter(
    (one) => one.topic === id && one.attempted_at !== null && one.attempted_at > (act?.at ?? 0),
  );
  return {
    template: topic?.template ? (await askingTemplates(tx, topic, 'confirm')).length > 0 : null,
    consent: consent
      ? {
          state: consent.state,
          actor: (JSON.parse(consent.evidence) as { actor?: string }).actor ?? '',
          expiresAt: consent.expires_at,
        }
      : null,
    asked: questions.some((one) => one.topic === id && one.created_at >= (consent?.since ?? 0)),
    unanswered: unanswered.length > 0,
    askedLately: questions.some((one) => one.created_at > now - PENDING_LIFE),
  };
}

const waitingQuestions = prepared((db, contactId: string, topics: string) =>
  db
    .selectFrom('outbox')
    .select(['id', 'state', 'reason'])
    .where('contact_id', '=', contactId)
    .where('purpose', '=', 'permission')
    .where('topic', 'in', eachOf(topics))
    .where('state', 'in', ['queued', 'deferred']),
);

/** Takes back questions that have not left: the customer has come to us by themselves and is asked in the chat. */
export async function takeBackQuestions(
  tx: Tx,
  contactId: string,
  topics: readonly string[],
  now: number,
): Promise<void> {
  const rows = await waitingQuestions(tx, contactId, JSON.stringify(topics));
  const moves = rows.map(({ id, state, reason }) => ({
    id,
    broadcastId: null,
    from: { state: state as OutboxState, reason },
    to: { state: 'cancelled' as const, reason: 'cancelled' },
  }));
  await moveMessages(tx, moves, now);
}
