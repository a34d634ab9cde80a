import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { isRecent, suppliedNode } from '../src/runtime.js';

test.each([
  ['18.20.4', false],
  ['20.20.2', false],
  ['22.11.0', false],
  ['22.12.0', true],
  ['24.0.0', true],
])('Node %s is recent enough: %s', (version, recent) => expect(isRecent(version)).toBe(recent));

test('the supplied Node is found in the nearest node_modules above', async () => {
  const root = await mkdtemp(join(tmpdir(), 'izin-runtime-'));
  const deep = join(root, 'a', 'b');
  await mkdir(deep, { recursive: true });
  const before = suppliedNode(deep);
  const bin = join(root, 'node_modules', 'node', 'bin');
  await mkdir(bin, { recursive: true });
  const binary = join(bin, process.platform === 'win32' ? 'node.exe' : 'node');
  await writeFile(binary, '');
  const after = suppliedNode(deep);
  await rm(root, { recursive: true });
  // A node_modules further up may be there on any machine; the nearest one counts.
  expect(before).not.toBe(binary);
  expect(after).toBe(binary);
});

/** A process that hands over to a second one, which runs `code`. */
function handingOver(code: string) {
  const runtime = new URL('../src/runtime.ts', import.meta.url).href;
  const first = `import { handOver } from ${JSON.stringify(runtime)}; await handOver(process.execPath, ['-e', ${JSON.stringify(code)}]);`;
  return spawn(process.execPath, ['--input-type=module', '-e', first], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

test('the exit code of the program that takes over passes through', async () => {
  const [code] = await once(handingOver('process.exit(7)'), 'exit');
  expect(code).toBe(7);
});

test('SIGTERM reaches the program that takes over, which ends in its own way', async () => {
  const child = handingOver(
    "process.on('SIGTERM', () => process.exit(9)); setInterval(() => {}, 1000); console.log('ready')",
  );
  await once(child.stdout, 'data');
  child.kill('SIGTERM');
  const [code] = await once(child, 'exit');
  expect(code).toBe(9);
});

test('a death by signal passes through', async () => {
  const [, signal] = await once(handingOver("process.kill(process.pid, 'SIGKILL')"), 'exit');
  expect(signal).toBe('SIGKILL');
});
