import { spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changeConsent, loadStanding } from '../src/consent/change.js';
import { makeCheckpoint } from '../src/consent/checkpoint.js';
import { rememberWording } from '../src/consent/wording.js';
import { check, explain } from '../src/flows/index.js';
import { Store } from '../src/store/index.js';
import { isOptOut, sources } from './flows/shipped.js';

const ROOT = join(import.meta.dirname, '..');
const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const pages = [
  ...readdirSync(ROOT).filter((name) => name.endsWith('.md')),
  ...readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' }).map((name) => join('docs', name)),
].filter((path) => path.endsWith('.md'));

test('there are pages to look at', () => {
  expect(pages.length).toBeGreaterThan(20);
});

describe.each(pages)('%s', (page) => {
  const text = read(page);
  const prose = text.replace(/^```[\s\S]*?^```/gm, '');

  test('its links lead somewhere', () => {
    const links = [...prose.matchAll(/\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"/g)].map(
      (m) => m[1] ?? m[2] ?? '',
    );
    expect(links.filter((link) => !/^[a-z]+:/.test(link) && !leads(page, link))).toEqual([]);
  });

  test('the files it names exist', () => {
    const named = [...prose.matchAll(/(?<![\w./-])(?:src|flows|locales|docs|scripts)\/[\w./*-]*/g)];
    const paths = named.map(([path]) => path.replace(/[.-]+$/, '')).filter((path) => !path.includes('*'));
    expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

/** Whether a relative link points to a file, and its fragment to a heading there. */
function leads(page: string, link: string): boolean {
  const [path = '', fragment] = link.split('#');
  const target = path === '' ? page : relative(ROOT, join(ROOT, dirname(page), path));
  if (target.startsWith('..') || !existsSync(join(ROOT, target))) return false;
  return fragment === undefined || headingsOf(read(target)).includes(fragment);
}

/** The fragments that GitHub makes of headings. */
function headingsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s-]/gu, '')
      .replace(/\s/g, '-'),
  );
}

describe('settings', () => {
  const variables = [
    ...new Set(
      ['src/config.ts', 'src/app.ts'].flatMap((path) =>
        [...read(path).matchAll(/\b((?:IZIN|WHATSAPP)_[A-Z_]+|[A-Z]+_URL|LOG_LEVEL|PORT)\b/g)].map(
          ([, name = '']) => name,
        ),
      ),
    ),
  ];

  test('the program reads some', () => {
    expect(variables).toEqual(expect.arrayContaining(['PORT', 'IZIN_SECRET', 'WHATSAPP_APP_SECRET']));
  });

  test.each(['.env.example', 'docs/guide/operator.id.md', 'docs/guide/operator.en.md'])(
    '%s explains all',
    (page) => {
      const text = read(page);
      const explained = page.endsWith('.md')
        ? [...text.matchAll(/^\| (`[^|]+) \|/gm)].map(([, names]) => names).join()
        : [...text.matchAll(/^#([A-Z_]+)=/gm)].map(([, name]) => `\`${name}\``).join();
      expect(variables.filter((name) => !explained.includes(`\`${name}\``))).toEqual([]);
    },
  );
});

test('both languages of a guide have the same sections, examples and tables', () => {
  for (const guide of ['operator', 'staff']) {
    const [id, en] = ['id', 'en'].map((language) => {
      const text = read(`docs/guide/${guide}.${language}.md`);
      const count = (pattern: RegExp) => [...text.matchAll(pattern)].length;
      return { sections: count(/^#+ /gm), examples: count(/^```/gm), rows: count(/^\|/gm) };
    });
    expect(id).toEqual(en);
  }
});

test('the example of the staff guide passes `izin check`', () => {
  const blocks = (language: string, kind: string) =>
    [
      ...read(`docs/guide/staff.${language}.md`).matchAll(
        new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm'),
      ),
    ].map(([, block = '']) => block);
  const [flow = '', lines = ''] = blocks('en', 'yaml');
  const [choice = '', event = ''] = lines.split('\n');
  const flows = sources.flows.map((one) =>
    one.file === 'flows/welcome.yaml'
      ? {
          ...one,
          source: one.source.replace(/choices:\n/, `$&${choice}\n`).replace(/ on:\n/, `$&${event}\n`),
        }
      : one,
  );
  const words = (['id', 'en'] as const).map((language) => {
    const source = blocks(language, 'json').find((block) => block.includes('"title"')) ?? '';
    return { file: `locales/${language}/visit.json`, source, language, namespace: 'visit' };
  });
  const faults = check(
    { flows: [...flows, { file: 'flows/visit.yaml', source: flow }], words: [...sources.words, ...words] },
    { isOptOut },
  );
  expect(blocks('id', 'yaml')).toEqual([flow, lines]);
  expect(faults.map((fault) => explain(fault, 'en'))).toEqual([]);
});

describe('the program in docs/ledger.md', () => {
  const folder = mkdtempSync(join(tmpdir(), 'izin-docs-'));
  const program = join(folder, 'verify.mjs');
  const copies = join(folder, 'checkpoints');
  let lines: Record<string, unknown>[];

  beforeAll(async () => {
    writeFileSync(program, /^```js\n([\s\S]*?)^```/m.exec(read('docs/ledger.md'))?.[1] ?? '');
    lines = await ledger(folder, copies);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  const verify = (exported: readonly Record<string, unknown>[]) => {
    const file = join(folder, 'ledger.jsonl');
    writeFileSync(file, exported.map((line) => JSON.stringify(line)).join('\n'));
    const { status, stdout, stderr } = spawnSync(process.execPath, [program, file, copies], {
      encoding: 'utf8',
    });
    return { status, says: stdout.trim() || stderr };
  };

  test('finds a good ledger good', () => {
    expect(verify(lines)).toEqual({ status: 0, says: 'OK' });
  });

  test.each<[string, (line: Record<string, unknown>) => Record<string, unknown>[], RegExp]>([
    ['a changed record', (line) => [line['seq'] === 2 ? { ...line, at: 1 } : line], /ct_a #2: hash/],
    ['a record taken out', (line) => (line['seq'] === 2 ? [] : [line]), /ct_a #3: chain/],
    [
      'a record taken from the end',
      (line) => (line['seq'] === 3 ? [] : [line]),
      /ct_a #3: not as checkpoint 2/,
    ],
  ])('finds %s', (_what, spoil, says) => {
    const spoilt = lines.flatMap((line) => (line['table'] === 'ledger' ? spoil(line) : [line]));
    expect(verify(spoilt)).toEqual({ status: 1, says: expect.stringMatching(says) });
  });

  test('finds a wording that was changed', () => {
    const spoilt = lines.map((line) => (line['table'] === 'wording' ? { ...line, text: 'Boleh?' } : line));
    expect(verify(spoilt)).toEqual({ status: 1, says: expect.stringMatching(/^wording /) });
  });

  test('finds, by the copies, that the newest checkpoint was removed with its record', () => {
    const shorter = lines.filter(
      (line) => !(line['checkpoint_seq'] === 2 || line['seq'] === (line['table'] === 'checkpoint' ? 2 : 3)),
    );
    expect(verify(shorter)).toEqual({ status: 1, says: 'checkpoint 2: not as your copy' });
    for (const name of readdirSync(copies)) unlinkSync(join(copies, name));
    expect(verify(shorter)).toEqual({ status: 0, says: 'OK' });
  });
});

/** A ledger of one person and two checkpoints, in the lines of `izin ledger export`. */
async function ledger(folder: string, directory: string): Promise<Record<string, unknown>[]> {
  const { privateKey: key } = generateKeyPairSync('ed25519');
  const store = await Store.open(join(folder, 'izin.db'));
  const say = (event: 'REQUEST' | 'CONFIRM' | 'WITHDRAW', at: number) =>
    store.write(async (tx) => {
      const wording = await rememberWording(
        tx,
        { key: 'consent:ask', language: 'id', text: 'Boleh kami kirim?' },
        at,
      );
      const standing = await loadStanding(tx, 'ct_a');
      const act = { event, topics: ['info-zakat'], at, source: 'text', actor: 'customer', wording } as const;
      await changeConsent(
        tx,
        'ct_a',
        standing,
        { ...act, evidence: { said: event } },
        { now: at, environment: 'live' },
      );
    });
  try {
    await say('REQUEST', 1_000);
    await say('WITHDRAW', 2_000);
    await makeCheckpoint({ store, key, directory }, 3_000);
    await say('REQUEST', 4_000);
    await makeCheckpoint({ store, key, directory }, 5_000);
    const publicKey = createPublicKey(key).export({ type: 'spki', format: 'pem' });
    const found: Record<string, unknown>[] = [{ publicKey }];
    for (const table of ['checkpoint', 'checkpoint_head', 'wording', 'ledger'] as const) {
      const rows = await store.read.selectFrom(table).selectAll().execute();
      found.push(...rows.map((row) => ({ table, ...row, evidence: undefined })));
    }
    return found;
  } finally {
    await store.close();
  }
}
