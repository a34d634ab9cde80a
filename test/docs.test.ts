import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { check, explain } from '../src/flows/index.js';
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
