import type { SourceFile } from './source-tree.js';

/**
 * The layers, from the top: a folder (or a file at the root of src/) may import from layers below its own only.
 * docs/ARCHITECTURE.md tells why.
 */
export const LAYERS: readonly (readonly string[])[] = [
  ['main.ts'],
  ['cli'],
  ['app.ts'],
  ['app'],
  ['config.ts'],
  ['http', 'sandbox'],
  ['drill'],
  ['conversation'],
  ['handoff', 'broadcast'],
  ['outbox'],
  ['gate'],
  ['subscribe'],
  ['consent', 'account', 'staff', 'release'],
  ['contacts', 'faq', 'flows'],
  ['facts', 'media'],
  ['understanding', 'whatsapp', 'store', 'documents'],
  ['coordination'],
  ['runtime.ts'],
];

/** Where a layer's rule is not narrow enough: these folders may import nothing of ours but the folders named. */
const NARROW: Readonly<Record<string, readonly string[]>> = {
  faq: ['understanding'],
  flows: ['facts', 'media', 'understanding', 'whatsapp'],
  facts: ['understanding', 'whatsapp', 'store'],
  understanding: [],
  whatsapp: [],
  store: ['coordination'],
  coordination: [],
  documents: [],
};

/** Folders of one layer that may import each other, as `from -> to`. */
const SAME_LAYER: readonly string[] = [];

/** Files and folders that decide and do not act; a folder ends with a slash. */
export const PURE: readonly string[] = [
  'account/machine.ts',
  'broadcast/pacing.ts',
  'broadcast/preflight.ts',
  'consent/blocks.ts',
  'consent/machine.ts',
  'consent/standing.ts',
  'consent/stricter.ts',
  'conversation/decide.ts',
  'gate/gate.ts',
  'facts/ascii-digits.ts',
  'facts/check.ts',
  'facts/fact.ts',
  'facts/registry.ts',
  'facts/wording/',
  'media/in-content.ts',
  'media/known.ts',
  'media/picture-head.ts',
  'media/register-file.ts',
  'media/rights.ts',
  'media/scale.ts',
  'media/sendable.ts',
  'outbox/doubts.ts',
  'outbox/judge.ts',
  'outbox/recipients.ts',
  'outbox/settle.ts',
  'faq/',
  'flows/',
  'understanding/',
];

/** Inside the pure folders, those that read files, and the faces that only pass exports on. */
const ACTING = /^flows\/files\.ts$|\/index\.ts$/;

/** Packages that compute and touch nothing outside; everything else counts as input or output. */
const PURE_PACKAGES = [
  'i18next',
  'libphonenumber-js',
  'luxon',
  'minisearch',
  'node:crypto',
  'node:path',
  'xstate',
  'yaml',
  'zod',
];

/** Clock, randomness and environment: a pure file gets them as arguments. */
const IMPURE_CALLS = ['Date.now', 'Math.random', 'performance.now', 'crypto.randomUUID', 'DateTime.now'];

/** Imports against the direction of the layers, types included. */
export function layerFaults(files: readonly SourceFile[]): string[] {
  const level = new Map(LAYERS.flatMap((names, index) => names.map((name) => [name, index] as const)));
  const faults = new Set<string>();
  for (const file of files) {
    const from = roomOf(file.path);
    if (!level.has(from)) faults.add(`src/${from} stands in no layer: add it to LAYERS`);
    for (const { to, ours } of file.imports) {
      const room = roomOf(to);
      if (!ours || room === from || !level.has(room)) continue;
      const narrow = NARROW[from];
      if (narrow && !narrow.includes(room)) {
        faults.add(
          `src/${file.path} imports ${to}: ${from}/ may import ${narrow.join(', ') || 'no other folder'}`,
        );
      } else if (!mayImport(level.get(from) ?? 0, level.get(room) ?? 0, `${from} -> ${room}`)) {
        faults.add(
          `src/${file.path} imports ${to}: ${from} stands below or beside ${room}, arrows point down`,
        );
      }
    }
  }
  return [...faults];
}

function mayImport(from: number, to: number, arrow: string): boolean {
  return from < to || SAME_LAYER.includes(arrow) || NARROW[arrow.split(' ')[0] ?? ''] !== undefined;
}

function roomOf(path: string): string {
  return path.split('/')[0] ?? path;
}

/** Circles of files that import each other, types included; each circle once. */
export function circles(files: readonly SourceFile[]): string[] {
  const targets = new Map(
    files.map((file) => [file.path, file.imports.filter((one) => one.ours).map((one) => one.to)]),
  );
  const found = new Map<string, string>();
  const done = new Set<string>();
  const walk = (path: string, trail: string[]) => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const circle = trail.slice(start);
      found.set([...circle].sort().join(), [...circle, path].join(' -> '));
    }
    if (start >= 0 || done.has(path)) return;
    for (const next of targets.get(path) ?? []) walk(next, [...trail, path]);
    done.add(path);
  };
  for (const path of targets.keys()) walk(path, []);
  return [...found.values()];
}

/** Ways by which a pure file reaches input, output, the clock or chance; imported files of ours count too. */
export function impurities(files: readonly SourceFile[], pure: readonly string[] = PURE): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const faults: string[] = [];
  for (const file of files.filter(({ path }) => isPure(path, pure))) {
    for (const call of file.calls) {
      if (IMPURE_CALLS.includes(call))
        faults.push(`src/${file.path} calls ${call}(): pass it in as an argument`);
    }
    const seen = new Set<string>();
    const walk = (path: string, trail: string[]) => {
      if (seen.has(path)) return;
      seen.add(path);
      for (const { to, ours, typeOnly } of byPath.get(path)?.imports ?? []) {
        const acts = ours ? to.startsWith('store/') : !typeOnly && !PURE_PACKAGES.includes(packageOf(to));
        if (acts)
          faults.push(`src/${[...trail, path, to].join(' -> ')}: a pure file does no input or output`);
        else if (ours && !typeOnly) walk(to, [...trail, path]);
      }
    };
    walk(file.path, []);
  }
  return faults;
}

/** `minisearch/SearchableMap` -> `minisearch`, `@scope/name/file` -> `@scope/name`. */
function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isPure(path: string, pure: readonly string[]): boolean {
  if (ACTING.test(path)) return false;
  return pure.some((entry) => (entry.endsWith('/') ? path.startsWith(entry) : path === entry));
}

/** Second roads to Meta's messages endpoint: only outbox/ may call the client's send, app.ts may build it. */
export function sideRoads(files: readonly SourceFile[]): string[] {
  const faults: string[] = [];
  for (const { path, imports, calls } of files) {
    if (path.startsWith('outbox/') || path.startsWith('whatsapp/')) continue;
    const client = imports.filter(({ names }) => names.includes('GraphClient'));
    if (path !== 'app.ts' && client.some(({ typeOnly }) => !typeOnly)) {
      faults.push(`src/${path} imports GraphClient: only app.ts builds it and only outbox/ sends`);
    }
    for (const call of calls.filter((one) => one.endsWith('.send'))) {
      if (client.length > 0 || /(client|graph)\.send$/i.test(call)) {
        faults.push(`src/${path} calls ${call}(): only outbox/ may call the client's send`);
      }
    }
  }
  return faults;
}
