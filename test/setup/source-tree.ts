import { readdirSync, readFileSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import { parseSync } from '@swc/core';

export interface Import {
  /** Path below src/ for a file of ours (`gate/gate.ts`), else the package or `node:` name as written. */
  to: string;
  ours: boolean;
  /** Erased by the compiler: nothing of the target runs. */
  typeOnly: boolean;
  names: string[];
}

export interface SourceFile {
  /** Path below src/, with forward slashes. */
  path: string;
  imports: Import[];
  /** Calls of a method, as `object.method`; the object is the last name before the dot. */
  calls: string[];
}

/** Every TypeScript file of a folder, parsed. */
export function readSourceTree(folder: string): SourceFile[] {
  return readdirSync(folder, { recursive: true })
    .map((path) => String(path).split(sep).join('/'))
    .filter((path) => path.endsWith('.ts'))
    .sort()
    .map((path) => readSource(path, readFileSync(join(folder, path), 'utf8')));
}

type Node = { type?: string } & Record<string, unknown>;

/** What one file imports and calls. Throws where the source does not parse. */
export function readSource(path: string, source: string): SourceFile {
  const file: SourceFile = { path, imports: [], calls: [] };
  const add = (written: string, typeOnly: boolean, names: string[]) => {
    const ours = written.startsWith('.');
    const to = ours ? posix.join(posix.dirname(path), written).replace(/\.js$/, '.ts') : written;
    file.imports.push({ to, ours, typeOnly, names });
  };
  visit(parseSync(source, { syntax: 'typescript', target: 'es2024' }), (node) => {
    if (node.type === 'ImportDeclaration' || node.type?.startsWith('Export')) {
      const written = textOf(node['source']);
      const specifiers = (node['specifiers'] ?? []) as Node[];
      const allTypes = specifiers.length > 0 && specifiers.every((one) => one['isTypeOnly'] === true);
      if (written) add(written, node['typeOnly'] === true || allTypes, specifiers.map(importedName));
    }
    if (node.type === 'TsImportType') add(textOf(node['argument']) ?? '', true, []);
    if (node.type === 'CallExpression') readCall(node, file, add);
  });
  return file;
}

function readCall(
  node: Node,
  file: SourceFile,
  add: (to: string, typeOnly: boolean, names: string[]) => void,
) {
  const callee = node['callee'] as Node;
  if (callee.type === 'Import') {
    const [first] = node['arguments'] as { expression: Node }[];
    const written = textOf(first?.expression);
    if (written) add(written, false, []);
  }
  if (callee.type === 'MemberExpression') {
    file.calls.push(`${lastName(callee['object'] as Node)}.${lastName(callee['property'] as Node)}`);
  }
}

function importedName(specifier: Node): string {
  return lastName((specifier['imported'] ?? specifier['orig'] ?? specifier['local'] ?? {}) as Node);
}

function lastName(node: Node): string {
  if (node.type === 'ThisExpression') return 'this';
  if (typeof node['value'] === 'string') return node['value'];
  const property = node['property'] as Node | undefined;
  return property ? lastName(property) : '';
}

function textOf(node: unknown): string | undefined {
  const value = (node as Node | null | undefined)?.['value'];
  return typeof value === 'string' ? value : undefined;
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (typeof node !== 'object' || node === null) return;
  if ('type' in node) see(node as Node);
  for (const child of Object.values(node)) visit(child, see);
}
