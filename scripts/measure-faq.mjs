/**
 * Measures the FAQ and writes docs/measures/faq.md.
 *
 *   node scripts/measure-faq.mjs            figures of every set of questions, and the time of a look-up
 *   node scripts/measure-faq.mjs --fit      also fits src/faq/decide.ts anew and cross-validates it
 *
 * `--src <folder>` measures other sources than src/; `--print` writes no file.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import './source-imports.mjs';

const { values: options } = parseArgs({
  options: {
    src: { type: 'string', default: 'src' },
    fit: { type: 'boolean', default: false },
    print: { type: 'boolean', default: false },
  },
});
const { createFaq, loadFaq } = await import(resolve(options.src, 'faq/index.ts'));
const { createSearch } = await import(resolve(options.src, 'faq/search.ts'));
const { SURE, POSSIBLE } = await import(resolve(options.src, 'faq/decide.ts'));
const { evidence } = await import(resolve(options.src, 'faq/evidence.ts'));

const FOLDS = 8;
const { entries } = loadFaq(readFileSync('locales/faq.yaml', 'utf8'), 'locales/faq.yaml');

function questions(name) {
  const [, ...rows] = readFileSync(`test/faq/data/${name}.tsv`, 'utf8').trimEnd().split('\n');
  return rows.map((row) => {
    const [id, language, text] = row.split('\t');
    return { id, language, text };
  });
}

/** Every phrasing is asked of a FAQ that lacks it and an eighth of the others; `not` phrasings have no entry. */
function leftOut() {
  const folds = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const held = [];
    let number = 0;
    const keep = (id, phrasings) =>
      Object.fromEntries(
        Object.entries(phrasings ?? {}).map(([language, texts]) => [
          language,
          texts.filter((text) => {
            const out = number++ % FOLDS === fold;
            if (out) held.push({ id, language, text });
            return !out;
          }),
        ]),
      );
    const rest = entries.map((entry) => ({
      ...entry,
      also: keep(entry.id, entry.also),
      not: keep('none', entry.not),
    }));
    folds.push({ rest, held });
  }
  return folds;
}

/** Wilson's 95 % interval of `k` in `n`. */
function wilson(k, n) {
  if (n === 0) return '–';
  const z = 1.96;
  const share = k / n;
  const middle = (share + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z / (1 + (z * z) / n)) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  const round = (value) => Math.max(0, Math.min(1, value)).toFixed(2);
  return `${share.toFixed(3)} (${round(middle - half)}–${round(middle + half)}; ${k}/${n})`;
}

function measure(name, asked) {
  const known = asked.filter(({ id }) => id !== 'none');
  const unknown = asked.filter(({ id }) => id === 'none');
  const count = (list, test) => list.filter(test).length;
  const first = ({ id, found }) => found.answers[0]?.id === id;
  const answered = ({ found }) => found.decision === 'answer';
  const outright = count(known, answered);
  return {
    set: name,
    first: wilson(count(known, first), known.length),
    three: wilson(
      count(known, ({ id, found }) => found.answers.some((answer) => answer.id === id)),
      known.length,
    ),
    outright: wilson(outright, known.length),
    right: wilson(
      count(known, (question) => answered(question) && first(question)),
      outright,
    ),
    wrongly: wilson(count(unknown, answered), unknown.length),
    honest: wilson(
      count(unknown, ({ found }) => found.decision === 'none'),
      unknown.length,
    ),
  };
}

function ask(faq, asked) {
  return asked.map((question) => ({ ...question, found: faq.lookup(question.text, question.language) }));
}

const faq = createFaq(entries);
const folds = leftOut();
const figures = [
  measure('held-out', ask(faq, questions('held-out'))),
  measure('held-out-2', ask(faq, questions('held-out-2'))),
  measure(
    'left out in turn',
    folds.flatMap(({ rest, held }) => ask(createFaq(rest), held)),
  ),
  measure('dev-2', ask(faq, questions('dev-2'))),
  measure('dev', ask(faq, questions('dev'))),
  measure('own', ask(faq, questions('own'))),
];

/** The FAQ again and again under other names until it has `size` entries, each with a word of its own. */
function enlarged(size) {
  return Array.from({ length: size }, (_, number) => {
    const entry = entries[number % entries.length];
    const mark = (text) => `${text} x${number.toString(36).replace(/\d/g, (digit) => 'qrstuvwxyz'[digit])}`;
    return {
      ...entry,
      id: `${entry.id}-${number}`,
      question: { id: mark(entry.question.id), en: mark(entry.question.en) },
    };
  });
}

function time(size) {
  const many = enlarged(size);
  const start = performance.now();
  const large = createFaq(many);
  const built = performance.now() - start;
  const asked = [...questions('dev'), ...questions('own')];
  const taken = [];
  for (let round = 0; round < 12; round++) {
    for (const { text, language } of asked) {
      const before = performance.now();
      large.lookup(text, language);
      // The first rounds only warm the compiler.
      if (round >= 2) taken.push(performance.now() - before);
    }
  }
  taken.sort((a, b) => a - b);
  const at = (share) => `${taken[Math.floor(taken.length * share)].toFixed(2)} ms`;
  return `${size.toLocaleString('en')} entries: built in ${(built / 1000).toFixed(1)} s; a look-up takes ${at(0.5)} (median), ${at(0.99)} (p99)`;
}

const times = [time(entries.length), time(2000)];

const HEADS = {
  set: 'questions',
  first: 'right entry first',
  three: 'right entry among three',
  outright: 'answered outright',
  right: 'right when answered outright',
  wrongly: 'without an entry, answered outright',
  honest: 'without an entry, honest no',
};
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = [
  row(Object.values(HEADS)),
  row(Object.keys(HEADS).map(() => '---')),
  ...figures.map((figure) => row(Object.keys(HEADS).map((key) => figure[key]))),
].join('\n');
console.log(table);
console.log(times.join('\n'));

if (options.fit) fitModel();
if (!options.print) writeFileSync('docs/measures/faq.md', page());

/** Logistic regression of "the first answer is right" on the evidence; prints the model and what each limit would give. */
function fitModel() {
  const facts = (search, asked) =>
    asked.map(({ id, text, language }) => {
      const ranking = search(text, language);
      const right = ranking.fits[0]?.id === id;
      return {
        none: id === 'none',
        right,
        x: ranking.fits.length > 0 ? [1, ...Object.values(evidence(ranking))] : undefined,
      };
    });
  const search = createSearch(entries);
  const all = [
    ...facts(search, questions('dev-2')),
    ...folds.flatMap(({ rest, held }) => facts(createSearch(rest), held)),
    ...facts(search, questions('own')),
    ...facts(search, questions('dev')),
  ];
  const chance = (weights, x) =>
    x === undefined ? 0 : 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * weights[i], 0)));
  const train = (sample) => {
    const used = sample.filter(({ x }) => x !== undefined);
    const weights = used[0].x.map(() => 0);
    for (let step = 0; step < 3000; step++) {
      const slope = weights.map(() => 0);
      for (const { x, right } of used) {
        const error = (right ? 1 : 0) - chance(weights, x);
        x.forEach((value, i) => {
          slope[i] += error * value;
        });
      }
      weights.forEach((weight, i) => {
        weights[i] += 3 * (slope[i] / used.length - (i === 0 ? 0 : 0.0005 * weight));
      });
    }
    return weights;
  };
  const sure = all.map(() => 0);
  for (let fold = 0; fold < 5; fold++) {
    const weights = train(all.filter((_, i) => i % 5 !== fold));
    all.forEach(({ x }, i) => {
      if (i % 5 === fold) sure[i] = chance(weights, x);
    });
  }
  const names = ['constant', ...Object.keys(evidence({ fits: [], refused: 0, substance: 0 }))];
  console.log(names.map((name, i) => `${name}: ${train(all)[i].toFixed(2)}`).join(', '));
  for (const limit of [0.2, 0.28, 0.5, 0.6, 0.65, 0.7, 0.72, 0.75, 0.77, 0.8, 0.85]) {
    const answered = all.filter(({ none }, i) => !none && sure[i] >= limit);
    const known = all.filter(({ none }) => !none).length;
    const right = answered.filter((question) => question.right).length;
    const wrongly = all.filter(({ none }, i) => none && sure[i] >= limit).length;
    console.log(
      `limit ${limit}: right ${(right / answered.length).toFixed(3)}, answered ${(answered.length / known).toFixed(3)}, ` +
        `without an entry ${(wrongly / all.filter(({ none }) => none).length).toFixed(3)}`,
    );
  }
}

function page() {
  const phrasings = entries.reduce(
    (sum, { also }) => sum + 2 + (also?.id?.length ?? 0) + (also?.en?.length ?? 0),
    0,
  );
  return `# How well the FAQ answers

Made by \`node scripts/measure-faq.mjs\` from \`locales/faq.yaml\` (${entries.length} entries, ${phrasings} phrasings). Do not edit by hand.

Share, its 95 % interval (Wilson) and the counts:

${table}

Wanted on questions never seen: right entry first ≥ 0.75; among three ≥ 0.90; answered outright ≥ 0.50 and then right ≥ 0.92; without an entry, answered outright ≤ 0.10. \`test/faq/held-out.test.ts\` holds the FAQ to this.

- *held-out*: 40 % of the labelled questions, parted from the rest by a hash of their line before anyone looked. Their texts were never read. Their figures were looked at several times while building, and one limit, 0.72, was settled on after seeing its figure here, so this row flatters a little.
- *held-out-2*: questions written later and apart from the FAQ, by the same hand as *dev-2*. Never read, and counted three times: before the work on *dev-2* (first 0.993; among three 1.000; outright 0.854, right 0.992; without an entry 0.043), once in the middle (0.064 without an entry, at the limit of before, 0.72), and now. The limit was raised after that count, on the figures of the other sets. This is the row to believe.
- *dev-2*: read while building; no phrasing was added for it, but the model and the limits were fitted with it.
- *left out in turn*: every phrasing in the file, asked of a FAQ that lacks it and an eighth of the others. Harder than life: what is left out is what the others do not say, and the "without an entry" are the \`not\` phrasings, written because they sound like an entry.
- *dev*, *own*: the other 60 %, and questions we wrote. Phrasings and synonyms were written with them in view, so these figures flatter.

## Limits

An answer is given outright from ${SURE} on, offered in a list from ${POSSIBLE} on. Both come from five-fold cross-validation on *left out in turn*, *dev*, *dev-2* and *own* (\`--fit\` prints it), and from no held-out question. Of the questions that have an entry and reach ${SURE}, 95 in 100 get the right one.
Some questions without an entry share nearly all words with one ("hasil seleksi beasiswa" with the entry on scholarships). Words alone cannot part them; add such questions under \`not:\`.

## Time

${times.map((line) => `- ${line}`).join('\n')}
`;
}
