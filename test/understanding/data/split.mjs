// Splits labelled utterances once and for all by a hash of the text: 60 % for writing rules, 40 % held out.
// The rules are written against the first part only. Usage: node split.mjs <utterances.tsv>
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';

const [header, ...rows] = readFileSync(process.argv[2], 'utf8').trimEnd().split('\n');
const parts = { dev: [header], 'held-out': [header] };
for (const row of rows) {
  const text = row.split('\t').slice(3).join('\t');
  const share = createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
  parts[share < 0.6 ? 'dev' : 'held-out'].push(row);
}
for (const [name, lines] of Object.entries(parts)) {
  writeFileSync(new URL(`utterances.${name}.tsv`, import.meta.url), `${lines.join('\n')}\n`);
}
