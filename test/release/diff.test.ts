import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { diffReleases } from '../../src/release/diff.js';
import { compareLines } from '../../src/release/lines.js';

const folder = mkdtempSync(join(tmpdir(), 'izin-diff-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const text = (...lines: string[]) => `${lines.join('\n')}\n`;
const file = (source: string) => [{ file: 'flows/a.yaml', source }];
const patch = (before: string, after: string) => diffReleases(file(before), file(after))[0]?.patch;

test.each<[string, string, string, string | undefined]>([
  ['the same', text('a', 'b'), text('a', 'b'), undefined],
  ['a line changed', text('a', 'b', 'c'), text('a', 'x', 'c'), '@@ -1,3 +1,3 @@\n a\n-b\n+x\n c'],
  ['a line more', text('a'), text('a', 'b'), '@@ -1,1 +1,2 @@\n a\n+b'],
  ['a line less', text('a', 'b'), text('b'), '@@ -1,2 +1,1 @@\n-a\n b'],
  [
    'two places far apart',
    text('a', '1', '2', '3', '4', '5', '6', '7', '8', 'b'),
    text('A', '1', '2', '3', '4', '5', '6', '7', '8', 'B'),
    '@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -7,4 +7,4 @@\n 6\n 7\n 8\n-b\n+B',
  ],
])('%s', (_, before, after, expected) => {
  expect(patch(before, after)).toBe(expected);
});

test('files that came and went', () => {
  expect(diffReleases([{ file: 'b', source: 'x\n' }], [{ file: 'a', source: 'y\n' }])).toEqual([
    { file: 'a', change: 'added', patch: '@@ -1,0 +1,1 @@\n+y' },
    { file: 'b', change: 'removed', patch: '@@ -1,1 +1,0 @@\n-x' },
  ]);
});

const lines = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 14 });

test('both texts can be read out of any comparison, and none is longer than git’s', () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const found = compareLines(before, after);
      expect(found.filter(({ sign }) => sign !== '+').map((line) => line.text)).toEqual(before);
      expect(found.filter(({ sign }) => sign !== '-').map((line) => line.text)).toEqual(after);
    }),
  );
  const [a, b] = [join(folder, 'a'), join(folder, 'b')];
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      writeFileSync(a, before.map((line) => `${line}\n`).join(''));
      writeFileSync(b, after.map((line) => `${line}\n`).join(''));
      let git = '';
      try {
        execFileSync('git', ['diff', '--no-index', '--minimal', '--numstat', a, b]);
      } catch (error) {
        git = String((error as { stdout: Buffer }).stdout);
      }
      const [added = 0, removed = 0] = git.split('\t').map(Number);
      const changes = compareLines(before, after).filter(({ sign }) => sign !== ' ').length;
      expect(changes).toBe(added + removed || 0);
    }),
    { numRuns: 20 },
  );
});

test('a text that is all different is one for the other, at once', () => {
  const before = Array.from({ length: 4000 }, (_, i) => `a${i}`);
  const after = Array.from({ length: 4000 }, (_, i) => `b${i}`);
  expect(compareLines(before, after)).toHaveLength(8000);
});
