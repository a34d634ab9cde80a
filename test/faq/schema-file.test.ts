import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { faqJsonSchema } from '../../src/faq/index.js';

const FILE = join(import.meta.dirname, '../../locales/faq.schema.json');

test('locales/faq.schema.json is what the schema says (UPDATE_FILES=1 writes it anew)', () => {
  const schema = faqJsonSchema();
  if (process.env.UPDATE_FILES) writeFileSync(FILE, `${JSON.stringify(schema, null, 2)}\n`);
  expect(JSON.parse(readFileSync(FILE, 'utf8'))).toEqual(JSON.parse(JSON.stringify(schema)));
});
