import { numberOf } from '../contacts/number.js';
import { readContact } from '../contacts/view.js';
import { objectionWords } from '../facts/objection.js';
import { WINDOW } from '../gate/gate.js';
import { enqueue } from '../outbox/enqueue.js';
import type { Tx } from '../store/index.js';
import type { ApiDeps } from './deps.js';
import { Problem } from './problem.js';

/**
 * Tells a customer what became of their transfer proof, in their language and by the road that every reply takes, in
 * the caller's transaction. Beyond the open window nothing can be sent, and the answer says so.
 * @throws Problem content_blocked
 */
export async function answerProof(
  tx: Tx,
  deps: Pick<ApiDeps, 'facts' | 'now' | 'numberId' | 'subscribe'>,
  contactId: string,
  { state, note }: { state: 'confirmed' | 'refused'; note: string | null },
): Promise<{ message: number | null; untold: string | null }> {
  const now = deps.now();
  const { numberId, lastInboundAt } = await numberOf(tx, contactId, deps.numberId);
  if (lastInboundAt === null || lastInboundAt + WINDOW <= now)
    return { message: null, untold: 'window_closed' };
  const contact = await readContact(tx, contactId, now);
  const { words } = deps.subscribe.page.release();
  const language = contact?.language ?? 'id';
  const said = words.say(`handoff:proof-${state}`, language, () => undefined).text;
  const body = note === null ? said : `${said}\n\n${deps.facts.fill(note, language === 'en' ? 'en' : 'id')}`;
  const objection = deps.facts.against([body]);
  if (objection) throw new Problem('content_blocked', { detail: objectionWords(objection.code) });
  const message = await enqueue(
    tx,
    {
      contactId,
      numberId,
      purpose: 'service',
      basis: { kind: 'reply', at: lastInboundAt },
      content: { type: 'text', body },
      sound: deps.facts.version(),
    },
    now,
  );
  return { message, untold: null };
}
