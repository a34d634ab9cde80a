import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SandboxWorld } from '../setup/sandbox.js';
import { BOTH, Program } from './program.js';

const TOPIC = 'info-zakat';
let world: SandboxWorld;
let izin: Program;
/** Where no server runs and nothing is. */
let nowhere: Program;
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'izin-cli-ways-'));
  world = await SandboxWorld.start();
  izin = new Program(world.dataDir);
  nowhere = new Program(join(folder, 'nothing'));
});
afterAll(async () => {
  await world.stop();
  rmSync(folder, { recursive: true, force: true });
});

interface Link {
  id: string;
  topic: string;
  channel: string;
  url: string;
  text: string;
}

describe('izin link', () => {
  test('makes a link and says what it will write', async () => {
    const { code, out, err } = await izin.run('link', TOPIC, '--source', 'Situs', '--lang', 'en');
    expect([code, err]).toEqual([0, '']);
    const [url, text] = out.split('\n');
    expect(url).toMatch(/^https:\/\/wa\.me\/\d+\?text=/);
    expect(decodeURIComponent(url?.split('text=')[1] ?? '')).toBe(text);
    const listed = JSON.parse((await izin.run('link', 'list', '--json')).out) as Link[];
    expect(listed).toContainEqual(expect.objectContaining({ topic: TOPIC, channel: 'link', text }));
  });

  test('draws its codes', async () => {
    const [png, svg] = [join(folder, 'poster.png'), join(folder, 'poster.svg')];
    const made = await izin.run('link', TOPIC, '--source', 'Poster', '--png', png, '--svg', svg, '--json');
    expect(made.code).toBe(0);
    const link = JSON.parse(made.out) as Link;
    expect(link).toMatchObject({ topic: TOPIC, source: 'Poster', channel: 'qr' });
    expect(readFileSync(png).subarray(1, 4).toString()).toBe('PNG');
    expect(readFileSync(svg, 'utf8')).toMatch(/^<svg /);
    expect((await izin.run('link', 'list')).out).toContain(`${link.id}  ${TOPIC}  qr  0×  Poster`);
  });

  test.each<[string, string[], number, RegExp]>([
    ['no topic', [], 2, /missing required argument 'topic'/],
    ['no source', [TOPIC], 2, /--source/],
    ['another language', [TOPIC, '--source', 'x', '--lang', 'fr'], 2, /--lang is id or en/],
    ['an unknown option', [TOPIC, '--source', 'x', '--gif', 'a'], 2, /unknown option/],
    ['a topic that is not offered', ['tidak-ada', '--source', 'x'], 1, /unknown_topic/],
    ['a file in no folder', [TOPIC, '--source', 'x', '--png', '/nowhere/at/all.png'], 1, /izin link list/],
  ])('%s', async (_, args, code, says) => {
    expect(await izin.run('link', ...args)).toMatchObject({
      code,
      out: '',
      err: expect.stringMatching(says),
    });
  });
});

describe('izin signup', () => {
  const privacy = ['--privacy', 'https://amanah.example/privasi'];

  test('makes, lists and revokes', async () => {
    expect(await izin.run('signup', 'create', TOPIC, ...privacy)).toMatchObject({
      code: 1,
      err: expect.stringContaining('terms'),
    });
    const made = await izin.run('signup', 'create', TOPIC, ...privacy, '--accept-terms', '--json');
    const { id, url } = JSON.parse(made.out) as { id: string; url: string };
    const message = ['--lang', 'en', '--message', 'Send me zakat updates'];
    const second = await izin.run('signup', 'create', TOPIC, ...privacy, '--accept-terms', ...message);
    expect(second.out).toMatch(/^\d+\nhttps:\/\/wa\.me\//);
    expect(url).toContain(id);
    expect((await izin.run('signup', 'list')).out).toContain(`${id}  active   ${TOPIC}`);
    expect(await izin.run('signup', 'revoke', id)).toMatchObject({ code: 0, out: `${id} revoked\n` });
    const listed = JSON.parse((await izin.run('signup', 'list', '--json')).out) as object[];
    expect(listed).toContainEqual(expect.objectContaining({ id, state: 'revoked' }));
    expect(JSON.parse((await izin.run('signup', 'revoke', id, '--json')).out)).toMatchObject({
      state: 'revoked',
    });
  });

  test.each<[string, string[], number, RegExp]>([
    ['no topic', ['create', ...privacy], 2, /missing required argument 'topic'/],
    ['no page about privacy', ['create', TOPIC], 2, /--privacy/],
    ['another language', ['create', TOPIC, ...privacy, '--lang', 'fr'], 2, /--lang is id or en/],
    [
      'a page that is not safe',
      ['create', TOPIC, '--privacy', 'http://amanah.example'],
      1,
      /privacy_policy_url/,
    ],
    [
      'a topic that is not offered',
      ['create', 'tidak-ada', ...privacy, '--accept-terms'],
      1,
      /unknown_topic/,
    ],
    ['a sheet that is none', ['revoke', '12345'], 1, /not_found/],
  ])('%s', async (_, args, code, says) => {
    expect(await izin.run('signup', ...args)).toMatchObject({
      code,
      out: '',
      err: expect.stringMatching(says),
    });
  });
});

describe('izin consent add', () => {
  const add = (phone: string, ...more: string[]) =>
    izin.run('consent', 'add', phone, '--topic', TOPIC, ...more);
  const paper = ['--source', 'paper'];

  test('enters a paper with its scan', async () => {
    const scan = join(folder, 'form.pdf');
    writeFileSync(scan, '%PDF-1.7 a form');
    expect(await add('0816-1000-0001', ...paper, '--scan', scan)).toMatchObject({
      code: 0,
      out: `${TOPIC}: pending\n`,
    });
    const [record] = await world.ledger('6281610000001');
    expect(record).toMatchObject({
      source: 'paper',
      evidence: { scan: expect.stringMatching(/^[0-9a-f]{64}$/) },
    });
  });

  test('enters a call with what was said', async () => {
    const note = [
      '--note',
      'Pak Budi, 3 Agustus pagi',
      '--date',
      '3 Agt 2025',
      '--wording',
      'Boleh dikirimi?',
    ];
    const { code, out } = await add('081610000002', '--source', 'telephone', ...note, '--json');
    expect([code, JSON.parse(out)]).toEqual([
      0,
      {
        contact: expect.stringMatching(/^ct_/),
        items: [expect.objectContaining({ topic: TOPIC, state: 'pending' })],
        effect: true,
      },
    ]);
    const [record] = await world.ledger('6281610000002');
    expect(record).toMatchObject({
      source: 'telephone',
      evidence: { date: '2025-08-03', wording: 'Boleh dikirimi?' },
    });
    const shown = await izin.run('consent', 'show', '0816 1000 0002');
    expect(shown.out).toMatch(
      /^info-zakat: pending \(.*\)\n#1 \S+ REQUEST info-zakat (unknown|-) -> pending \(telephone\) [0-9a-f]{12}\n$/,
    );
    expect(JSON.parse((await izin.run('consent', 'show', '081610000002', '--json')).out)).toMatchObject({
      topics: { [TOPIC]: { state: 'pending' } },
      ledger: [{ event: 'REQUEST', source: 'telephone', effect: 1 }],
    });
  });

  test('P2 a stop is not undone by a paper: exit 1, recorded without effect', async () => {
    await world.write('6281610000003', 'BERHENTI');
    const reference = ['--reference', 'map 3'];
    expect(await add('081610000003', ...paper, ...reference)).toMatchObject({
      code: 1,
      out: expect.stringMatching(/^info-zakat: \w+ \(no effect\)\n$/),
    });
    const shown = await izin.run('consent', 'show', '081610000003');
    expect(shown.out).toMatch(/^\[withdrawn_all\] /m);
    expect(shown.out).toMatch(/REQUEST info-zakat no effect \(paper\)/);
  });

  test.each<[string, string[], number, RegExp]>([
    ['no number', ['--topic', TOPIC, ...paper, '--note', 'x'], 2, /missing required argument 'phone'/],
    ['no topic', ['081610000004', ...paper, '--note', 'x'], 2, /--topic/],
    ['no source', ['081610000004', '--topic', TOPIC, '--note', 'x'], 2, /--source/],
    [
      'another source',
      ['081610000004', '--topic', TOPIC, '--source', 'web', '--note', 'x'],
      2,
      /paper.*telephone/,
    ],
    ['no proof', ['081610000004', '--topic', TOPIC, ...paper], 2, /--scan, --note .* --reference/],
    [
      'a scan of another kind',
      ['081610000004', '--topic', TOPIC, ...paper, '--scan', 'form.docx'],
      2,
      /PNG, JPEG, WebP/,
    ],
    [
      'a scan that is not there',
      ['081610000004', '--topic', TOPIC, ...paper, '--scan', 'form.pdf'],
      2,
      /form\.pdf/,
    ],
    ['what is no number', ['Siti', '--topic', TOPIC, ...paper, '--note', 'x'], 1, /phone/],
    [
      'a topic that is not offered',
      ['081610000004', '--topic', 'cuaca', ...paper, '--note', 'x'],
      1,
      /unknown_topic|topic/,
    ],
    [
      'a date that is none',
      ['081610000004', '--topic', TOPIC, ...paper, '--note', 'x', '--date', '2025-02-31'],
      2,
      /--date: .* · /,
    ],
  ])('%s', async (_, args, code, says) => {
    expect(await izin.run('consent', 'add', ...args)).toMatchObject({
      code,
      out: '',
      err: expect.stringMatching(says),
    });
  });
});

describe('izin consent show', () => {
  test.each<[string, string, number, RegExp]>([
    ['nobody of ours', '081699999999', 1, /tidak ada orang dengan nomor ini · nobody/],
    ['no number', 'Siti', 2, /bukan nomor telepon/],
    ['half a number', '0816', 2, /bukan nomor telepon/],
  ])('%s', async (_, phone, code, says) => {
    const ended = await izin.run('consent', 'show', phone);
    expect(ended).toMatchObject({ code, out: '', err: expect.stringMatching(says) });
    expect(ended.err).toMatch(BOTH);
    // A number that somebody typed stands in no message of ours.
    expect(ended.err).not.toContain('81699999999');
  });
});

test.each([
  ['link', TOPIC, '--source', 'x'],
  ['link', 'list'],
  ['signup', 'list'],
  ['consent', 'add', '081610000001', '--topic', TOPIC, '--source', 'paper', '--note', 'x'],
])('%s %s says to start the server where none runs', async (...args) => {
  expect(await nowhere.run(...args)).toMatchObject({
    code: 1,
    out: '',
    err: expect.stringContaining('npm start'),
  });
});
