import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { BLOCK_KINDS, stands } from '../../src/consent/blocks.js';
import { makeCheckpoint } from '../../src/consent/checkpoint.js';
import { type ConsentAct, type ConsentChange, changeConsent, loadStanding } from '../../src/consent/index.js';
import { readLedger } from '../../src/consent/ledger-reading.js';
import { Signer } from '../../src/consent/signer.js';
import { keyIdOf } from '../../src/consent/signing-keys.js';
import { addTopic } from '../../src/consent/topic-change.js';
import { type VerifyOptions, verifyLedger } from '../../src/consent/verify.js';
import { createContact } from '../../src/contacts/resolve.js';
import { PermitOffice } from '../../src/gate/permits.js';
import { onLinked } from '../../src/outbox/linked.js';
import { Store } from '../../src/store/index.js';

/** Monday, 10:00 in Jakarta. */
export const NOW = Date.UTC(2026, 7, 3, 3);
export const SECOND = 1000;
export const HOUR = 3600 * SECOND;
export const DAY = 24 * HOUR;
export const ZAKAT = 'info-zakat';
export const REPORT = 'laporan-penyaluran';

/** Consent on a database of its own, with a clock that stands. */
export async function openRig() {
  const folder = mkdtempSync(join(tmpdir(), 'izin-consent-'));
  const file = join(folder, 'izin.db');
  const directory = join(folder, 'checkpoints');
  const store = await Store.open(file);
  const { privateKey: key } = generateKeyPairSync('ed25519');
  const signer = new Signer(join(folder, 'key.pem'), key);
  const permits = new PermitOffice();
  const linked = onLinked(permits);
  const world = { now: NOW, environment: 'live' as 'live' | 'sandbox', linked };
  const name = { id: 'Topik', en: 'Topic' };

  const rig = {
    store,
    permits,
    world,
    directory,
    file,
    key,
    signer,
    topic: (id: string) => store.write((tx) => addTopic(tx, { id, name, description: name }, world.now)),
    contact: () => store.write((tx) => createContact(tx, world.now)),
    /** One act, by default the customer's own, now. */
    act(
      contactId: string,
      event: ConsentAct['event'],
      change: Partial<ConsentAct> = {},
    ): Promise<ConsentChange[]> {
      const act: ConsentAct = {
        event,
        topics: [ZAKAT],
        at: world.now,
        source: 'keyword',
        actor: 'customer',
        evidence: { message: `wamid.${world.now}` },
        ...change,
      };
      return store.write(async (tx) =>
        changeConsent(tx, contactId, await loadStanding(tx, contactId), act, { ...world }),
      );
    },
    /** Asked, and said yes two seconds later. */
    async subscribe(contactId: string, topics: string[] = [ZAKAT]) {
      await rig.act(contactId, 'REQUEST', { topics });
      world.now += 2 * SECOND;
      await rig.act(contactId, 'CONFIRM', { topics, source: 'button' });
      world.now += 2 * SECOND;
    },
    async standing(contactId: string) {
      const { topics, blocks } = await loadStanding(store.read, contactId);
      return {
        topics: Object.fromEntries([...topics].map(([topic, { state }]) => [topic, state])),
        blocks: BLOCK_KINDS.filter((kind) => stands(blocks, kind, world.now)),
      };
    },
    row: async (contactId: string, topic = ZAKAT) =>
      (await loadStanding(store.read, contactId)).topics.get(topic),
    block: async (contactId: string, kind: (typeof BLOCK_KINDS)[number]) =>
      (await loadStanding(store.read, contactId)).blocks.get(kind),
    ledger: (contactId: string) => readLedger(store.read, contactId, 0, 1000),
    checkpoint: () => makeCheckpoint({ store, signer, directory }, world.now),
    verify: (options: VerifyOptions = {}) =>
      verifyLedger(file, keyIdOf(signer.key), { threads: 0, ...options }),
    /** As somebody with access to the file, behind the program's back. */
    tamper<T>(work: (database: BetterSqlite3.Database) => T): T {
      const database = new BetterSqlite3(file);
      try {
        return work(database);
      } finally {
        database.close();
      }
    },
    async close() {
      await store.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await rig.topic(ZAKAT);
  await rig.topic(REPORT);
  return rig;
}

export type Rig = Awaited<ReturnType<typeof openRig>>;
