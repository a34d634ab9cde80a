import { createHmac, hkdfSync } from 'node:crypto';
import { each, eachOf, prepared, type Store, type Tx } from '../store/index.js';
import type { Identity } from '../whatsapp/identity.js';

const anybody = prepared((db) => db.selectFrom('suppression').select('at').limit(1));
const heldHashes = prepared((db, hashes: string) =>
  db.selectFrom('suppression').select('hash').where('hash', 'in', eachOf(hashes)),
);

/**
 * Remembers erased people without keeping anything of theirs: a keyed hash of each identity. Numbers are few
 * enough to try them all, so the key (derived from the installation's secret) is what keeps it one-way.
 */
export class Suppression {
  readonly #key: Buffer;

  constructor(secret: string | Buffer) {
    this.#key = Buffer.from(hkdfSync('sha256', secret, '', 'izin suppression', 32));
  }

  hash({ kind, value }: Identity): string {
    return createHmac('sha256', this.#key).update(`${kind}:${value}`).digest('hex');
  }

  async add(tx: Tx, identities: readonly Identity[], now: number): Promise<void> {
    for (const identity of identities) {
      await tx
        .insertInto('suppression')
        .values({ hash: this.hash(identity), at: now })
        .onConflict((conflict) => conflict.column('hash').doNothing())
        .execute();
    }
  }

  /** The hashes of those among these that belonged to somebody who was erased. */
  async heldOf(
    read: Pick<Store['read'], 'selectFrom'>,
    identities: readonly Identity[],
  ): Promise<ReadonlySet<string>> {
    const any = await read.selectFrom('suppression').select('hash').limit(1).executeTakeFirst();
    if (!any) return new Set();
    const hashes = [...new Set(identities.map((one) => this.hash(one)))];
    const rows = await read
      .selectFrom('suppression')
      .select('hash')
      .where('hash', 'in', each(hashes))
      .execute();
    return new Set(rows.map(({ hash }) => hash));
  }

  /** Those of these phone numbers that belonged to somebody who was erased. */
  async phonesHeld(read: Pick<Tx, 'executeQuery'>, phones: readonly string[]): Promise<Set<string>> {
    if (phones.length === 0 || (await anybody(read)).length === 0) return new Set();
    const byHash = new Map(phones.map((value) => [this.hash({ kind: 'phone', value }), value]));
    const rows = await heldHashes(read, JSON.stringify([...byHash.keys()]));
    return new Set(rows.map(({ hash }) => byHash.get(hash) ?? ''));
  }

  /** Whether any of these belonged to somebody who was erased. */
  async holds(read: Pick<Store['read'], 'selectFrom'>, identities: readonly Identity[]): Promise<boolean> {
    for (const identity of identities) {
      const row = await read
        .selectFrom('suppression')
        .select('at')
        .where('hash', '=', this.hash(identity))
        .executeTakeFirst();
      if (row) return true;
    }
    return false;
  }
}
