import type { Tx } from '../store/index.js';
import type { ConsentChange } from './act.js';
import { stands } from './blocks.js';
import { changeConsent, loadStanding } from './change.js';
import type { Environment, Evidence, Source } from './evidence.js';
import { survivorOf } from './links.js';
import { proofStands, readSourcePolicies } from './source-policy.js';
import type { Standing } from './standing.js';

/** What is said about consent outside of the chat: somebody asks for it, or it is ended (by a link: by the customer). */
export interface Raised {
  event: 'REQUEST' | 'WITHDRAW';
  topics: readonly string[] | 'all';
  source: Source;
  actor: 'visitor' | 'agent' | 'api' | 'customer';
  evidence: Evidence;
  /** Hash of the wording that was answered, from `rememberWording`. */
  wording?: string;
}

/**
 * Raises a request or a withdrawal on behalf of an integrator or an agent, in the caller's transaction. A request
 * that carries proof is a yes too where an operator has turned double opt-in off for its source. After
 * a WITHDRAW the caller revokes the contact's permits once this is durable, and only then answers (promise P2).
 */
export async function raise(
  tx: Tx,
  contactId: string,
  raised: Raised,
  context: { now: number; environment: Environment },
): Promise<ConsentChange[]> {
  // An integrator may know the person by an id from before two contacts were found to be one.
  const id = await survivorOf(tx, contactId);
  const standing = await loadStanding(tx, id);
  const act = { ...raised, at: context.now };
  const changes = await changeConsent(tx, id, standing, act, context);
  const asked = raised.event === 'REQUEST' && changes.some(({ effect }) => effect);
  if (!asked || !(await isProven(tx, raised, context.now))) return changes;
  const yes = await changeConsent(tx, id, standing, { ...act, event: 'CONFIRM', proven: true }, context);
  return [...changes, ...yes];
}

/** What a visitor types on our page proves nothing, whatever an operator has decided about other forms. */
async function isProven(tx: Tx, { source, actor, evidence }: Raised, now: number): Promise<boolean> {
  if (actor === 'visitor') return false;
  const { date = null, wording = null, source: name = null } = evidence;
  if (date === null || !(Date.parse(date) <= now)) return false;
  return proofStands(await readSourcePolicies(tx), source, { name, date, wording }, now);
}

/** Why a request had no effect, in the gate's words; undefined where it had. */
export async function refusalOf(
  tx: Pick<Tx, 'executeQuery'>,
  contactId: string,
  change: ConsentChange,
  now: number,
): Promise<string | undefined> {
  return change.effect ? undefined : refusalFrom(await loadStanding(tx, contactId), change, now);
}

/** The same of a change that had no effect, by where the contact stands. */
export function refusalFrom({ blocks }: Standing, change: ConsentChange, now: number): string {
  if (blocks.has('erased')) return 'erased';
  if (blocks.has('withdrawn_all') || change.from === 'unsubscribed') return 'opted_out';
  if (change.from === 'subscribed' || change.from === 'pending' || change.from === 'declined')
    return change.from;
  if (blocks.has('suspended')) return 'suspended';
  if (blocks.has('undeliverable')) return 'undeliverable';
  return stands(blocks, 'paused_until', now) ? 'paused_by_customer' : 'platform_stopped';
}
