// Measures how well messages are understood, on several sets of labelled sentences, and writes docs/measures/understanding.md.
// The held-out sets are only counted: none of their sentences is ever shown, so that no rule is written for one.
// Usage: node scripts/measure-understanding.mjs
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import './source-imports.mjs';

const sources = new URL('../src/understanding/', import.meta.url);
const { confusion, figures, parseUtterances, report } = await import(new URL('evaluate.ts', sources).href);
const { classify } = await import(new URL('classify.ts', sources).href);

const read = (name) =>
  parseUtterances(
    readFileSync(new URL(`../test/understanding/data/utterances.${name}.tsv`, import.meta.url), 'utf8'),
  );

const sets = [
  ['Held out, from elsewhere', 'held-out-2'],
  ['Held out: seen by no rule', 'held-out'],
  ['Development: the rules were written against it', 'dev'],
  ['Invented: written with the rules, the hard cases first', 'own'],
];
/** A text without capitals and marks. */
const plain = (text) =>
  text
    .toLowerCase()
    .replace(/[\s.,!?*_"'~-]+/g, ' ')
    .trim();
const tables = sets.map(([title, name]) => report(title, confusion(read(name))));
const batches = [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((number) => read(`batch-${number}`));
const others = new Set(
  ['dev', 'own']
    .flatMap(read)
    .concat(batches)
    .map(({ text }) => plain(text)),
);
const strict = read('held-out').filter(({ text }) => !others.has(plain(text)));
tables.splice(2, 0, report('Held out, and in no other set', confusion(strict)));
tables.push(report('Batches 1 to 9: counted once, then learned from', confusion(batches)));

const PLACES = {
  '': 'nothing that matters',
  broadcast: 'a broadcast of ours',
  yes_no: 'a yes-or-no question of ours',
  topic: 'our question which topic',
  ticket: 'a person of ours in the chat',
};
const share = ({ hits, of }) => (of === 0 ? '' : `${((100 * hits) / of).toFixed(1)} % (${hits}/${of})`);
const places = Object.entries(PLACES).map(([place, what]) => {
  const table = confusion(batches.filter((utterance) => utterance.place === place));
  const { optOutsCaught, optOutRight, ordinarySuspended } = figures(table);
  const right = Object.keys(table).reduce((sum, intent) => sum + table[intent][intent], 0);
  const all = Object.values(table).reduce((sum, row) => sum + Object.values(row).reduce((a, b) => a + b), 0);
  return `| ${what} | ${share({ hits: right, of: all })} | ${share(optOutsCaught)} | ${share(optOutRight)} | ${share(ordinarySuspended)} |`;
});

const texts = [...read('dev'), ...read('own')].map(({ text }) => text);
const speeds = [];
for (let round = 0; round < 5; round++) {
  const start = process.cpuUsage().user;
  for (let i = 0; i < 10; i++) for (const text of texts) classify(text);
  speeds.push((10 * texts.length) / ((process.cpuUsage().user - start) / 1e6));
}
const speed = speeds.sort((a, b) => a - b)[2];

const page = `# How well messages are understood

Made by \`node scripts/measure-understanding.mjs\`. In brackets: hits, sentences, and Wilson's 95 % interval.
Rows are labels, columns what \`classify\` said.

Two readers understand a message: frames over concepts, written by hand, and a linear model over the same words and concepts,
learned by \`node scripts/learn-understanding.mjs\` from every labelled sentence but the held-out ones and their like (about 10,000, with the
questions of the shipped FAQ). The second may turn a stop into a doubt, never into nothing, and raises doubts of its own
(\`src/understanding/weigh.ts\`). Where a sentence stands in the conversation counts too: after a broadcast a bare "nggak usah" is a
doubt, after a question of ours it is an answer, to a person of ours it is about what the two talk about.

## First sight

*Held out, from elsewhere* is the row to believe: 463 sentences written later and by another hand than the rules (with batch 6,
which that hand wrote for reading), never read, and counted three times: before the work on batches 6 to 9 (opt-outs caught
99.0 %, opt_out right 98.9 %, ordinary held 0.9 %; recall of handoff 86.2 %, data_rights 64.9 %, language 91.4 %), once in the
middle, and now. The limits from which
the second reader adds or drops a wish were chosen by five-fold cross-validation on batches 6 and 7 alone; those for a stop stayed.

The older held-out sentences (40 %, chosen by a hash of the text) were never read while the rules were written, only counted,
about twenty times. The batches were each written whole before they were counted, counted once, and only then mended for and
learned from; these figures are from that one count, batches 1 to 5 without sentences that stood in an earlier set. All but
batch 6 were written by the same hand as the rules, so they are no substitute for strangers; batches 1 to 3 are far-fetched
on purpose. "Where did you get my number?" was a doubt until batch 6 and has been a right over data since, which still
holds marketing; batches 6 to 8 were labelled so, hence their low first figures there. Four sentences of batch 7 were dropped as ambiguous and one relabelled
after the count.

| batch | sentences | read by | opt-outs caught | opt_out right | ordinary held | opt_in R / P | handoff R / P | data_rights R / P | language R / P |
| --- | ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
| 1 | 565 | frames alone | 93.2 % (177/190) | 98.2 % (166/169) | 1.6 % (3/188) | 92.3 / 92.3 | 88.9 / 93.0 | 82.1 / 92.0 | 93.8 / 100 |
| 2 | 838 | frames alone | 88.0 % (227/258) | 95.9 % (209/218) | 1.3 % (4/314) | 80.0 / 90.9 | 78.8 / 97.6 | 81.3 / 100 | 96.8 / 96.8 |
| 3 | 765 | frames of before, for comparison | 79.7 % (184/231) | 95.5 % (171/179) | 0.0 % (0/309) | 89.2 / 93.5 | 81.8 / 94.7 | 83.8 / 100 | 83.3 / 89.3 |
| 3 | 814 | both | 92.0 % (230/250) | 96.9 % (188/194) | 0.6 % (2/316) | 97.2 / 95.8 | 86.3 / 97.8 | 97.7 / 100 | 93.9 / 96.9 |
| 4 | 349 | both | 98.2 % (108/110) | 99.0 % (97/98) | 0.0 % (0/121) | 97.7 / 100 | 96.3 / 96.3 | 100 / 100 | 100 / 100 |
| 5 | 325 | both | 97.5 % (78/80) | 98.7 % (74/75) | 2.6 % (4/153) | 100 / 95.7 | 100 / 100 | 88.9 / 100 | 100 / 100 |
| 6 | 452 | both | 98.9 % (91/92) | 98.9 % (89/90) | 0.9 % (1/110) | 94.4 / 98.1 | 92.3 / 100 | 73.2 / 100 | 97.1 / 100 |
| 7 | 611 | both, as for 6 | 100 % (60/60) | 100 % (58/58) | 2.3 % (3/128) | 94.3 / 100 | 88.1 / 99.2 | 58.8 / 100 | 90.7 / 100 |
| 8 | 268 | both, mended for 6 and 7 | 100 % (19/19) | 100 % (18/18) | 0.0 % (0/81) | 100 / 100 | 89.7 / 96.3 | 85.7 / 100 | 97.1 / 100 |
| 9 | 152 | both, mended for 6 to 8; stops and their near misses only | 99.0 % (95/96) | 100 % (88/88) | 12.2 % (5/41) | | | | |

Sure stops are one tap or one printed word, and never depend on this.

## In the conversation

Batches 1 to 9 by what came before (learned from since, so the table shows that the place is used as meant).

| after | as labelled | opt-outs caught | opt_out right | ordinary held |
| --- | ---: | ---: | ---: | ---: |
${places.join('\n')}

${tables.join('\n')}
## Speed

${Math.round(speed / 1000)},000 short messages a second of processor time on one core (Node ${process.versions.node}, ${cpus()[0]?.model.trim()}; median of five rounds over the development and invented sets).
`;
mkdirSync(new URL('../docs/measures/', import.meta.url), { recursive: true });
writeFileSync(new URL('../docs/measures/understanding.md', import.meta.url), page);
process.stdout.write(page);
