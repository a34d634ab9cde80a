import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import type { UnansweredCluster } from '../../console/src/sandbox/izin-types.js';
import { draftOf, entryYaml, withEntry } from '../../console/src/sandbox/registers/new-entry.js';
import { entrySnippet } from '../../src/faq/snippet.js';

const EXAMPLES = ['ada ambulans laut?', 'kak: bisa "pinjam" ambulans? # darurat'];
const CLUSTER: UnansweredCluster = {
  id: 41,
  size: 2,
  language: 'id',
  last_at: '2026-01-05T02:00:00.000Z',
  examples: EXAMPLES,
  nearest: null,
  new_entry: entrySnippet(EXAMPLES, 'id', (id) => id === 'ambulans-laut'),
};
const [known] = parse(CLUSTER.new_entry) as [{ id: string }];

test('the entry is YAML that says what was written, whatever signs stand in it', () => {
  const answer = { id: 'Belum ada.\n- Darurat: 112 # kapan saja', en: '"Not yet": {call} 112' };
  const entry = entryYaml(CLUSTER, {
    question: { ...draftOf(CLUSTER).question, en: 'Is there a sea ambulance?' },
    answer,
  });
  expect(parse(entry)).toEqual([
    {
      id: known.id,
      question: { id: 'ada ambulans laut?', en: 'Is there a sea ambulance?' },
      answer,
      also: { id: ['kak: bisa "pinjam" ambulans? # darurat'] },
    },
  ]);
});

test('one question alone has no others, and goes behind what the file holds', () => {
  const one = { ...CLUSTER, examples: ['ada ambulans laut?'] };
  const file = withEntry('- id: a\n  answer: b\n\n', entryYaml(one, draftOf(one)));
  const entries = parse(file) as object[];
  expect(entries).toHaveLength(2);
  expect(entries[1]).not.toHaveProperty('also');
});
