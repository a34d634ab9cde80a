import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { progressBar } from '../../src/cli/progress.js';

let drawn = '';
let isTTY: boolean | undefined;
beforeEach(() => {
  drawn = '';
  isTTY = process.stderr.isTTY;
  jest.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
    drawn += chunk;
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.stderr.isTTY = isTTY as boolean;
});

/** Draws half and all of it, and ends. */
function draw(quiet: boolean, terminal: boolean): string {
  process.stderr.isTTY = terminal;
  const bar = progressBar('mengimpor · importing', quiet);
  bar.at(50, 100);
  bar.at(100, 100);
  bar.end();
  return drawn;
}

test('whoever watches sees how far it is', () => {
  expect(draw(false, true)).toMatch(/mengimpor · importing .*50% · 50\/100/);
});

test.each<[string, boolean, boolean]>([
  ['nobody watches', false, false],
  ['JSON is wanted', true, true],
])('nothing is drawn where %s', (_, quiet, terminal) => expect(draw(quiet, terminal)).toBe(''));

test('a bar that never began ends without a trace', () => {
  process.stderr.isTTY = true;
  progressBar('memeriksa · verifying').end();
  expect(drawn).toBe('');
});
