import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { flowJsonSchema } from '../../src/flows/index.js';
import { schemaFile } from './shipped.js';

test('flows/flow.schema.json is what the schema says (UPDATE_FILES=1 writes it anew)', () => {
  const schema = flowJsonSchema();
  if (process.env.UPDATE_FILES) {
    const file = join(import.meta.dirname, '../../flows/flow.schema.json');
    writeFileSync(file, `${JSON.stringify(schema, null, 2)}\n`);
  }
  expect(schemaFile()).toEqual(JSON.parse(JSON.stringify(schema)));
});
