import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import BetterSqlite3 from 'better-sqlite3';
import { addTopic } from '../../src/consent/topic-change.js';
import { Store } from '../../src/store/index.js';
import { MAIN } from '../setup/child.js';
import { API_KEY, environment, Izin, TOPIC } from '../setup/izin.js';
import { xlsx } from '../setup/xlsx.js';
import { BOTH, Program } from './program.js';

const HEADER = 'phone,name,topic,source,date,wording,reference\n';
let folder = '';
let data = '';
let izin: Program;
/** A file of the operator's. */
const file = (name: string, content: string | Buffer) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const proven = (phone: string, name = 'Siti') =>
  `${phone},${name},${TOPIC},formulir,3/8/2025,Ya kirimi saya,F-1\n`;
const unproven = (phone: string) => `${phone},Budi,${TOPIC},,,,\n`;
interface Overview {
  id: string;
  name: string;
  state: string;
  dry_run: boolean;
  rows: number;
  counts: Record<string, number>;
  error: { code: string } | null;
  proofs: object[];
}
const json = <T = Overview>({ out }: { out: string }) => JSON.parse(out) as T;

/** A data directory with two topics, of a server that does not run. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-cli-import-'));
  data = join(folder, 'data');
  izin = new Program(data);
  const store = await Store.open(join(data, 'sandbox.db'));
  const words = { id: 'Info zakat', en: 'Zakat updates' };
  await store.write((tx) => addTopic(tx, { id: TOPIC, name: words, description: words }, 1000));
  await store.close();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('izin consent import, while no server runs,', () => {
  test('asks for consent and says in both languages what became of the rows', async () => {
    const list = file(
      'baik.csv',
      HEADER + proven('0812-1000-0001') + proven('0812 1000 0001') + unproven('081210000002'),
    );
    const { code, out, err } = await izin.run('consent', 'import', list);
    expect([code, err]).toEqual([0, '']);
    const id = /^(im_\w+): completed, 3 baris · rows$/m.exec(out)?.[1];
    expect(out.split('\n').slice(1)).toEqual([
      '          1  diminta · requested',
      '          1  tidak berubah · unchanged',
      '          1  menunggu bukti · waiting for a proof',
      `Tanyai mereka lewat WhatsApp, sekali · ask them in WhatsApp, once: izin consent ask ${id}`,
      `Lampirkan bukti · attach a proof: izin consent prove ${id} --source … --date … --wording …`,
      `Baris demi baris · row by row: izin consent report ${id} > laporan.csv`,
      '',
    ]);
    expect((await izin.run('consent', 'show', '081210000001')).out).toMatch(/^info-zakat: pending /);
    expect(await izin.run('consent', 'ask', `${id}`)).toMatchObject({
      code: 0,
      out: expect.stringContaining('selama server berjalan'),
    });
    expect(await izin.run('consent', 'ask', 'im_nowhere')).toMatchObject({ code: 1 });
    // Who waits for a proof is nobody yet.
    expect(await izin.run('consent', 'show', '081210000002')).toMatchObject({ code: 1 });
    expect(readdirSync(join(data, 'imports'))).toEqual([]);
  });

  test('tries with --dry-run and changes nothing', async () => {
    const list = file('coba.csv', HEADER + proven('081210000003'));
    const tried = await izin.run('consent', 'import', list, '--dry-run');
    expect(tried).toMatchObject({ code: 0, out: expect.stringMatching(/completed \(--dry-run\), 1 baris/) });
    expect(json(await izin.run('consent', 'import', list, '--dry-run', '--json'))).toMatchObject({
      dry_run: true,
      counts: { requested: 1 },
    });
    expect(await izin.run('consent', 'show', '081210000003')).toMatchObject({
      code: 1,
      err: expect.stringMatching(BOTH),
    });
  });

  test('exits with 1 for rows that cannot be read, and its report says where they stand', async () => {
    const list = file(
      'cacat.csv',
      `${HEADER}${proven('081210000004')}"6,28E+12",Ali,${TOPIC},acara,2025-08-03,Ya,\n`,
    );
    const imported = await izin.run('consent', 'import', list, '--json');
    expect([imported.code, imported.err]).toEqual([1, '']);
    const { id, counts } = json(imported);
    expect(counts).toMatchObject({ requested: 1, invalid: 1 });
    const report = await izin.run('consent', 'report', id);
    expect(report.code).toBe(0);
    const [header, first, second] = report.out.split('\r\n');
    expect(header).toBe('\ufeffline,row,outcome,reason,id,en');
    expect(first).toMatch(/^2,1,"requested","",/);
    expect(second).toMatch(/^3,2,"invalid","lost_digits","Excel membulatkan .*","Excel has rounded /);
    expect(report.out).not.toContain('Ali');
    const only = await izin.run('consent', 'report', id, '--outcome', 'requested');
    expect(only.out.trim().split('\r\n')).toHaveLength(2);
  });

  test('reads the sheet and the columns that are named, and fills what is empty', async () => {
    const rows = [
      ['Orang', 'Kontak'],
      ['Siti', '081210000005'],
    ];
    const book = file(
      'buku.xlsx',
      xlsx({
        sheets: [
          { name: 'Isi', rows: [['x']] },
          { name: 'Donatur', rows },
        ],
      }),
    );
    const said = [
      '--sheet',
      'donatur',
      '--map',
      'phone=Kontak',
      '--map',
      'name=Orang',
      '--topic',
      'Info Zakat',
    ];
    const proof = ['--source', 'acara', '--date', '3 Agt 2025', '--wording', 'Ya', '--reference', 'map 3'];
    const { code, out } = await izin.run('consent', 'import', book, ...said, ...proof, '--json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      expect.objectContaining({
        columns: { phone: 'Kontak', name: 'Orang' },
        counts: expect.objectContaining({ requested: 1 }),
      }),
    ]);
  });

  test('takes a proof afterwards', async () => {
    const list = file('tanpa.csv', HEADER + unproven('081210000006') + unproven('081210000007'));
    const { id, counts } = json(await izin.run('consent', 'import', list, '--json'));
    expect(counts).toMatchObject({ unproven: 2 });
    const scan = file('map.pdf', '%PDF-1.7 map');
    // Without a date nothing is proven yet.
    expect(await izin.run('consent', 'prove', id, '--source', 'acara', '--document', scan)).toMatchObject({
      code: 1,
    });
    const done = await izin.run(
      'consent',
      'prove',
      id,
      '--source',
      'acara',
      '--date',
      '2025-08-03',
      '--document',
      scan,
      '--json',
    );
    expect([done.code, json(done)]).toEqual([
      0,
      expect.objectContaining({
        counts: expect.objectContaining({ unproven: 0, requested: 2 }),
        proofs: [
          expect.objectContaining({ reference: 'map.pdf', date: null }),
          expect.objectContaining({
            reference: 'map.pdf',
            date: '2025-08-03',
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          }),
        ],
      }),
    ]);
    expect(await izin.run('consent', 'prove', id, '--wording', 'Ya')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no row waits for a proof'),
    });
    const listed = await izin.run('consent', 'imports');
    expect(listed.out).toMatch(new RegExp(`^${id}  completed 100%         2  tanpa\\.csv$`, 'm'));
    expect(json<Overview[]>(await izin.run('consent', 'imports', '--json'))[0]).toMatchObject({
      id,
      name: 'tanpa.csv',
    });
  });

  test('says whether the proof stands for the yes', async () => {
    expect((await izin.run('consent', 'source')).out).toBe('double opt-in: on\n');
    const off = await izin.run(
      'consent',
      'source',
      'import:acara',
      '--double-opt-in',
      'off',
      '--reason',
      'formulir basah',
    );
    expect(off).toMatchObject({ code: 0, out: 'import:acara: double opt-in off (formulir basah)\n' });
    expect(json<object[]>(await izin.run('consent', 'source', 'import:acara', '--json'))).toEqual([
      { source: 'import:acara', double_opt_in: false, reason: 'formulir basah' },
    ]);
  });
});

describe('wrong use exits with 2 and says what is right:', () => {
  test.each<[string, string[], RegExp]>([
    ['no file', ['import'], /missing required argument 'file'/],
    ['a file that is not there', ['import', 'tidak-ada.csv'], /tidak ada berkas .* · there is no file/],
    ['a folder', ['import', '.'], /folder/],
    ['a column that is none', ['import', 'tidak-ada.csv', '--map', 'telepon=No HP'], /phone="No HP"/],
    ['a column without a header', ['import', 'tidak-ada.csv', '--map', 'phone='], /phone="No HP"/],
    ['an unknown option', ['import', 'tidak-ada.csv', '--force'], /unknown option/],
    ['an outcome that is none', ['report', 'im_1', '--outcome', 'good'], /requested, subscribed/],
    ['a date in the future', ['import', MAIN, '--date', '1/1/2199'], /--date: .*masa depan.* · .*future/],
    ['a date that is none', ['import', MAIN, '--date', '31/2/2025'], /--date: Bukan tanggal.* · Not a date/],
    ['a proof of no day', ['prove', 'im_1', '--wording', 'Ya', '--date', 'kemarin'], /--date: /],
    ['a proof of nothing', ['prove', 'im_1', '--source', 'acara'], /--wording, --reference, --document/],
    ['a proof that is not there', ['prove', 'im_1', '--document', 'x.pdf'], /there is no file/],
    ['no import to cancel', ['cancel'], /missing required argument/],
    ['a source that is none', ['source', 'mars'], /import:<…>/],
    ['a policy without its reason', ['source', 'import', '--double-opt-in', 'off'], /--reason/],
    ['no number', ['show', 'Siti'], /0812… .* · .* \+62812…/],
  ])('%s', async (_, args, says) => {
    expect(await izin.run('consent', ...args)).toMatchObject({
      code: 2,
      out: '',
      err: expect.stringMatching(says),
    });
  });
});

describe('what cannot be done exits with 1, in both languages:', () => {
  test.each<[string, () => string[], RegExp]>([
    [
      'an old Excel file',
      () => ['import', file('lama.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'))],
      /\.xlsx .* · .*\.xlsx/,
    ],
    ['an empty file', () => ['import', file('kosong.csv', '')], /kosong.* · .*empty/],
    ['no header', () => ['import', file('judul.csv', '081210000008,Siti\n')], /judul.* · .*header/],
    ['a column that is not in it', () => ['import', file('kolom.csv', HEADER), '--map', 'phone=Telp'], /map/],
    [
      'a topic that is not offered',
      () => ['import', file('topik.csv', HEADER), '--topic', 'cuaca'],
      /tidak ada topik cuaca · there is no topic cuaca/,
    ],
    ['an import that is none', () => ['report', 'im_0'], /tidak ada impor im_0 · there is no import im_0/],
    ['a proof for none', () => ['prove', 'im_0', '--wording', 'Ya'], /tidak ada impor/],
    ['one that has ended long ago', () => ['cancel', 'im_0'], /tidak ada impor/],
  ])('%s', async (_, args, says) => {
    expect(await izin.run('consent', ...args())).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(says),
    });
  });
});

test('killed in the middle, an import goes on with the next command, and again is not twice', async () => {
  const ROWS = 6000;
  const rows = Array.from({ length: ROWS }, (_, i) => proven(`0813${2_000_000 + i}`, `Orang ${i}`));
  const list = file('besar.csv', HEADER + rows.join(''));
  const child = izin.start('consent', 'import', list);
  const database = new BetterSqlite3(join(data, 'sandbox.db'), { readonly: true });
  const handled = database.prepare("select id, rows from import where name = 'besar.csv'");
  const look = () => handled.get() as { id: string; rows: number } | undefined;
  while ((look()?.rows ?? 0) < 200 && child.exitCode === null)
    await new Promise((next) => setTimeout(next, 5));
  child.kill('SIGKILL');
  await once(child, 'close');
  const cut = look();
  expect(cut?.rows).toBeLessThan(ROWS);
  // The same list once more: the first is finished before it begins, and everybody is asked already.
  const again = await izin.run('consent', 'import', list, '--json');
  expect([again.code, json(again).counts]).toEqual([
    0,
    expect.objectContaining({ requested: 0, unchanged: ROWS }),
  ]);
  const all = json<Overview[]>(await izin.run('consent', 'imports', '--json'));
  expect(all.find(({ id }) => id === cut?.id)).toMatchObject({
    state: 'completed',
    rows: ROWS,
    counts: { requested: ROWS, unchanged: 0, invalid: 0 },
  });
  expect(
    database
      .prepare(
        "select count(*) n, count(distinct contact_id) d from ledger where effect = 1 and source = 'import' and json_extract(evidence, '$.import') = ?",
      )
      .get(cut?.id),
  ).toEqual({ n: ROWS, d: ROWS });
  database.close();
}, 120_000);

describe('beside the running server', () => {
  let server: Izin;
  let beside: Program;
  beforeAll(async () => {
    server = await Izin.start();
    beside = new Program(server.dataDir, environment(server.graph.url, server.dataDir));
  }, 60_000);
  afterAll(() => server.stop());

  test('it works the same', async () => {
    const list = file(
      'server.csv',
      HEADER + proven('081410000001') + unproven('081410000002') + proven('12'),
    );
    const tried = await beside.run('consent', 'import', list, '--dry-run', '--json');
    expect([tried.code, json(tried)]).toEqual([1, expect.objectContaining({ dry_run: true, rows: 3 })]);
    const imported = await beside.run('consent', 'import', list, '--json');
    expect([imported.code, imported.err]).toEqual([1, '']);
    const { id, name, counts } = json(imported);
    expect([name, counts]).toEqual([
      'server.csv',
      expect.objectContaining({ requested: 1, unproven: 1, invalid: 1 }),
    ]);
    const view = await server.api<{ by: string }>('GET', `/imports/${id}`);
    expect(JSON.stringify(view)).not.toContain(API_KEY);
    const report = await beside.run('consent', 'report', id, '--outcome', 'invalid');
    expect(report.out).toMatch(/^\ufeffline,row,outcome,reason,id,en\r\n4,3,"invalid","invalid_phone",/);
    const done = await beside.run(
      'consent',
      'prove',
      id,
      '--source',
      'acara',
      '--date',
      '3/8/2025',
      '--wording',
      'Ya',
    );
    expect(done).toMatchObject({ code: 0, out: expect.stringContaining('2  diminta · requested') });
    expect((await beside.run('consent', 'imports')).out).toContain(`${id}  completed`);
    const policy = ['--double-opt-in', 'off', '--reason', 'formulir basah'];
    expect((await beside.run('consent', 'source', 'paper', ...policy)).out).toBe(
      'paper: double opt-in off (formulir basah)\n',
    );
    expect((await beside.run('consent', 'show', '081410000001', '--json')).out).toContain('"pending"');
  }, 60_000);

  test.each<[string, () => string[], number, RegExp]>([
    ['a file that is not there', () => ['import', 'tidak-ada.csv'], 2, /there is no file/],
    ['a folder', () => ['import', '.'], 2, /folder/],
    ['an empty file', () => ['import', file('kosong.csv', '')], 1, /import_header/],
    [
      'an old Excel file',
      () => ['import', file('lama.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'))],
      1,
      /import_file/,
    ],
    [
      'a topic that is not offered',
      () => ['import', file('topik.csv', HEADER), '--topic', 'cuaca'],
      1,
      /topic: there is no such topic/,
    ],
    ['an import that is none', () => ['cancel', 'im_0'], 1, /not_found/],
    ['one that has ended', () => ['prove', 'im_0', '--wording', 'Ya'], 1, /not_found/],
    ['a name that leads elsewhere', () => ['report', '../topics'], 1, /not_found/],
  ])('%s', async (_, args, code, says) => {
    expect(await beside.run('consent', ...args())).toMatchObject({
      code,
      out: '',
      err: expect.stringMatching(says),
    });
  });

  test('one that runs can be cancelled, and cannot be proven meanwhile', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => proven(`0815${2_000_000 + i}`));
    const { id } = await fetch(`http://127.0.0.1:${server.app.port}/api/v1/imports?wait=0`, {
      method: 'POST',
      headers: { authorization: `Bearer ${API_KEY}`, 'content-type': 'text/csv' },
      body: HEADER + rows.join(''),
    }).then((answer) => answer.json() as Promise<Overview>);
    expect(await beside.run('consent', 'prove', id, '--wording', 'Ya')).toMatchObject({
      code: 1,
      err: expect.stringContaining('import_running'),
    });
    expect(await beside.run('consent', 'cancel', id)).toMatchObject({ code: 0 });
    expect(await beside.run('consent', 'cancel', id)).toMatchObject({
      code: 1,
      err: expect.stringContaining('import_ended'),
    });
  }, 60_000);
});

test('a folder without a database can take a list in too', async () => {
  const fresh = join(folder, 'baru');
  mkdirSync(fresh);
  const alone = new Program(fresh);
  const imported = await alone.run(
    'consent',
    'import',
    file('awal.csv', HEADER + proven('081210000001')),
    '--json',
  );
  expect([imported.code, json(imported).counts]).toEqual([1, expect.objectContaining({ invalid: 1 })]);
});
