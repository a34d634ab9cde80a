import type { Scrutiny } from '../facts/scrutiny.js';
import { textsOf } from '../facts/texts.js';
import type { Basis } from '../gate/gate.js';
import type { Content } from '../whatsapp/content.js';
import type { Identity } from '../whatsapp/identity.js';
import { ALWAYS } from './enqueue.js';
import type { OutboxRow } from './row.js';

/**
 * Whether the words of a message keep it from leaving. What was looked at when it was made is looked at again only
 * when the facts have changed since. The confirmation of a stop and our words on consent and rights always leave.
 */
export function isBlocked(
  row: Pick<OutboxRow, 'basis' | 'sound'>,
  content: Content,
  theirs: readonly Identity[],
  scrutiny: Scrutiny,
): boolean {
  if (row.basis?.kind === 'confirmation' || row.sound === ALWAYS) return false;
  if (row.sound !== null && row.sound === scrutiny.version()) return false;
  const texts = textsOf(content);
  if (!scrutiny.against(texts)) return false;
  // Their own number, or the reference of what they asked for, is no news to them.
  return scrutiny.against(texts, knownTo(row.basis, theirs)) !== undefined;
}

/** Numbers that the reader of a message knows already. */
export function knownTo(basis: Basis | null, theirs: readonly Identity[]): string[] {
  const phones = theirs.flatMap(({ kind, value }) => (kind === 'phone' ? [value] : []));
  return basis?.kind === 'asked_for' ? [...phones, basis.reference] : phones;
}
