import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { readConfig } from '../src/config.js';

const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8');
const settings = [...example.matchAll(/^#([A-Z_]+)=(.*)$/gm)].map(([, name = '', value = '']) => ({
  name,
  value,
}));

test('.env.example names every variable that the configuration reads', () => {
  const source = readFileSync(new URL('../src/config.ts', import.meta.url), 'utf8');
  const read = [...source.matchAll(/'((?:IZIN|WHATSAPP)_[A-Z_]+|[A-Z]+_URL|PORT|LOG_LEVEL)'/g)].map(
    ([, name]) => name,
  );
  expect(read.length).toBeGreaterThan(10);
  const named = settings.map(({ name }) => name);
  expect(read.filter((name = '') => !named.includes(name))).toEqual([]);
});

test('.env.example shows the true defaults', () => {
  const shown = Object.fromEntries(
    settings
      .filter(
        ({ name, value }) => value !== '' && !/^(DATABASE_URL|REDIS_URL|WHATSAPP_GRAPH_URL)$/.test(name),
      )
      .map(({ name, value }) => [name, value]),
  );
  expect(Object.keys(shown).length).toBeGreaterThan(8);
  expect(readConfig(shown, '/izin', '/izin')).toEqual(readConfig({}, '/izin', '/izin'));
});

test('.env.example, copied unchanged, sets nothing', () => {
  expect(example.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([]);
});
