import { spawnSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findPython } from '../../scripts/servers.mjs';
import { signCheckpoint } from '../../src/consent/checkpoint-record.js';
import { exportLedger } from '../../src/consent/ledger-export.js';
import { loadExport } from '../../src/consent/ledger-file.js';
import { GENESIS, sha256 } from '../../src/consent/ledger-record.js';
import { keyIdOf } from '../../src/consent/signing-keys.js';
import { verifyLedger } from '../../src/consent/verify.js';
import { rememberWording } from '../../src/consent/wording.js';
import { Store } from '../../src/store/index.js';
import { openSnapshot } from '../../src/store/snapshot.js';
import { describeWith } from '../setup/servers.js';
import { NOW, openRig, REPORT, type Rig, ZAKAT } from './rig.js';

// biome-ignore lint/suspicious/noExplicitAny: lines are spoilt freely.
type Line = any;

let rig: Rig;
let ids: string[];
let lines: string[];

/** Three people with five records each under two checkpoints and two keys, a wording, and one record more. */
beforeAll(async () => {
  rig = await openRig();
  ids = (await Promise.all([rig.contact(), rig.contact(), rig.contact()])).sort();
  const words = { key: 'consent:ask', language: 'id', text: 'Boleh kami kirim *Info "Zakat"*?\n☪️ \u0001' };
  const wording = await rig.store.write((tx) => rememberWording(tx, words, NOW));
  for (const id of ids) await rig.act(id, 'REQUEST', { wording });
  await rig.checkpoint();
  await rig.signer.rotate(rig.store, NOW);
  for (const id of ids) {
    await rig.act(id, 'CONFIRM', { source: 'button' });
    await rig.subscribe(id, [REPORT]);
    await rig.act(id, 'WITHDRAW', { topics: [ZAKAT], source: 'text' });
  }
  await rig.checkpoint();
  const snapshot = openSnapshot(rig.file);
  lines = [...exportLedger(snapshot, NOW)];
  snapshot.close();
});
afterAll(() => rig.close());

const change = (of: (line: Line) => boolean, spoil: (line: Line) => Line[]) => (all: Line[]) =>
  all.flatMap((line) => (of(line) ? spoil(line) : [line]));
const isRecord = (who: number, seq: number) => (line: Line) =>
  line.record?.[0] === ids[who] && line.record[1] === seq;
/** Every hash and link of a chain made right again from some record on. */
function rechain(all: Line[], contact: string): Line[] {
  let [seq, previous] = [0, GENESIS];
  return all.map((line) => {
    if (line.record?.[0] !== contact) return line;
    seq += 1;
    const record = [contact, seq, ...line.record.slice(2, 14), previous];
    previous = sha256(JSON.stringify(record));
    return { record, hash: previous };
  });
}
const counted = (all: Line[]): Line[] =>
  change(
    (line) => line.end,
    (line) => [{ end: { ...line.end, records: all.filter((one) => one.record).length } }],
  )(all);
const swap = (one: (line: Line) => boolean, other: (line: Line) => boolean) => (all: Line[]) => {
  const [i, j] = [all.findIndex(one), all.findIndex(other)];
  return all.map((line, at) => (at === i ? all[j] : at === j ? all[i] : line));
};
const set = (line: Line, index: number, value: unknown): Line => ({
  ...line,
  record: line.record.with(index, value),
});
const rehash = (line: Line): Line => ({ ...line, hash: sha256(JSON.stringify(line.record)) });

const spoilt: [what: string, spoil: (all: Line[]) => Line[]][] = [
  [
    'a field changed',
    change(
      (line) => isRecord(1, 3)(line),
      (line) => [set(line, 8, 'paper')],
    ),
  ],
  [
    'a field and its hash changed',
    change(
      (line) => isRecord(1, 3)(line),
      (line) => [rehash(set(line, 8, 'paper'))],
    ),
  ],
  [
    'a whole chain forged',
    (all) =>
      rechain(
        change(
          (line) => isRecord(1, 3)(line),
          (line) => [set(line, 8, 'paper')],
        )(all),
        ids[1] ?? '',
      ),
  ],
  [
    'a record removed',
    (all) =>
      counted(
        change(
          (line) => isRecord(1, 3)(line),
          () => [],
        )(all),
      ),
  ],
  [
    'a record removed and the rest moved up',
    (all) =>
      counted(
        rechain(
          change(
            (line) => isRecord(1, 3)(line),
            () => [],
          )(all),
          ids[1] ?? '',
        ),
      ),
  ],
  [
    'the last record of a chain removed',
    (all) =>
      counted(
        change(
          (line) => isRecord(1, 5)(line),
          () => [],
        )(all),
      ),
  ],
  [
    'a chain removed',
    (all) =>
      counted(
        change(
          (line) => line.record?.[0] === ids[1],
          () => [],
        )(all),
      ),
  ],
  [
    'the last chain removed',
    (all) =>
      counted(
        change(
          (line) => line.record?.[0] === ids[2],
          () => [],
        )(all),
      ),
  ],
  [
    'a record inserted',
    (all) =>
      counted(
        rechain(
          change(
            (line) => isRecord(1, 3)(line),
            (line) => [line, line],
          )(all),
          ids[1] ?? '',
        ),
      ),
  ],
  [
    'a record twice',
    (all) =>
      counted(
        change(
          (line) => isRecord(1, 3)(line),
          (line) => [line, line],
        )(all),
      ),
  ],
  [
    'two records in another order',
    (all) =>
      swap(
        (line) => isRecord(1, 3)(line),
        (line) => isRecord(1, 4)(line),
      )(all),
  ],
  [
    'two chains exchanged',
    (all) => [
      ...all.filter((line) => !line.record && !line.end),
      ...[2, 1, 0].flatMap((who) => all.filter((line) => line.record?.[0] === ids[who])),
      ...all.filter((line) => line.end),
    ],
  ],
  [
    'two people exchanged',
    (all) => {
      const other = (id: string) => (id === ids[0] ? ids[1] : id === ids[1] ? ids[0] : id);
      const renamed = all.map((line) => (line.record ? set(line, 0, other(line.record[0])) : line));
      const sorted = [
        ...renamed.filter((line) => !line.record && !line.end),
        ...[0, 1, 2].flatMap((who) => renamed.filter((line) => line.record?.[0] === ids[who])),
        ...renamed.filter((line) => line.end),
      ];
      return rechain(rechain(sorted, ids[0] ?? ''), ids[1] ?? '');
    },
  ],
  ['the tail cut off', (all) => all.slice(0, -3)],
  [
    'the newest checkpoint and what it saw removed',
    (all) => {
      const fewer = all.filter(
        (line) =>
          line.checkpoint?.seq !== 2 && !(line.record && line.record[1] > 1) && line.key?.number !== 2,
      );
      return counted(
        change(
          (line) => line.end,
          (line) => [{ end: { ...line.end, checkpoints: 1 } }],
        )(fewer),
      );
    },
  ],
  [
    'a checkpoint forged with another key',
    change(
      (line) => line.checkpoint?.seq === 2,
      ({ checkpoint, heads }) => {
        const { privateKey } = generateKeyPairSync('ed25519');
        const first = JSON.parse(lines.find((line) => line.includes('"checkpoint":{"seq":1,')) ?? '');
        const all = heads.map(([contactId, seq, hash]: [string, number, string]) => ({
          contactId,
          seq,
          hash,
        }));
        return [
          { checkpoint: signCheckpoint(first.checkpoint, all, checkpoint.records, NOW, privateKey), heads },
        ];
      },
    ),
  ],
  [
    'a checkpoint forged with a key that nobody introduced',
    (all) => {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519');
      const spki = publicKey.export({ type: 'spki', format: 'der' }).toString('hex');
      const [one, two] = all.filter((line) => line.checkpoint);
      const heads = two.heads.map(([contactId, seq, hash]: [string, number, string]) => ({
        contactId,
        seq,
        hash,
      }));
      const checkpoint = signCheckpoint(one.checkpoint, heads, two.checkpoint.records, NOW, privateKey);
      return all.map((line) => {
        if (line.key?.number === 2)
          return { key: { ...line.key, keyId: keyIdOf(privateKey), publicKey: spki } };
        return line.checkpoint?.seq === 2 ? { checkpoint, heads: two.heads } : line;
      });
    },
  ],
  [
    'a head changed',
    change(
      (line) => line.checkpoint?.seq === 1,
      (line) => [{ ...line, heads: line.heads.slice(1) }],
    ),
  ],
  [
    'a wording changed',
    change(
      (line) => line.wording,
      (line) => [{ wording: { ...line.wording, text: 'Boleh?' } }],
    ),
  ],
];

/** By Izin. */
async function byIzin(text: string, trusted: string | null = null) {
  const file = join(rig.directory, '..', 'loaded.db');
  rmSync(file, { force: true });
  const store = await Store.open(file);
  const faults = await loadExport(toAsync(text.split('\n')), store);
  await store.close();
  const report = await verifyLedger(file, trusted, { threads: 0, outside: rig.directory });
  return { ...report, ok: report.ok && faults.length === 0, findings: [...faults, ...report.findings] };
}

async function* toAsync(all: readonly string[]) {
  yield* all;
}

/** By the program in docs/. */
function byPython(text: string, ...more: string[]) {
  const file = join(rig.directory, '..', 'ledger.jsonl');
  writeFileSync(file, text);
  const program = join(import.meta.dirname, '../../docs/verify_ledger.py');
  const args = [program, file, '--checkpoints', rig.directory, ...more];
  const { status, stdout, stderr } = spawnSync(findPython() ?? 'python3', args, { encoding: 'utf8' });
  return { status, says: stdout + stderr };
}

const spoil = (how: (all: Line[]) => Line[]) =>
  how(lines.map((line) => JSON.parse(line)))
    .map((line) => `${JSON.stringify(line)}\n`)
    .join('');

describe('P5 an exported ledger, read by Izin', () => {
  test('is in order, and holds nothing of a person', async () => {
    expect(await byIzin(lines.join(''))).toMatchObject({
      ok: true,
      records: 15,
      contacts: 3,
      checkpoints: 2,
      unsigned: 0,
      findings: [],
    });
    expect(lines.join('')).not.toContain('wamid');
    expect(readdirSync(rig.directory).sort()).toEqual([
      '00000001.json',
      '00000002.json',
      'key-0001.json',
      'key-0002.json',
    ]);
  });

  test.each(spoilt)('%s is found', async (_what, how) => {
    const { ok, findings } = await byIzin(spoil(how));
    expect(ok).toBe(false);
    expect(findings.every(({ detail }) => detail.length > 0)).toBe(true);
  });

  test.each([
    ['what is no ledger', '{"a":1}\n', 'line 1 cannot be read'],
    ['half a line', '{"ledger":1,"at":1}\n{"rec', 'line 2 cannot be read'],
    ['nothing', '', 'the file has no end: it was cut off'],
  ])('%s is told', async (_what, text, detail) => {
    expect((await byIzin(text)).findings).toContainEqual(expect.objectContaining({ detail }));
  });

  test('with another trusted key', async () => {
    const { findings } = await byIzin(lines.join(''), '0123456789abcdef');
    expect(findings).toEqual([
      expect.objectContaining({ kind: 'checkpoint', detail: expect.stringContaining('0123456789abcdef') }),
    ]);
  });
});

describeWith('cryptography')('P5 an exported ledger, read without Izin by docs/verify_ledger.py', () => {
  test('is in order', () => {
    const { status, says } = byPython(lines.join(''), '--key', keyIdOf(rig.key));
    expect(says).toMatch(/^OK: 15 records, 2 checkpoints, keys \w{16} \w{16}\n$/);
    expect(status).toBe(0);
  });

  test.each(spoilt)('%s is found', (_what, how) => {
    const { status, says } = byPython(spoil(how));
    expect(says).toMatch(/\d+ FAULTS: /);
    expect(status).toBe(1);
  });

  test('with another trusted key', () => {
    expect(byPython(lines.join(''), '--key', '0123456789abcdef')).toMatchObject({
      status: 1,
      says: expect.stringContaining('none of the keys is 0123456789abcdef'),
    });
  });
});
