import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { MAIN } from '../setup/child.js';

const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'izin-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs a command as an operator does, in an empty folder. */
function izin(args: string[], options: { input?: string; env?: Record<string, string> } = {}) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const env = { PATH: process.env.PATH ?? '', IZIN_DATA_DIR: join(folder, 'data'), ...options.env };
    const child = spawn(process.execPath, [MAIN, ...args], { cwd: folder, env });
    let [out, err] = ['', ''];
    child.stdout.on('data', (chunk) => {
      out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      err += chunk;
    });
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(options.input ?? '');
  });
}
const lines = (text: string) =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('izin classify', () => {
  test('answers each line with its intent', async () => {
    const { code, out } = await izin(['classify'], { input: 'BERHENTI\nberapa nisab emas?\n👎\n' });
    expect(code).toBe(0);
    expect(lines(out)).toEqual([
      { text: 'BERHENTI', intent: 'opt_out', confidence: expect.any(Number) },
      { text: 'berapa nisab emas?', intent: 'other', confidence: expect.any(Number) },
      { text: '👎', intent: 'suspend', confidence: expect.any(Number) },
    ]);
  });
});

describe('izin faq', () => {
  test('answers each line with entries and a decision', async () => {
    const { code, out } = await izin(['faq', '--lang', 'id'], {
      input: 'Berapa besar zakat fitrah per orang?\nsiapa presiden Brasil?\n',
    });
    expect(code).toBe(0);
    const [known, unknown] = lines(out);
    expect(known).toMatchObject({ decision: 'answer', answers: expect.any(Array) });
    expect((known?.answers as { id: string }[] | undefined)?.[0]?.id).toBe('zakat-fitrah-amount');
    expect(unknown?.decision).not.toBe('answer');
  });

  test('refuses a language it does not speak', async () => {
    const { code, err } = await izin(['faq', '--lang', 'fr']);
    expect({ code, err }).toMatchObject({ code: 2, err: expect.stringContaining('--lang') });
  });
});

describe('izin check', () => {
  test('finds the shipped flows sound', async () => {
    const { code, out } = await izin(['check', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ ok: true });
  });

  test('exits with 1 and names file and line when a flow is broken', async () => {
    cpSync(join(ROOT, 'flows'), join(folder, 'flows'), { recursive: true });
    writeFileSync(
      join(folder, 'flows', 'welcome.yaml'),
      'id: welcome\nversion: 1\ninitial: nowhere\nstates: {}\n',
    );
    const { code, out } = await izin(['check'], { env: { IZIN_FLOWS_DIR: join(folder, 'flows') } });
    expect(code).toBe(1);
    expect(out).toMatch(/flows\/welcome\.yaml:\d+:\d+ /);
  });

  test('says where it looked when there is nothing', async () => {
    const { code, err } = await izin(['check'], { env: { IZIN_FLOWS_DIR: join(folder, 'nothing') } });
    expect(code).toBe(1);
    expect(err).toContain('IZIN_FLOWS_DIR');
  });
});

describe('every command', () => {
  test.each([
    ['ledger', 'verify'],
    ['consent', 'show', '081234567890'],
    ['token', 'list'],
  ])('%s says what to do while there is no database', async (...args) => {
    const { code, err } = await izin(args);
    expect(code).toBe(1);
    expect(err).toMatch(/no database/);
  });

  test('that needs the server says so while none runs', async () => {
    const { code, err } = await izin(['broadcast', 'list']);
    expect(code).toBe(1);
    expect(err).toMatch(/npm start/);
  });

  test('a wrong configuration stops before the port opens', async () => {
    const { code, err } = await izin(['serve'], { env: { PORT: 'abc' } });
    expect(code).toBe(2);
    expect(err).toMatch(/PORT/);
  });

  test('a real token without its secret does not start', async () => {
    const { code, err } = await izin(['serve'], { env: { WHATSAPP_ACCESS_TOKEN: 'EAAsecret' } });
    expect(code).toBe(2);
    expect(err).toMatch(/WHATSAPP_APP_SECRET/);
    expect(err).not.toContain('EAAsecret');
  });

  test.each([
    ['check'],
    ['classify'],
    ['faq'],
    ['chat'],
    ['serve'],
    ['ledger'],
    ['consent'],
    ['broadcast'],
    ['flow'],
    ['token'],
    ['doctor'],
    ['drill'],
  ])('%s has help', async (command) => {
    const { code, out } = await izin([command, '--help']);
    expect(code).toBe(0);
    expect(out).toContain(`izin ${command}`);
  });

  test('nonsense on the command line is wrong use, never a stack', async () => {
    const words = fc.stringMatching(/^[a-z0-9=./ -]{1,12}$/);
    await fc.assert(
      fc.asyncProperty(fc.array(words, { minLength: 1, maxLength: 3 }), async (args) => {
        const { code, out, err } = await izin(['broadcast', ...args.map((arg) => `x${arg}`)]);
        expect(code).toBe(2);
        expect(out + err).not.toMatch(/\n\s+at /);
      }),
      { numRuns: 6 },
    );
  }, 60_000);
});
