import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { answers, ClamdError, readClamdAddress, scan } from '../../src/media/clamd.js';
import { EICAR, FakeClamd } from '../setup/clamd.js';

let clamd: FakeClamd;
const at = () => ({ host: '127.0.0.1', port: clamd.port });
async function* file(...pieces: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const piece of pieces) yield Buffer.from(piece);
}

beforeEach(async () => {
  clamd = await new FakeClamd().start();
});
afterEach(() => clamd.stop());

describe('clamd', () => {
  test('finds a virus that lies across two pieces', async () => {
    expect(await scan(at(), file('text ', EICAR.slice(0, 30), EICAR.slice(30)))).toBe('virus');
  });

  test.each([
    ['nothing', 0],
    ['many pieces', 3 * 1024 * 1024],
  ])('finds nothing in %s', async (_name, size) => {
    expect(
      await scan(at(), file(...(size ? Array.from({ length: 48 }, () => Buffer.alloc(size / 48)) : []))),
    ).toBe('clean');
    expect(clamd.seen).toEqual([size]);
  });

  test('takes no more than it is set to, and says so before it has all', async () => {
    clamd.most = 100_000;
    const large = file(...Array.from({ length: 200 }, () => Buffer.alloc(65_536)));
    expect(await scan(at(), large)).toBe('too_large');
  });

  test.each([
    ['hangs up', ''],
    ['says something else', 'stream: Temporary failure ERROR'],
  ])('that %s gives no verdict', async (_name, instead) => {
    clamd.instead = instead;
    await expect(scan(at(), file('x'))).rejects.toThrow(ClamdError);
  });

  test('that is away gives no verdict', async () => {
    const address = at();
    await clamd.stop();
    await expect(scan(address, file('x'))).rejects.toThrow(ClamdError);
    expect(await answers(address)).toBe(false);
    clamd = await new FakeClamd().start();
  });

  test('listens on a socket of this machine as well', async () => {
    const dir = await mkdtemp(join(tmpdir(), 'clamd-'));
    const local = await new FakeClamd().start(join(dir, 'ctl'));
    const address = readClamdAddress(join(dir, 'ctl'));
    expect(await answers(address)).toBe(true);
    expect(await scan(address, file(EICAR))).toBe('virus');
    await local.stop();
    await rm(dir, { recursive: true });
  });

  test('a file that breaks off is no clean file', async () => {
    async function* breaking() {
      yield Buffer.from('half');
      throw new Error('disk');
    }
    await expect(scan(at(), breaking())).rejects.toThrow('disk');
    expect(clamd.seen).toEqual([]);
  });
});

test.each([
  ['127.0.0.1:3310', { host: '127.0.0.1', port: 3310 }],
  ['clamav:3310', { host: 'clamav', port: 3310 }],
  ['[::1]:3310', { host: '::1', port: 3310 }],
  ['/run/clamav/clamd.ctl', { path: '/run/clamav/clamd.ctl' }],
])('%s is an address', (text, address) => expect(readClamdAddress(text)).toEqual(address));

test.each(['clamav', '127.0.0.1:0', '127.0.0.1:99999', 'tcp://a:1', 'a b:1', ''])('%j is none', (text) =>
  expect(() => readClamdAddress(text)).toThrow('host:port'),
);
