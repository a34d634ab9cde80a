import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { explain } from '../../src/flows/index.js';
import { loadCalendar, loadToAPerson } from '../../src/handoff/index.js';
import { findingsOf, readReleaseFiles } from '../../src/release/index.js';

/**
 * The shelf of broken files beside those of test/flows/broken: FAQ, synonyms, office calendar, words that lead to a
 * person. Each case changes one shipped file and says, word for word, what `izin check` answers in both languages.
 * UPDATE_FILES=1 writes the answers anew, for review.
 */
const SHELF = join(import.meta.dirname, 'broken');
const LOCALES = join(import.meta.dirname, '../../locales');
const cases = readdirSync(SHELF)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));

/** 1 June 2026, noon in Jakarta. */
const NOW = Date.UTC(2026, 5, 1, 5);
const files = await readReleaseFiles(join(LOCALES, '../flows'), LOCALES);
const facts = { file: 'locales/facts.yaml', source: readFileSync(join(LOCALES, 'facts.yaml'), 'utf8') };

interface Case {
  file: string;
  replace: string;
  by: string;
}

function faultsOf({ file, replace, by }: Case) {
  const source = readFileSync(join(LOCALES, '..', file), 'utf8');
  if (!source.includes(replace)) throw new Error(`${file} does not hold: ${replace}`);
  const broken = source.replace(replace, () => by);
  if (file === 'locales/calendar.yaml') return loadCalendar(broken).faults;
  if (file === 'locales/to-a-person.yaml') return loadToAPerson(broken).faults;
  const others = files.filter((one) => one.file !== file);
  return findingsOf([...others, { file, source: broken }], {
    file: facts,
    now: NOW,
    timezone: 'Asia/Jakarta',
  });
}

test.each(cases)('%s', (name) => {
  const found = faultsOf(parse(readFileSync(join(SHELF, `${name}.yaml`), 'utf8')));
  expect(found).not.toEqual([]);
  const answer = found.flatMap((fault) => [explain(fault, 'en'), explain(fault, 'id'), '']).join('\n');
  const file = join(SHELF, `${name}.txt`);
  if (process.env.UPDATE_FILES) writeFileSync(file, answer);
  expect(answer).toBe(readFileSync(file, 'utf8'));
});
