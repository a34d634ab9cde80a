import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { check, explain, type Sources } from '../../src/flows/index.js';
import { rules } from '../../src/flows/rules/index.js';
import { isOptOut, sources } from './shipped.js';

/**
 * The shelf of broken files: each case changes the shipped files and says, word for word, what `izin check`
 * answers in both languages. UPDATE_FILES=1 writes the answers anew, for review.
 */
const SHELF = join(import.meta.dirname, 'broken');
const cases = readdirSync(SHELF)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));

/** 1 June 2026, noon in Jakarta. */
const NOW = Date.UTC(2026, 5, 1, 5);

interface Case {
  change?: { file: string; replace: string; by: string }[];
  add?: { file: string; source: string }[];
  remove?: string[];
}

function broken({ change = [], add = [], remove = [] }: Case): Sources {
  const edit = <T extends { file: string; source: string }>(file: T): T => {
    let { source } = file;
    for (const { replace, by } of change.filter((one) => one.file === file.file)) {
      if (!source.includes(replace)) throw new Error(`${file.file} does not hold: ${replace}`);
      source = source.replace(replace, () => by);
    }
    return { ...file, source };
  };
  const words = add
    .filter(({ file }) => file.startsWith('locales/'))
    .map((file) => {
      const [, language = '', name = ''] = file.file.split('/');
      return {
        ...file,
        language,
        namespace: name.replace('.json', ''),
      };
    });
  return {
    flows: [...sources.flows, ...add.filter(({ file }) => file.startsWith('flows/'))]
      .filter(({ file }) => !remove.includes(file))
      .map(edit),
    words: [...sources.words, ...words].map(edit),
    ...(sources.faq && { faq: edit(sources.faq) }),
    ...(sources.facts && { facts: edit(sources.facts) }),
    ...(sources.media && { media: edit(sources.media) }),
    ...(sources.templates && { templates: edit(sources.templates) }),
  };
}

describe('broken files', () => {
  test.each(cases)('%s', (name) => {
    const found = check(broken(parse(readFileSync(join(SHELF, `${name}.yaml`), 'utf8'))), {
      isOptOut,
      now: NOW,
    });
    const answer = found.flatMap((fault) => [explain(fault, 'en'), explain(fault, 'id'), '']).join('\n');
    const file = join(SHELF, `${name}.txt`);
    if (process.env.UPDATE_FILES) writeFileSync(file, answer);
    expect(answer).toBe(readFileSync(file, 'utf8'));
  });

  test.each(rules.map(({ code }) => code))('the rule %s has a broken file that shows it', (code) => {
    const shown = cases.filter((name) => name === code || name.startsWith(`${code}-`));
    const codes = shown.flatMap((name) => {
      const file = join(SHELF, `${name}.txt`);
      return existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
    });
    expect(codes.some((line) => line.endsWith(` ${code}`))).toBe(true);
  });
});
