import type { Content } from '../whatsapp/content.js';
import type { Identity } from '../whatsapp/identity.js';
import type { Purpose } from './gate.js';

/** A permit rests on facts no older than this, ms. */
export const PERMIT_LIFE = 500;

/** What a permit allows: this content to this person, once. */
export interface Grant {
  contactId: string;
  identities: readonly Identity[];
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
}

/** Proof that the gate said yes. Only the office makes one; it is good for one message and half a second. */
export class Permit {
  readonly #grant: Grant;
  #used = false;

  private constructor(grant: Grant) {
    this.#grant = grant;
  }

  /** Opens a permit; undefined for anything that the office did not make. */
  static open(permit: unknown): { grant: Grant; use: () => boolean } | undefined {
    if (!(typeof permit === 'object' && permit !== null && #grant in permit)) return undefined;
    const real = permit as Permit;
    return {
      grant: real.#grant,
      use: () => {
        const first = !real.#used;
        real.#used = true;
        return first;
      },
    };
  }

  /** For the office alone; guarded by the key that only this module holds. */
  static issue(key: symbol, grant: Grant): Permit {
    if (key !== OFFICE) throw new PermitRefusedError('forged');
    return new Permit(grant);
  }
}

const OFFICE = Symbol('permit office');
/** Revocations are remembered well beyond the life of any permit, ms. */
const REMEMBER = 60_000;

/**
 * Issues permits, takes them back, and looks at them a last time when they are used. An opt-out revokes by
 * identity before its webhook is answered, so a message whose permit is redeemed after that answer was
 * read after the opt-out too, or is refused here.
 */
export class PermitOffice {
  readonly #now: () => number;
  readonly #revoked = new Map<string, { at: number; number: number }>();
  #revocations = 0;

  /** `now`: a clock that only moves forward, in ms; never the movable one. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** To be taken before the facts are read. */
  reading(): Reading {
    return { at: this.#now(), seen: this.#revocations };
  }

  issue(grant: Grant): Permit {
    return Permit.issue(OFFICE, grant);
  }

  /** Voids every unused permit for these people. */
  revoke(identities: readonly Identity[]): void {
    this.#revocations += 1;
    const at = this.#now();
    for (const identity of identities) this.#revoked.set(keyOf(identity), { at, number: this.#revocations });
    if (this.#revoked.size > 10_000) this.#forget(at);
  }

  /**
   * The last look, right before the bytes go out. Uses the permit up.
   * @throws PermitRefusedError
   */
  redeem(permit: unknown, to: readonly Identity[], content: Content): void {
    const opened = Permit.open(permit);
    if (!opened) throw new PermitRefusedError('forged');
    const { grant, use } = opened;
    if (grant.content !== content || !sameKeys(grant.identities, to)) throw new PermitRefusedError('mismatch');
    if (!use()) throw new PermitRefusedError('used');
    if (this.#isRevoked(grant)) throw new PermitRefusedError('revoked');
    if (this.#now() - grant.reading.at > PERMIT_LIFE) throw new PermitRefusedError('stale');
  }

  /** A reply to their own message is not taken back by an opt-out; the gate looked at what it answers. */
  #isRevoked(grant: Grant): boolean {
    if (grant.purpose === 'service') return false;
    return grant.identities.some((identity) => {
      const revocation = this.#revoked.get(keyOf(identity));
      return revocation !== undefined && revocation.number > grant.reading.seen;
    });
  }

  #forget(now: number): void {
    for (const [key, { at }] of this.#revoked) if (now - at > REMEMBER) this.#revoked.delete(key);
  }
}

const keyOf = (identity: Identity) => `${identity.kind}:${identity.value}`;

function sameKeys(granted: readonly Identity[], to: readonly Identity[]): boolean {
  return granted.length === to.length && granted.every((identity, i) => {
    const other = to[i];
    return other !== undefined && keyOf(identity) === keyOf(other);
  });
}
