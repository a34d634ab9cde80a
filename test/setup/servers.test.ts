import { existsSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Redis } from 'ioredis';
import pg from 'pg';
import { describeWith, type Server, startPostgres, startRedis } from './servers.js';

describeWith('redis')('a throw-away Redis', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  test('answers, and forgets everything in a crash', async () => {
    const before = new Redis(server.url);
    await before.set('greeting', 'halo');
    expect(await before.get('greeting')).toBe('halo');
    before.disconnect();

    await server.crash();
    await server.resume();

    const after = new Redis(server.url);
    expect(await after.get('greeting')).toBeNull();
    after.disconnect();
  });

  test('two of them do not share a port', async () => {
    const other = await startRedis();
    expect(other.url).not.toBe(server.url);
    await other.stop();
  });
});

describeWith('postgres')('a throw-away PostgreSQL', () => {
  let server: Server;
  beforeAll(async () => {
    server = await startPostgres();
  }, 30_000);
  afterAll(() => server.stop());

  async function query(sql: string): Promise<Record<string, unknown>[]> {
    const client = new pg.Client(server.url);
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  }

  test('keeps what was committed through a crash', async () => {
    await query("CREATE TABLE greeting AS SELECT 'halo' AS word");
    await server.crash();
    await expect(query('SELECT 1')).rejects.toThrow('ECONNREFUSED');
    await server.resume();
    expect(await query('SELECT word FROM greeting')).toEqual([{ word: 'halo' }]);
  });

  test('leaves no files behind', async () => {
    const other = await startPostgres();
    const client = new pg.Client(other.url);
    await client.connect();
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory');
    await client.end();
    const folder = rows[0]?.data_directory ?? '';
    expect(existsSync(folder)).toBe(true);
    await other.stop();
    expect(existsSync(folder)).toBe(false);
  }, 30_000);
});
