import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changeConsent, loadStanding } from '../../src/consent/index.js';
import { createContact } from '../../src/contacts/resolve.js';
import { Store } from '../../src/store/index.js';
import { MAIN } from '../setup/child.js';
import { SandboxWorld } from '../setup/sandbox.js';
import { Program } from './program.js';

let folder = '';
let data = '';
const file = () => join(data, 'sandbox.db');

/** Two people who were asked, in the data directory of a server that is not running. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-cli-ledger-'));
  data = join(folder, 'data');
  const store = await Store.open(file());
  const act = {
    event: 'REQUEST',
    topics: ['info-zakat'],
    at: 1_000,
    source: 'text',
    actor: 'customer',
  } as const;
  await store.write(async (tx) => {
    for (let i = 0; i < 2; i++) {
      const id = await createContact(tx, 1_000);
      const standing = await loadStanding(tx, id);
      const context = { now: 1_000, environment: 'sandbox' } as const;
      await changeConsent(tx, id, standing, { ...act, evidence: { said: 'DAFTAR' } }, context);
    }
  });
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ledger(...args: string[]) {
  const env = { PATH: process.env.PATH ?? '', IZIN_DATA_DIR: data };
  const run = spawnSync(process.execPath, [MAIN, 'ledger', ...args], { cwd: folder, env, encoding: 'utf8' });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

test('P5 verified in use, as a backup and as an exported file alone, also after the key was exchanged', () => {
  expect(ledger('verify')).toEqual({
    code: 0,
    err: '',
    out: expect.stringMatching(/^OK: 2 records, 2 contacts, 0 checkpoints\n2 belum ditandatangani/),
  });
  expect(ledger('checkpoint').out).toMatch(/^checkpoint 1: /);
  expect(ledger('rotate-key').out).toMatch(/^kunci · key 2: \w{16}, .* 2\n$/);
  const { code, out } = ledger('export');
  expect(code).toBe(0);
  const exported = join(folder, 'ledger.jsonl');
  writeFileSync(exported, out);
  const backup = join(folder, 'backup.db');
  copyFileSync(file(), backup);
  for (const args of [[], ['--db', backup], ['--file', exported]]) {
    const report = ledger('verify', '--json', ...args);
    expect([args, report.code, JSON.parse(report.out)]).toEqual([
      args,
      0,
      expect.objectContaining({ ok: true, records: 2, checkpoints: 1, unsigned: 0 }),
    ]);
  }
  writeFileSync(exported, readFileSync(exported, 'utf8').replace('"text","customer"', '"paper","customer"'));
  expect(ledger('verify', '--file', exported)).toMatchObject({
    code: 1,
    out: expect.stringMatching(/^changed: ct_\w+ #1: .*\n1 FAULTS: /),
  });
});

test('P5 a certificate is written for a contact, and for nobody else', () => {
  const consent = (...args: string[]) => {
    const env = { PATH: process.env.PATH ?? '', IZIN_DATA_DIR: data };
    return spawnSync(process.execPath, [MAIN, 'consent', ...args], { cwd: folder, env, encoding: 'utf8' });
  };
  const id = /ct_\w+/.exec(ledger('export').out)?.[0] ?? '';
  const out = join(folder, 'proof.pdf');
  expect(consent('certificate', id, '-o', out)).toMatchObject({ status: 0, stdout: `${out}\n` });
  expect(readFileSync(out).subarray(0, 4).toString()).toBe('%PDF');
  expect(consent('certificate', '081234567890')).toMatchObject({ status: 1 });
  expect(consent('certificate', 'nobody')).toMatchObject({ status: 2 });
});

test.each([
  [['verify', '--db', 'nothing'], 2, /there is no nothing/],
  [['verify', '--db', MAIN], 1, /no database|not a database/i],
  [['verify', '--db', MAIN, '--file', MAIN], 2, /choose one/],
])('%s says what is wrong', (args, code, says) => {
  const run = ledger(...args);
  expect(run).toMatchObject({ code, err: expect.stringMatching(says) });
});

describe('izin ledger checkpoint and export', () => {
  let world: SandboxWorld;
  let beside: Program;
  let alone: Program;
  beforeAll(async () => {
    world = await SandboxWorld.start();
    beside = new Program(world.dataDir);
    alone = new Program(data);
    await world.write('6281710000001', 'DAFTAR');
  }, 60_000);
  afterAll(() => world.stop());
  const records = ({ out }: { out: string }) =>
    out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);

  test.each<[string, () => Program]>([
    ['beside the running server', () => beside],
    ['without one', () => alone],
  ])('sign what is there, once, and give it away, %s', async (_, program) => {
    const made = await program().run('ledger', 'checkpoint', '--json');
    expect([made.code, made.err]).toEqual([0, '']);
    // The one without a server may have been signed by a test before.
    expect(JSON.parse(made.out)).toEqual(
      program() === beside
        ? expect.objectContaining({ seq: 1, root: expect.stringMatching(/^[0-9a-f]{64}$/) })
        : null,
    );
    expect(await program().run('ledger', 'checkpoint')).toMatchObject({
      code: 0,
      out: 'nothing changed since the last checkpoint\n',
    });
    const exported = await program().run('ledger', 'export');
    expect([exported.code, exported.err]).toEqual([0, '']);
    expect(records(exported).length).toBeGreaterThan(2);
    expect(exported.out).not.toMatch(/6281710000001|wamid/);
    writeFileSync(join(folder, 'given.jsonl'), exported.out);
    expect(await program().run('ledger', 'verify', '--file', join(folder, 'given.jsonl'))).toMatchObject({
      code: 0,
    });
  });

  test('copies that were lost are written again', async () => {
    const copies = join(data, 'checkpoints');
    const lost = readdirSync(copies);
    rmSync(copies, { recursive: true });
    expect(await alone.run('ledger', 'checkpoint', '--copies', '--json')).toMatchObject({
      code: 0,
      // The checkpoint; its keys are written beside it.
      out: '{"written":1}\n',
    });
    expect(readdirSync(copies).sort()).toEqual(lost.sort());
  });

  test.each<[string[], number, RegExp]>([
    [['checkpoint', '--force'], 2, /unknown option/],
    [['export', '--db', 'nothing'], 2, /tidak ada · there is no nothing/],
    [['export', 'everything'], 2, /too many arguments/],
    [['sign'], 2, /unknown command/],
  ])('%s is wrong use', async (args, code, says) => {
    expect(await alone.run('ledger', ...args)).toMatchObject({
      code,
      out: '',
      err: expect.stringMatching(says),
    });
  });

  test.each([[['checkpoint', '--copies']], [['export']], [['verify']]])(
    '%s says so where there is no database',
    async (args) => {
      const nowhere = new Program(join(folder, 'nothing'));
      const ended = await nowhere.run('ledger', ...args);
      expect(ended).toMatchObject({ code: 1, out: '', err: expect.stringMatching(/there is no database/) });
    },
  );
});
