import { createHmac, createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type BetterSqlite3 from 'better-sqlite3';
import fc from 'fast-check';
import { makeCheckpoint, restoreCopies } from '../../src/consent/checkpoint.js';
import { checkpointRoot, signatureHolds, signCheckpoint } from '../../src/consent/checkpoint-record.js';
import { commitment, GENESIS, type LedgerRecord, recordHash } from '../../src/consent/ledger-record.js';
import { Signer } from '../../src/consent/signer.js';
import { introduceKey, keyIdOf } from '../../src/consent/signing-keys.js';
import { type Progress, sharedVerification, verifyLedger } from '../../src/consent/verify.js';
import { rememberWording } from '../../src/consent/wording.js';
import { NOW, openRig, REPORT, type Rig, SECOND, ZAKAT } from './rig.js';

let rig: Rig;
let ids: string[];

/** Three contacts of five records each, sorted; a checkpoint over all of them. */
beforeEach(async () => {
  rig = await openRig();
  ids = (await Promise.all([rig.contact(), rig.contact(), rig.contact()])).sort();
  for (const id of ids) {
    await rig.subscribe(id, [ZAKAT]);
    await rig.subscribe(id, [REPORT]);
    await rig.act(id, 'WITHDRAW', { topics: [REPORT], source: 'text' });
  }
  await rig.checkpoint();
});
afterEach(() => rig.close());

type Row = LedgerRecord & { hash: string; evidence: string | null };

const readRow = (database: BetterSqlite3.Database, contactId: string, seq: number): Row => {
  const row = database
    .prepare('select * from ledger where contact_id = ? and seq = ?')
    .get(contactId, seq) as Record<string, unknown>;
  return {
    ...(row as unknown as Row),
    contactId: row.contact_id as string,
    from: row.from_state as string | null,
    to: row.to_state as string | null,
    recordedAt: row.recorded_at as number,
    effect: row.effect === 1,
  };
};

/** Makes every hash and link from `seq` on right again, as whoever forges the chain would. */
function recompute(database: BetterSqlite3.Database, contactId: string, seq: number): void {
  const seqs = database
    .prepare('select seq from ledger where contact_id = ? and seq >= ? order by seq')
    .pluck()
    .all(contactId, seq) as number[];
  for (const at of seqs) {
    const before = database
      .prepare('select hash from ledger where contact_id = ? and seq < ? order by seq desc')
      .pluck()
      .get(contactId, at);
    const previous = (before as string | undefined) ?? GENESIS;
    const hash = recordHash({ ...readRow(database, contactId, at), previous });
    database
      .prepare('update ledger set previous = ?, hash = ? where contact_id = ? and seq = ?')
      .run(previous, hash, contactId, at);
  }
}

const found = async (options = {}) =>
  (await rig.verify(options)).findings.map(({ kind, contactId, seq }) => [kind, contactId, seq]);
const victim = () => ids[1] as string;

test('an untouched ledger is in order', async () => {
  expect(await rig.verify({ outside: rig.directory })).toEqual({
    ok: true,
    records: 15,
    contacts: 3,
    checkpoints: 1,
    keys: [keyIdOf(rig.key)],
    unsigned: 0,
    findings: [],
  });
  await rig.act(victim(), 'LAPSE');
  expect(await rig.verify({ outside: rig.directory })).toMatchObject({ ok: true, unsigned: 1 });
});

describe('P5 any change behind the program’s back is found, and where', () => {
  const columns: [column: string, value: unknown][] = [
    ['topic', 'qurban'],
    ['event', 'CONFIRM'],
    ['from_state', 'pending'],
    ['to_state', 'subscribed'],
    ['at', NOW - 1],
    ['recorded_at', NOW - 1],
    ['source', 'paper'],
    ['actor', 'api'],
    ['effect', 0],
    ['wording', 'a'.repeat(64)],
    ['environment', 'sandbox'],
    ['commitment', 'b'.repeat(64)],
    ['hash', 'c'.repeat(64)],
    ['previous', 'd'.repeat(64)],
    ['evidence', '{"said":"ya"}'],
  ];

  test.each(columns)('%s changed', async (column, value) => {
    rig.tamper((database) =>
      database
        .prepare(`update ledger set ${column} = ? where contact_id = ? and seq = 3`)
        .run(value, victim()),
    );
    const findings = await found();
    expect(findings).toContainEqual(['changed', victim(), 3]);
    expect(findings.every(([, contact]) => contact === victim())).toBe(true);
  });

  test.each(columns.filter(([column]) => !['hash', 'previous', 'evidence', 'commitment'].includes(column)))(
    '%s changed and every hash behind it recomputed: the checkpoint has seen another head',
    async (column, value) => {
      rig.tamper((database) => {
        database
          .prepare(`update ledger set ${column} = ? where contact_id = ? and seq = 3`)
          .run(value, victim());
        recompute(database, victim(), 3);
      });
      expect(await found()).toContainEqual(['changed', victim(), 5]);
    },
  );

  test('a changed chain is narrowed down to what came after the last good checkpoint', async () => {
    await rig.act(victim(), 'REQUEST', { topics: [REPORT], at: rig.world.now });
    await rig.act(victim(), 'CONFIRM', { topics: [REPORT], at: rig.world.now });
    await rig.checkpoint();
    rig.tamper((database) => {
      database.prepare("update ledger set source = 'paper' where contact_id = ? and seq = 6").run(victim());
      recompute(database, victim(), 6);
    });
    const { findings } = await rig.verify();
    expect(findings).toEqual([
      { kind: 'changed', contactId: victim(), seq: 7, detail: expect.stringContaining('after 5') },
    ]);
  });

  test('evidence exchanged together with its commitment and all hashes', async () => {
    rig.tamper((database) => {
      const key = database
        .prepare('select key from ledger_key where contact_id = ?')
        .pluck()
        .get(victim()) as Buffer;
      const evidence = '{"said":"ya, setuju"}';
      database
        .prepare('update ledger set evidence = ?, commitment = ? where contact_id = ? and seq = 5')
        .run(evidence, commitment(key, evidence), victim());
      recompute(database, victim(), 5);
    });
    expect(await found()).toEqual([['changed', victim(), 5]]);
  });

  test.each([1, 3, 5])('record %d removed', async (seq) => {
    rig.tamper((database) =>
      database.prepare('delete from ledger where contact_id = ? and seq = ?').run(victim(), seq),
    );
    expect(await found()).toEqual([['removed', victim(), seq]]);
  });

  test('the tail removed: each record that a checkpoint has seen is named', async () => {
    rig.tamper((database) =>
      database.prepare('delete from ledger where contact_id = ? and seq >= 3').run(victim()),
    );
    expect(await found()).toEqual([3, 4, 5].map((seq) => ['removed', victim(), seq]));
  });

  test('removed in the middle, the rest moved up and recomputed', async () => {
    rig.tamper((database) => {
      database.prepare('delete from ledger where contact_id = ? and seq = 3').run(victim());
      database.prepare('update ledger set seq = seq - 1 where contact_id = ? and seq > 3').run(victim());
      recompute(database, victim(), 1);
    });
    expect(await found()).toEqual([['removed', victim(), 5]]);
  });

  test.each([0, 1, 2])('the whole chain of contact %d removed', async (n) => {
    rig.tamper((database) => database.prepare('delete from ledger where contact_id = ?').run(ids[n]));
    expect(await found()).toEqual([['removed', ids[n], 5]]);
  });

  test('every chain removed', async () => {
    rig.tamper((database) => database.exec('delete from ledger'));
    expect(await found()).toEqual(ids.map((id) => ['removed', id, 5]));
  });

  test('a record inserted in between, with a hash of its own', async () => {
    rig.tamper((database) => {
      database.prepare('update ledger set seq = seq + 1 where contact_id = ? and seq = 5').run(victim());
      database.prepare('update ledger set seq = seq + 1 where contact_id = ? and seq = 4').run(victim());
      const third = readRow(database, victim(), 3);
      const forged = { ...third, seq: 4, event: 'CONFIRM', previous: third.hash };
      database
        .prepare(`insert into ledger select null, contact_id, 4, topic, 'CONFIRM', from_state, to_state, at, recorded_at, source, actor,
        effect, wording, environment, evidence, commitment, ?, ? from ledger where contact_id = ? and seq = 3`)
        .run(third.hash, recordHash(forged), victim());
    });
    expect(await found()).toContainEqual(['inserted', victim(), 4]);
  });

  test('two records exchanged', async () => {
    rig.tamper((database) => {
      const swap = database.prepare('update ledger set seq = ? where contact_id = ? and seq = ?');
      swap.run(99, victim(), 2);
      swap.run(2, victim(), 3);
      swap.run(3, victim(), 99);
    });
    const findings = await found();
    expect(findings).toContainEqual(['changed', victim(), 2]);
    expect(findings).toContainEqual(['changed', victim(), 3]);
    expect(findings.map(([kind]) => kind)).toContain('reordered');
  });

  test('two records exchanged, each with a right hash', async () => {
    rig.tamper((database) => {
      const swap = database.prepare('update ledger set seq = ?, hash = ? where contact_id = ? and seq = ?');
      const [second, third] = [readRow(database, victim(), 2), readRow(database, victim(), 3)];
      swap.run(99, recordHash({ ...second, seq: 3 }), victim(), 2);
      swap.run(2, recordHash({ ...third, seq: 2 }), victim(), 3);
      swap.run(3, recordHash({ ...second, seq: 3 }), victim(), 99);
    });
    const { findings } = await rig.verify();
    expect(findings.length).toBeGreaterThan(0);
    expect(
      findings.every(({ contactId, seq }) => contactId === victim() && [1, 2, 3, 4, 5].includes(seq ?? 0)),
    ).toBe(true);
  });

  test('a record moved to another contact', async () => {
    rig.tamper((database) =>
      database
        .prepare('update ledger set contact_id = ?, seq = 6 where contact_id = ? and seq = 5')
        .run(ids[0], victim()),
    );
    const findings = await found();
    expect(findings).toContainEqual(['removed', victim(), 5]);
    expect(findings).toContainEqual(['changed', ids[0], 6]);
  });

  test('a chain that nobody wrote, for somebody who never said anything', async () => {
    rig.tamper((database) => {
      database.exec(`insert into ledger select null, 'ct_zz', seq, topic, event, from_state, to_state, at, recorded_at, source, actor, effect, wording,
        environment, evidence, commitment, previous, hash from ledger where contact_id = '${victim()}'`);
    });
    expect(await found()).toContainEqual(['changed', 'ct_zz', 1]);
  });

  test('what came after the last checkpoint is held by its own hashes only', async () => {
    await rig.act(victim(), 'LAPSE');
    rig.tamper((database) =>
      database.prepare("update ledger set actor = 'api' where contact_id = ? and seq = 6").run(victim()),
    );
    expect(await found()).toEqual([['changed', victim(), 6]]);
  });

  test('whatever single thing is changed', async () => {
    const cells = fc.record({
      who: fc.integer({ min: 0, max: 2 }),
      seq: fc.integer({ min: 1, max: 5 }),
      column: fc.constantFrom(...columns.map(([name]) => name)),
      flip: fc.nat(),
    });
    await fc.assert(
      fc.asyncProperty(cells, async ({ who, seq, column, flip }) => {
        const id = ids[who] as string;
        const get = (database: BetterSqlite3.Database) =>
          database
            .prepare(`select ${column} from ledger where contact_id = ? and seq = ?`)
            .pluck()
            .get(id, seq);
        const set = (database: BetterSqlite3.Database, value: unknown) =>
          database
            .prepare(`update ledger set ${column} = ? where contact_id = ? and seq = ?`)
            .run(value, id, seq);
        const was = rig.tamper(get);
        rig.tamper((database) =>
          set(
            database,
            typeof was === 'number' ? was + 1 + flip : `${was ?? ''}${String.fromCharCode(97 + (flip % 26))}`,
          ),
        );
        expect((await rig.verify()).ok).toBe(false);
        rig.tamper((database) => set(database, was));
        expect((await rig.verify()).ok).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('P5 the checkpoints', () => {
  const later = async () => {
    rig.world.now += SECOND;
    await rig.act(victim(), 'LAPSE');
    return rig.checkpoint();
  };

  test('follow one another, are signed, and cover what grew', async () => {
    const [first] = await rig.store.read.selectFrom('checkpoint').selectAll().execute();
    const second = await later();
    expect(first).toMatchObject({ seq: 1, records: 15, previous: GENESIS });
    expect(second).toMatchObject({ seq: 2, records: 16, previous: first?.root });
    expect(second && signatureHolds(second, rig.key)).toBe(true);
    expect(second && signatureHolds(second, createPublicKey(rig.key))).toBe(true);
    const heads = await rig.store.read
      .selectFrom('checkpoint_head')
      .select(['contact_id', 'seq'])
      .where('checkpoint_seq', '=', 2)
      .execute();
    expect(heads).toEqual([{ contact_id: victim(), seq: 6 }]);
  });

  test('nothing new, no checkpoint', async () => {
    expect(await rig.checkpoint()).toBeNull();
    rig.world.now += 30 * 24 * 3600 * SECOND;
    expect(await rig.checkpoint()).toBeNull();
  });

  test('also where the clock was set back in between', async () => {
    rig.world.now += 3 * 24 * 3600 * SECOND;
    await later();
    rig.world.now = NOW + SECOND;
    expect(await later()).toMatchObject({ seq: 3, records: 17 });
  });

  test('of many chains come one by one, and cover them all', async () => {
    const many = await Promise.all(Array.from({ length: 1_100 }, () => rig.contact()));
    await Promise.all(many.map((id) => rig.act(id, 'REQUEST')));
    expect(await rig.checkpoint()).toMatchObject({ seq: 6, records: 1_115 });
    expect(await rig.checkpoint()).toBeNull();
    expect(await rig.verify({ outside: rig.directory })).toMatchObject({
      ok: true,
      contacts: 1_103,
      checkpoints: 6,
    });
  });

  test('are kept outside the database too', async () => {
    await later();
    expect(readdirSync(rig.directory).sort()).toEqual(['00000001.json', '00000002.json', 'key-0001.json']);
    const { checkpoint, heads } = JSON.parse(readFileSync(join(rig.directory, '00000001.json'), 'utf8'));
    const [stored] = await rig.store.read.selectFrom('checkpoint').selectAll().execute();
    expect(checkpoint).toMatchObject({ seq: 1, root: stored?.root, signature: stored?.signature });
    expect(
      checkpointRoot(
        checkpoint,
        heads.map(([contactId, seq, hash]: [string, number, string]) => ({ contactId, seq, hash })),
      ),
    ).toBe(checkpoint.root);
    expect(signatureHolds(checkpoint, rig.key)).toBe(true);
  });

  test('a copy that a crash prevented is made up for', async () => {
    rmSync(join(rig.directory, '00000001.json'));
    await rig.checkpoint();
    expect(readdirSync(rig.directory).sort()).toEqual(['00000001.json', 'key-0001.json']);
    expect(await rig.verify({ outside: rig.directory })).toMatchObject({ ok: true });
  });

  test.each<[string, (database: BetterSqlite3.Database) => void]>([
    ['records', (database) => database.exec('update checkpoint set records = 14 where seq = 1')],
    ['time', (database) => database.exec('update checkpoint set at = at + 1 where seq = 1')],
    [
      'root',
      (database) => database.exec("update checkpoint set root = '0f0f' || substr(root, 5) where seq = 1"),
    ],
    [
      'signature',
      (database) =>
        database.exec(
          'update checkpoint set signature = (select signature from checkpoint where seq = 2) where seq = 1',
        ),
    ],
    ['key', (database) => database.exec("update checkpoint set key_id = '0000000000000000' where seq = 1")],
    ['link', (database) => database.exec(`update checkpoint set previous = '${GENESIS}' where seq = 2`)],
    [
      'a head',
      (database) =>
        database.exec(
          "update checkpoint_head set hash = '0f0f' || substr(hash, 5) where checkpoint_seq = 1 and contact_id = (select min(contact_id) from checkpoint_head)",
        ),
    ],
    [
      'a head less',
      (database) =>
        database.exec(
          'delete from checkpoint_head where checkpoint_seq = 1 and contact_id = (select min(contact_id) from checkpoint_head)',
        ),
    ],
    ['a head more', (database) => database.exec("insert into checkpoint_head values (1, 'ct_a', 1, 'x')")],
    ['the first one gone', (database) => database.exec('delete from checkpoint where seq = 1')],
  ])('tampered with: %s', async (_name, work) => {
    await later();
    expect(await rig.verify()).toMatchObject({ ok: true, checkpoints: 2 });
    rig.tamper(work);
    const { findings } = await rig.verify();
    expect(findings.map(({ kind }) => kind)).toContain('checkpoint');
  });

  test('whoever forges the chain and its checkpoint has no key to sign it', async () => {
    const { privateKey: other } = generateKeyPairSync('ed25519');
    rig.tamper((database) => {
      database.prepare("update ledger set source = 'paper' where contact_id = ? and seq = 3").run(victim());
      recompute(database, victim(), 3);
      const { hash } = readRow(database, victim(), 5);
      database.prepare('update checkpoint_head set hash = ? where contact_id = ?').run(hash, victim());
      const heads = database
        .prepare('select contact_id as contactId, seq, hash from checkpoint_head order by contact_id')
        .all() as never[];
      const { at, records } = database.prepare('select at, records from checkpoint').get() as {
        at: number;
        records: number;
      };
      const forged = signCheckpoint(null, heads, records, at, other);
      database
        .prepare('update checkpoint set root = ?, key_id = ?, signature = ?')
        .run(forged.root, forged.keyId, forged.signature);
    });
    expect(await found()).toEqual([['checkpoint', null, 1]]);
    const outside = (await rig.verify({ outside: rig.directory })).findings;
    expect(outside).toContainEqual(expect.objectContaining({ kind: 'changed', contactId: victim(), seq: 5 }));
    rig.tamper((database) => {
      const mine = introduceKey(other, NOW, null);
      database.prepare('update signing_key set key_id = ?, public_key = ?').run(mine.keyId, mine.publicKey);
    });
    expect(await found()).toEqual([['checkpoint', null, 1]]);
    expect(await verifyLedger(rig.file, null)).toMatchObject({ ok: true, keys: [keyIdOf(other)] });
  });

  test('one that is signed with the right key but follows another history', async () => {
    await later();
    rig.tamper((database) => {
      const heads = database
        .prepare('select contact_id as contactId, seq, hash from checkpoint_head where checkpoint_seq = 2')
        .all() as never[];
      const other = signCheckpoint(null, heads, 0, NOW, rig.key);
      const fork = signCheckpoint(other, heads, 16, NOW, rig.key);
      const set = database.prepare(
        'update checkpoint set at = ?, records = ?, previous = ?, root = ?, signature = ? where seq = 2',
      );
      set.run(fork.at, fork.records, fork.previous, fork.root, fork.signature);
    });
    const { findings } = await rig.verify();
    expect(findings).toEqual([
      expect.objectContaining({ kind: 'checkpoint', seq: 2, detail: expect.stringContaining('follow') }),
    ]);
  });

  test('without checkpoints in the database the copies outside know better', async () => {
    rig.tamper((database) => {
      database.exec('delete from checkpoint; delete from checkpoint_head');
      database.prepare('delete from ledger where contact_id = ?').run(ids[0]);
      database.prepare('delete from ledger where contact_id = ? and seq = 5').run(victim());
    });
    expect((await rig.verify()).findings).toEqual([]);
    expect(await found({ outside: rig.directory })).toEqual([
      ['checkpoint', null, 1],
      ['removed', ids[0], 5],
      ['removed', victim(), 5],
    ]);
  });

  test('the last checkpoint and all behind it taken back', async () => {
    await later();
    rig.tamper((database) => {
      database.exec(
        'delete from checkpoint where seq = 2; delete from checkpoint_head where checkpoint_seq = 2',
      );
      database.prepare('delete from ledger where contact_id = ? and seq = 6').run(victim());
    });
    expect((await rig.verify()).findings).toEqual([]);
    expect(await found({ outside: rig.directory })).toEqual([
      ['checkpoint', null, 2],
      ['removed', victim(), 6],
    ]);
  });

  test.each<[string, string]>([
    ['half a file', '{"checkpoint":{"seq":1'],
    ['another file', '{"checkpoint":{},"heads":[]}'],
    ['nothing', ''],
  ])('a damaged copy is told: %s', async (_name, text) => {
    writeFileSync(join(rig.directory, '00000001.json'), text);
    const { findings } = await rig.verify({ outside: rig.directory });
    expect(findings).toEqual([
      expect.objectContaining({ kind: 'checkpoint', seq: 1, detail: expect.stringContaining('damaged') }),
    ]);
  });

  test('a copy that somebody else signed accuses nobody', async () => {
    const { privateKey: other } = generateKeyPairSync('ed25519');
    const forged = signCheckpoint(null, [{ contactId: victim(), seq: 9, hash: 'x' }], 1, NOW, other);
    writeFileSync(
      join(rig.directory, '00000001.json'),
      JSON.stringify({ checkpoint: forged, heads: [[victim(), 9, 'x']] }),
    );
    expect(await found({ outside: rig.directory })).toEqual([['checkpoint', null, 1]]);
  });

  test('no directory, nothing to compare with', async () => {
    expect(await rig.verify({ outside: join(rig.directory, 'none') })).toMatchObject({ ok: true });
  });

  test('two made at once do not make one chain twice', async () => {
    await rig.act(victim(), 'LAPSE');
    const options = { store: rig.store, signer: rig.signer, directory: rig.directory };
    const made = await Promise.all([makeCheckpoint(options, NOW), makeCheckpoint(options, NOW)]);
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await rig.verify()).toMatchObject({ ok: true, checkpoints: 2 });
  });
});

describe('P5 copies outside the database', () => {
  const grow = async () => {
    rig.world.now += SECOND;
    await rig.act(victim(), 'LAPSE');
    await rig.checkpoint();
  };

  test('that got lost, or were rolled back, are missed; but the newest may be on its way', async () => {
    await grow();
    await grow();
    rmSync(join(rig.directory, '00000003.json'));
    expect(await rig.verify({ outside: rig.directory })).toMatchObject({ ok: true });
    rmSync(join(rig.directory, '00000002.json'));
    expect((await rig.verify({ outside: rig.directory })).findings).toEqual([
      { kind: 'checkpoint', contactId: null, seq: 2, detail: expect.stringContaining('no copy outside') },
    ]);
    expect(await restoreCopies({ store: rig.store, directory: rig.directory })).toBe(2);
    expect(await rig.verify({ outside: rig.directory })).toMatchObject({ ok: true });
  });

  test('are one checkpoint each, however many people, and follow what was written, not what there is', async () => {
    await grow();
    const files = readdirSync(rig.directory).length;
    expect(await rig.checkpoint()).toBeNull();
    await grow();
    expect(readdirSync(rig.directory)).toHaveLength(files + 1);
    const { heads } = JSON.parse(readFileSync(join(rig.directory, '00000003.json'), 'utf8'));
    expect(heads).toEqual([[victim(), 7, expect.any(String)]]);
  });
});

describe('P5 the key is exchanged', () => {
  const keyFile = () => join(rig.directory, '..', 'key.pem');

  /** Signed by the first key, the second, and the third. */
  beforeEach(async () => {
    for (let i = 0; i < 2; i++) {
      await rig.signer.rotate(rig.store, rig.world.now);
      await rig.act(victim(), 'LAPSE');
      await rig.checkpoint();
    }
  });

  test('and each checkpoint holds under the key of its time', async () => {
    const report = await rig.verify({ outside: rig.directory });
    expect(report).toMatchObject({ ok: true, checkpoints: 3 });
    expect(new Set(report.keys).size).toBe(3);
    expect(report.keys[0]).toBe(keyIdOf(rig.key));
    expect(report.keys[2]).toBe(keyIdOf(rig.signer.key));
    expect(keyIdOf(createPrivateKey(readFileSync(keyFile())))).toBe(keyIdOf(rig.signer.key));
    expect(await verifyLedger(rig.file, keyIdOf(rig.key), { threads: 0 })).toMatchObject({ ok: true });
  });

  test.each<[string, string]>([
    ['a key nobody signed', 'update signing_key set signature = null where number = 2'],
    [
      'a signature of something else',
      'update signing_key set signature = (select signature from signing_key where number = 3) where number = 2',
    ],
    ['its time', 'update signing_key set at = at + 1 where number = 2'],
    ['where it begins', 'update signing_key set first_checkpoint = 1 where number = 2'],
    ['a key less', 'delete from signing_key where number = 2'],
    ['the newest key less', 'delete from signing_key where number = 3'],
    ['no key at all', 'delete from signing_key'],
    ['another id', "update signing_key set key_id = '0000000000000000' where number = 1"],
  ])('what is tampered with is found: %s', async (_what, statement) => {
    rig.tamper((database) => database.exec(statement));
    const { findings } = await rig.verify();
    expect(findings.map(({ kind }) => kind)).toContain('checkpoint');
  });

  test('and the old one signs nothing any more', async () => {
    rig.tamper((database) => {
      const row = database.prepare('select * from checkpoint where seq = 2').get() as Record<string, never>;
      const heads = database
        .prepare('select contact_id as contactId, seq, hash from checkpoint_head where checkpoint_seq = 3')
        .all() as never[];
      const last = { ...row, keyId: row['key_id'] } as never;
      const forged = signCheckpoint(last, heads, 17, rig.world.now, rig.key);
      database
        .prepare('update checkpoint set root = ?, key_id = ?, signature = ? where seq = 3')
        .run(forged.root, forged.keyId, forged.signature);
    });
    expect(await found()).toEqual([['checkpoint', null, 3]]);
  });

  test.each([
    ['before the database knew of it', false],
    ['after that', true],
  ])('a crash %s leaves one key that signs', async (_when, known) => {
    const old = readFileSync(keyFile());
    if (known) {
      await rig.signer.rotate(rig.store, rig.world.now);
      writeFileSync(`${keyFile()}.next`, readFileSync(keyFile()));
      writeFileSync(keyFile(), old);
    } else {
      const { privateKey } = generateKeyPairSync('ed25519');
      writeFileSync(`${keyFile()}.next`, privateKey.export({ type: 'pkcs8', format: 'pem' }));
    }
    const signer = new Signer(keyFile(), createPrivateKey(old));
    await signer.settle(rig.store);
    expect(existsSync(`${keyFile()}.next`)).toBe(false);
    expect(keyIdOf(createPrivateKey(readFileSync(keyFile())))).toBe(keyIdOf(signer.key));
    await rig.act(victim(), 'LAPSE');
    await makeCheckpoint({ store: rig.store, signer, directory: rig.directory }, rig.world.now);
    const trusted = keyIdOf(signer.key);
    expect(await verifyLedger(rig.file, trusted, { threads: 0, outside: rig.directory })).toMatchObject({
      ok: true,
      checkpoints: 4,
      keys: { length: known ? 4 : 3 },
    });
  });
});

test('P5 words that were shown cannot be changed either', async () => {
  await rig.store.write((tx) =>
    rememberWording(tx, { key: 'consent:ask', language: 'id', text: 'Boleh kami kirim?' }, NOW),
  );
  expect(await rig.verify()).toMatchObject({ ok: true });
  rig.tamper((database) => database.exec("update wording set text = 'Boleh?' where key = 'consent:ask'"));
  expect(await found()).toEqual([['changed', null, null]]);
});

describe('P8 erasure', () => {
  test('of key and evidence keeps the chain green, and still finds what is changed afterwards', async () => {
    rig.tamper((database) => {
      database.prepare('delete from ledger_key where contact_id = ?').run(victim());
      database.prepare('update ledger set evidence = null where contact_id = ?').run(victim());
    });
    expect(await rig.verify()).toMatchObject({ ok: true, records: 15 });
    await rig.act(victim(), 'ERASE');
    expect(await rig.verify()).toMatchObject({ ok: true, records: 16 });
    rig.tamper((database) =>
      database
        .prepare("update ledger set to_state = 'subscribed' where contact_id = ? and seq = 5")
        .run(victim()),
    );
    expect(await found()).toContainEqual(['changed', victim(), 5]);
  });

  test('no record says in clear who somebody is', async () => {
    const columns = await rig.store.read
      .selectFrom('ledger')
      .select(['contact_id', 'topic', 'event', 'source', 'actor', 'commitment', 'previous', 'hash'])
      .execute();
    expect(JSON.stringify(columns)).not.toContain('wamid');
  });
});

describe('a long chain and many short ones, over the borders of pages', () => {
  test('are read whole', async () => {
    await rig.store.write(async () => undefined);
    for (let i = 0; i < 620; i++) void rig.act(ids[0] ?? '', 'LAPSE');
    await rig.act(ids[0] ?? '', 'LAPSE');
    await rig.checkpoint();
    expect(await rig.verify({ outside: rig.directory })).toMatchObject({
      ok: true,
      records: 15 + 621,
      contacts: 3,
    });
    rig.tamper((database) =>
      database.prepare('delete from ledger where contact_id = ? and seq = 500').run(ids[0]),
    );
    expect(await found()).toEqual([['removed', ids[0], 500]]);
  });
});

describe('in threads', () => {
  test('the same is found as in place, and progress is told', async () => {
    rig.tamper((database) => {
      database.prepare("update ledger set source = 'paper' where contact_id = ? and seq = 3").run(victim());
      database.prepare('delete from ledger where contact_id = ?').run(ids[2]);
      database.exec(`with recursive n(i) as (select 1 union all select i + 1 from n where i < 25000)
        insert into ledger select null, contact_id || (i % 40), i / 40 + 1, topic, event, from_state, to_state, at, recorded_at,
          source, actor, effect, wording, environment, evidence, commitment, previous, hash
        from ledger, n where contact_id = '${ids[0]}' and seq = 1`);
    });
    const seen: Progress[] = [];
    const options = { outside: rig.directory, onProgress: (progress: Progress) => seen.push(progress) };
    const report = await rig.verify({ ...options, threads: 2 });
    expect(report).toMatchObject({ ok: false, records: 25_010, contacts: 42 });
    expect(report.findings).toContainEqual(
      expect.objectContaining({ kind: 'changed', contactId: victim(), seq: 3 }),
    );
    expect(report.findings).toContainEqual(
      expect.objectContaining({ kind: 'removed', contactId: ids[2], seq: 5 }),
    );
    expect(seen.at(-1)).toEqual({ records: 25_010, total: 25_010 });
    expect(report).toEqual(await rig.verify({ outside: rig.directory }));
  });

  test('a file that is no database rejects', async () => {
    const file = join(rig.directory, '00000001.json');
    await expect(verifyLedger(file, null)).rejects.toThrow('file is not a database');
  });

  test('who asks while one runs gets its result', async () => {
    let runs = 0;
    const verify = sharedVerification(async (onProgress) => {
      runs += 1;
      await new Promise((next) => setImmediate(next));
      return verifyLedger(rig.file, null, { threads: 0, onProgress });
    });
    const seen: Progress[] = [];
    const [one, two] = await Promise.all([verify(), verify((progress) => seen.push(progress))]);
    expect(one).toBe(two);
    expect(seen.at(-1)).toEqual({ records: 15, total: 15 });
    await verify();
    expect(runs).toBe(2);
  });
});

test('the commitment is HMAC-SHA-256, whatever the key and the text', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 100 }),
      fc.string({ unit: 'binary', maxLength: 3_000 }),
      (key, text) => {
        expect(commitment(Buffer.from(key), text)).toBe(createHmac('sha256', key).update(text).digest('hex'));
      },
    ),
  );
});
