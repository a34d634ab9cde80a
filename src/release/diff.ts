import type { ReleaseFiles } from './files.js';
import { compareLines, type Line } from './lines.js';

/** What became of one file between two releases. */
export interface FileChange {
  file: string;
  change: 'added' | 'removed' | 'changed';
  /** as `diff -u` and git write it, without their heads */
  patch: string;
}

/** So many lines are shown around a change. */
const AROUND = 3;

/** What differs between two releases, file by file, in the order of their names. */
export function diffReleases(from: ReleaseFiles, to: ReleaseFiles): FileChange[] {
  const before = new Map(from.map(({ file, source }) => [file, source]));
  const after = new Map(to.map(({ file, source }) => [file, source]));
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.flatMap((file): FileChange[] => {
    const [old, now] = [before.get(file), after.get(file)];
    if (old === now) return [];
    const change = old === undefined ? 'added' : now === undefined ? 'removed' : 'changed';
    return [{ file, change, patch: patchOf(old ?? '', now ?? '') }];
  });
}

function patchOf(before: string, after: string): string {
  const lines = compareLines(linesOf(before), linesOf(after));
  return hunksOf(lines)
    .map(({ start, oldAt, newAt, end }) => {
      const part = lines.slice(start, end);
      const count = (sign: '-' | '+') =>
        part.filter((line) => line.sign === ' ' || line.sign === sign).length;
      const head = `@@ -${oldAt},${count('-')} +${newAt},${count('+')} @@`;
      return [head, ...part.map(({ sign, text }) => `${sign}${text}`)].join('\n');
    })
    .join('\n');
}

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));

/** The parts worth showing, and where they begin in either text (lines count from 1). */
function hunksOf(lines: readonly Line[]): { start: number; end: number; oldAt: number; newAt: number }[] {
  const hunks: { start: number; end: number; oldAt: number; newAt: number }[] = [];
  lines.forEach(({ sign }, index) => {
    if (sign === ' ') return;
    const start = Math.max(0, index - AROUND);
    const end = Math.min(lines.length, index + AROUND + 1);
    const last = hunks.at(-1);
    if (last && start <= last.end) last.end = end;
    else hunks.push({ start, end, oldAt: 0, newAt: 0 });
  });
  for (const hunk of hunks) {
    const ahead = lines.slice(0, hunk.start);
    hunk.oldAt = ahead.filter(({ sign }) => sign !== '+').length + 1;
    hunk.newAt = ahead.filter(({ sign }) => sign !== '-').length + 1;
  }
  return hunks;
}
