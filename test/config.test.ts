import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { type Config, ConfigError, readConfig } from '../src/config.js';

const LIVE = {
  WHATSAPP_ACCESS_TOKEN: 'token',
  WHATSAPP_APP_SECRET: 'one, two',
  WHATSAPP_PHONE_NUMBER_ID: '1',
  WHATSAPP_BUSINESS_ACCOUNT_ID: '2',
};
const read = (env: Record<string, string>) => readConfig(env, '/izin', '/srv');

describe('the configuration', () => {
  test('is complete without any variable: the sandbox, with a database of its own', () => {
    const config = read({});
    expect(config).toMatchObject({
      port: 3000,
      mode: 'sandbox',
      dataDir: '/srv/data',
      database: { file: '/srv/data/sandbox.db' },
      flowsDir: '/izin/flows',
      localesDir: '/izin/locales',
      timezone: 'Asia/Jakarta',
      quietHours: { from: 1140, to: 480 },
      frequencyCap: { messages: 2, period: 7 * 24 * 3600 * 1000 },
      throughput: 60,
      apiRate: 50,
    });
    expect(config.whatsapp.appSecrets).not.toEqual([]);
  });

  test('is live with a token; secrets may be several', () => {
    const { mode, whatsapp, database } = read(LIVE);
    expect(mode).toBe('live');
    expect(database.file).toBe('/srv/data/izin.db');
    expect(whatsapp).toMatchObject({ appSecrets: ['one', 'two'], graphUrl: 'https://graph.facebook.com' });
  });

  test.each<[string, Record<string, string>, (config: Config) => unknown, unknown]>([
    ['an empty value turns quiet hours off', { IZIN_QUIET_HOURS: '' }, (c) => c.quietHours, null],
    ['an empty value turns the cap off', { IZIN_FREQUENCY_CAP: '' }, (c) => c.frequencyCap, null],
    ['an empty value turns throughput off', { IZIN_THROUGHPUT: '' }, (c) => c.throughput, null],
    ['an empty value turns the API rate off', { IZIN_API_RATE: '' }, (c) => c.apiRate, null],
    ['an empty secret is none', { IZIN_SECRET: '' }, (c) => c.secret, null],
    ['a cap in hours', { IZIN_FREQUENCY_CAP: '1/36h' }, (c) => c.frequencyCap?.period, 36 * 3600 * 1000],
    [
      'quiet hours within a day',
      { IZIN_QUIET_HOURS: '12:00-13:30' },
      (c) => c.quietHours,
      { from: 720, to: 810 },
    ],
    [
      'the sandbox keeps off the real database',
      { DATABASE_URL: 'sqlite:/x/izin.db' },
      (c) => c.database.file,
      '/x/izin.db.sandbox',
    ],
    [
      'live takes the database that is named',
      { ...LIVE, DATABASE_URL: 'sqlite:/x/izin.db' },
      (c) => c.database.file,
      '/x/izin.db',
    ],
    [
      'an address without its last slash',
      { ...LIVE, WHATSAPP_GRAPH_URL: 'http://localhost:9/' },
      (c) => c.whatsapp.graphUrl,
      'http://localhost:9',
    ],
  ])('%s', (_, env, part, expected) => expect(part(read(env))).toEqual(expected));

  test.each<[string, Record<string, string>]>([
    ['PORT', { PORT: 'abc' }],
    ['PORT', { PORT: '70000' }],
    ['IZIN_TIMEZONE', { IZIN_TIMEZONE: 'Mars/Olympus' }],
    ['IZIN_QUIET_HOURS', { IZIN_QUIET_HOURS: '25:00-08:00' }],
    ['IZIN_FREQUENCY_CAP', { IZIN_FREQUENCY_CAP: 'often' }],
    ['IZIN_THROUGHPUT', { IZIN_THROUGHPUT: '0' }],
    ['WHATSAPP_GRAPH_URL', { ...LIVE, WHATSAPP_GRAPH_URL: 'ftp://x' }],
    ['WHATSAPP_API_VERSION', { WHATSAPP_API_VERSION: '26' }],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://x' }],
    ['LOG_LEVEL', { LOG_LEVEL: 'loud' }],
    ['WHATSAPP_APP_SECRET', { ...LIVE, WHATSAPP_APP_SECRET: '' }],
    ['WHATSAPP_PHONE_NUMBER_ID', { ...LIVE, WHATSAPP_PHONE_NUMBER_ID: '' }],
    ['WHATSAPP_BUSINESS_ACCOUNT_ID', { ...LIVE, WHATSAPP_BUSINESS_ACCOUNT_ID: '' }],
  ])('refuses a bad %s by its name (%j)', (name, env) => {
    expect(() => read(env)).toThrow(ConfigError);
    expect(() => read(env)).toThrow(new RegExp(`- ${name}: `));
  });

  test('names every fault at once', () => {
    expect.assertions(1);
    try {
      read({ PORT: 'x', LOG_LEVEL: 'y' });
    } catch (error) {
      expect((error as ConfigError).faults).toHaveLength(2);
    }
  });

  test('never shows the token, whatever stands in the environment', () => {
    const names = [
      'PORT',
      'IZIN_TIMEZONE',
      'IZIN_QUIET_HOURS',
      'IZIN_FREQUENCY_CAP',
      'DATABASE_URL',
      'LOG_LEVEL',
    ];
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.string()), (env) => {
        try {
          read({ ...LIVE, WHATSAPP_ACCESS_TOKEN: 'EAA-very-secret', ...env });
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
          expect(String(error)).not.toContain('EAA-very-secret');
        }
      }),
    );
  });
});
