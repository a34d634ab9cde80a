export const IDENTITY_KINDS = ['phone', 'bsuid', 'parent_bsuid'] as const;

/**
 * One name under which WhatsApp knows a person.
 * `phone`: digits without '+'. `bsuid`: business-scoped user id, `CC.xxxx`, opaque, kept as received.
 * `parent_bsuid`: the same over linked portfolios, `CC.ENT.xxxx`.
 * Any of the three may be missing from a webhook (Meta docs: business-scoped-user-ids).
 */
export interface Identity {
  kind: (typeof IDENTITY_KINDS)[number];
  value: string;
}

/** Identities come from the network: nothing longer than this can be one. */
const LONGEST = 200;
const DIGITS = /^\d{5,20}$/;
const WRITTEN_PHONE = /^\+?[\d\s().-]{5,32}$/;
const PARENT = /^[A-Z]{2}\.ENT\./;

/**
 * Reads a field that usually holds a phone number (`from`, `wa_id`, `recipient_id`, `input`).
 * A value in any other form is kept as a BSUID, so that a stop is never lost with the sender's name.
 */
export function phoneIdentity(value: unknown): Identity | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string') return undefined;
  if (DIGITS.test(text)) return { kind: 'phone', value: text };
  if (WRITTEN_PHONE.test(text)) {
    const digits = text.replace(/\D/g, '');
    return DIGITS.test(digits) ? { kind: 'phone', value: digits } : undefined;
  }
  return bsuidIdentity(text);
}

/** Reads a field that holds a BSUID (`user_id`, `from_user_id`); the parent form is recognised by its shape. */
export function bsuidIdentity(value: unknown): Identity | undefined {
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  if (text === '' || text.length > LONGEST) return undefined;
  return { kind: PARENT.test(text) ? 'parent_bsuid' : 'bsuid', value: text };
}

/** Reads a field that holds a parent BSUID (`parent_user_id`, `from_parent_user_id`). */
export function parentIdentity(value: unknown): Identity | undefined {
  const identity = bsuidIdentity(value);
  return identity && { kind: 'parent_bsuid', value: identity.value };
}

/** Whether two identities are the same name of the same kind. */
function sameIdentity(a: Identity, b: Identity): boolean {
  return a.kind === b.kind && a.value === b.value;
}

/** Whether the list holds this identity. */
export function hasIdentity(list: readonly Identity[], identity: Identity): boolean {
  for (const known of list) if (sameIdentity(known, identity)) return true;
  return false;
}

/** Adds an identity to the list in place unless it is absent or already there. */
export function addIdentity(list: Identity[], identity: Identity | undefined): void {
  if (identity && !hasIdentity(list, identity)) list.push(identity);
}

/**
 * How Meta is told whom to write to: a phone in `to`, always with '+', because without it Meta may put the
 * business's own country code in front; otherwise the BSUID in `recipient`, where a phone never stands.
 * `undefined` when there is nobody.
 */
export function recipientOf(
  identities: readonly Identity[],
): { to: string } | { recipient: string } | undefined {
  const find = (kind: Identity['kind']) => identities.find((identity) => identity.kind === kind)?.value;
  const phone = find('phone');
  if (phone !== undefined) return { to: `+${phone}` };
  const scoped = find('bsuid') ?? find('parent_bsuid');
  return scoped === undefined ? undefined : { recipient: scoped };
}
