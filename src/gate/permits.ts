import type { Content } from '../whatsapp/content.js';
import type { Identity } from '../whatsapp/identity.js';
import type { Purpose } from './gate.js';

/** A permit rests on facts no older than this, ms. */
export const PERMIT_LIFE = 500;

/** What a permit allows: this content to this person, once. */
export interface Grant {
  contactId: string;
  /** Every name of theirs: an opt-out under any of them takes the permit back. */
  identities: readonly Identity[];
  /** Those of them that the message may be addressed to; by default all. */
  to?: readonly Identity[];
  purpose: Purpose;
  topic: string | null;
  content: Content;
  /** Version of the consent row that was read; null where the purpose needs none. */
  consentVersion: number | null;
  /** From `PermitOffice.reading()`, taken before the facts were read. */
  reading: Reading;
}

/** A moment of reading: the time, and which revocations it can have seen. */
export interface Reading {
  at: number;
  seen: number;
}

/** The permit cannot be used: `stale` ones may be asked for anew, `revoked` ones mean that they opted out. */
export class PermitRefusedError extends Error {
  override readonly name = 'PermitRefusedError';
  readonly why: 'forged' | 'used' | 'stale' | 'revoked' | 'mismatch';
  constructor(why: PermitRefusedError['why']) {
    super(`the permit is ${why}`);
    this.why = why;
  }

  /** Nothing left and nothing is wrong: the gate is asked anew. Any other reason is a fault of the program. */
  get isTakenBack(): boolean {
    return this.why === 'stale' || this.why === 'revoked';
  }
}

/**
 * Proof that the gate said yes. It says nothing by itself: the office that made it knows what it allows, so
 * a copy, a proxy or one made elsewhere is worth nothing. The protected field keeps look-alikes from compiling.
 */
class Permit {
  protected readonly issued = true;
}

export type { Permit };

/** Revocations are remembered well beyond the life of any permit, ms. */
const REMEMBER = 20 * PERMIT_LIFE;

interface Issued {
  grant: Grant;
  keys: readonly string[];
  to: readonly string[];
  used: boolean;
}

/**
 * Issues permits, takes them back, and looks at them a last time when they are used. An opt-out revokes by
 * identity before its webhook is answered, so a message whose permit is redeemed after that answer was
 * read after the opt-out too, or is refused here.
 */
export class PermitOffice {
  readonly #now: () => number;
  readonly #issued = new WeakMap<object, Issued>();
  readonly #revoked = new Map<string, { at: number; number: number }>();
  #forgottenAt = 0;
  #revocations = 0;
  /** Number of the last revocation that meant everybody. */
  #revokedAll = 0;

  /** `now`: a clock that only moves forward, in ms; never the movable one. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** To be taken before the facts are read. */
  reading(): Reading {
    return { at: this.#now(), seen: this.#revocations };
  }

  /** From here on the content may not change any more: it is what the gate has seen. */
  issue(grant: Grant): Permit {
    freeze(grant.content);
    const permit = new Permit();
    const keys = [contactKey(grant.contactId), ...grant.identities.map(keyOf)];
    this.#issued.set(permit, { grant, keys, to: (grant.to ?? grant.identities).map(keyOf), used: false });
    return permit;
  }

  /** Voids every unused permit for these people. */
  revoke(identities: readonly Identity[]): void {
    this.#revoke(identities.map(keyOf));
  }

  /** The same for contacts: what is known of them has changed, their names among it. */
  revokeContacts(contactIds: readonly string[]): void {
    this.#revoke(contactIds.map(contactKey));
  }

  #revoke(keys: readonly string[]): void {
    this.#revocations += 1;
    const at = this.#now();
    for (const key of keys) this.#revoked.set(key, { at, number: this.#revocations });
    if (at - this.#forgottenAt > REMEMBER) this.#forget(at);
  }

  /** Voids every unused permit: the account must not send. */
  revokeAll(): void {
    this.#revocations += 1;
    this.#revokedAll = this.#revocations;
  }

  /** How many revocations are remembered. */
  get revoked(): number {
    return this.#revoked.size;
  }

  /**
   * The last look, right before the bytes go out. Uses the permit up.
   * @throws PermitRefusedError
   */
  redeem(permit: unknown, to: readonly Identity[], content: Content): void {
    const issued = this.#issued.get(permit as object);
    if (!issued) throw new PermitRefusedError('forged');
    const { grant } = issued;
    if (grant.content !== content || !sameKeys(issued.to, to)) throw new PermitRefusedError('mismatch');
    if (issued.used) throw new PermitRefusedError('used');
    issued.used = true;
    if (this.#isRevoked(issued)) throw new PermitRefusedError('revoked');
    if (this.#now() - grant.reading.at > PERMIT_LIFE) throw new PermitRefusedError('stale');
  }

  /**
   * A free-form reply to their own message is not taken back by an opt-out; the gate looked at what it
   * answers. A template always is.
   */
  #isRevoked({ grant, keys }: Issued): boolean {
    if (grant.purpose === 'service' && grant.content.type !== 'template') return false;
    if (this.#revokedAll > grant.reading.seen) return true;
    return keys.some((key) => (this.#revoked.get(key)?.number ?? 0) > grant.reading.seen);
  }

  #forget(now: number): void {
    this.#forgottenAt = now;
    for (const [key, { at }] of this.#revoked) if (now - at > REMEMBER) this.#revoked.delete(key);
  }
}

const keyOf = (identity: Identity) => `${identity.kind}:${identity.value}`;
const contactKey = (contactId: string) => `contact:${contactId}`;

function sameKeys(granted: readonly string[], to: readonly Identity[]): boolean {
  return granted.length === to.length && to.every((identity, i) => granted[i] === keyOf(identity));
}

function freeze(value: unknown): void {
  // What is no object counts as frozen.
  if (Object.isFrozen(value)) return;
  for (const part of Object.values(Object.freeze(value) as object)) freeze(part);
}
