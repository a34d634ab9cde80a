// Learns the weights of the second reader (src/understanding/learned/) from the labelled sentences and writes them down.
// Deterministic: the same sentences and concepts give the same file. Learns from no held-out sentence, nor from its like elsewhere.
// Usage: node scripts/learn-understanding.mjs [--check]
//   --check  writes nothing; prints how it fares on sentences it did not learn from (five-fold cross-validation)
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';
import './source-imports.mjs';

const sources = new URL(`${process.env.SOURCES ?? '../src'}/understanding/`, import.meta.url);
const load = (name) => import(new URL(name, sources).href);
const [{ parseUtterances }, { read }, { windows }, { features }] = await Promise.all(
  ['evaluate.ts', 'normalise.ts', 'window.ts', 'learned/features.ts'].map(load),
);

const INTENTS = ['opt_out', 'suspend', 'opt_in', 'handoff', 'data_rights', 'language', 'other'];
const OTHER = INTENTS.indexOf('other');
const ROUNDS = 12;
const RATE = 0.15;
const SHRINK = 1e-5;
const SEEN_AT_LEAST = 2;
const SCALE = 16;

/** Every labelled sentence that rules may be written for, and the questions of the shipped FAQ. */
function examples() {
  const data = new URL('../test/understanding/data/', import.meta.url);
  const files = readdirSync(data).filter((name) => name.endsWith('.tsv') && !name.includes('held-out'));
  const heldOut = new Set(
    ['utterances.held-out.tsv', 'utterances.held-out-2.tsv']
      .flatMap((name) => parseUtterances(readFileSync(new URL(name, data), 'utf8')))
      .map(({ text }) => plain(text)),
  );
  const said = files
    .sort()
    .flatMap((name) => parseUtterances(readFileSync(new URL(name, data), 'utf8')))
    .filter(({ place, text }) => place === '' && !heldOut.has(plain(text)))
    .map(({ label, text }) => [INTENTS.indexOf(label), text]);
  const faq = parse(readFileSync(new URL('../locales/faq.yaml', import.meta.url), 'utf8'));
  const asked = faq
    .filter(({ id }) => !/privacy|my-data|message|topics|language|person/.test(id))
    .flatMap(({ question, also = [], not = [] }) => [
      ...Object.values(question),
      ...[also, not].flatMap((list) => (Array.isArray(list) ? list : Object.values(list).flat())),
    ])
    .map((text) => [OTHER, String(text)]);
  return [...said, ...asked].map(([label, text]) => ({
    label,
    windows: windows(read(text))
      .filter(({ words }) => words.length > 0)
      .map(featuresOf),
  }));
}

/** A text without capitals and marks; emoji and the like stay. */
function plain(text) {
  return text
    .toLowerCase()
    .replace(/[\s.,!?*_"'~-]+/g, ' ')
    .trim();
}

function featuresOf(window) {
  return features(window).filter((name) => /^[a-z]+ [\w.-]+ [\w.-]+$/.test(name));
}

/** Numbers between 0 and 1 that are the same in every run. */
function dice() {
  let seed = 7;
  return () => {
    seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
    return seed / 0x7fffffff;
  };
}

/** Multinomial logistic regression with AdaGrad. In a message of several sentences the likeliest one carries its label. */
function learn(list) {
  const counts = new Map();
  for (const { windows } of list)
    for (const names of windows) for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const rows = new Map();
  for (const [name, count] of counts) if (count >= SEEN_AT_LEAST) rows.set(name, rows.size);
  const width = INTENTS.length;
  const weights = new Float64Array(rows.size * width);
  const slopes = new Float64Array(rows.size * width).fill(1e-6);
  const coded = list
    .map(({ label, windows }) => ({
      label,
      windows: windows.map((names) => names.map((name) => rows.get(name)).filter((row) => row !== undefined)),
    }))
    .filter(({ windows }) => windows.length > 0);
  const shares = new Float64Array(width);
  const judge = (features) => {
    shares.fill(0);
    for (const row of features) for (let k = 0; k < width; k++) shares[k] += weights[row * width + k];
    const most = Math.max(...shares);
    let total = 0;
    for (let k = 0; k < width; k++) total += shares[k] = Math.exp(shares[k] - most);
    for (let k = 0; k < width; k++) shares[k] /= total;
  };
  const step = (features, label, weight) => {
    judge(features);
    for (let k = 0; k < width; k++) {
      const error = (shares[k] - (k === label ? 1 : 0)) * weight;
      if (Math.abs(error) < 1e-4) continue;
      for (const row of features) {
        const at = row * width + k;
        const slope = error + SHRINK * weights[at];
        slopes[at] += slope * slope;
        weights[at] -= (RATE * slope) / Math.sqrt(slopes[at]);
      }
    }
  };
  const random = dice();
  for (let round = 0; round < ROUNDS; round++) {
    const order = coded.map((_, index) => index);
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j], order[i]];
    }
    for (const index of order) {
      const { label, windows } = coded[index];
      if (label === OTHER) for (const window of windows) step(window, label, 1 / Math.sqrt(windows.length));
      else {
        const likeliest = windows.reduce(
          (best, window) => {
            judge(window);
            return shares[label] > best.share ? { window, share: shares[label] } : best;
          },
          { share: -1 },
        );
        step(likeliest.window, label, 1);
      }
    }
  }
  return { rows, weights };
}

function write({ rows, weights }) {
  const width = INTENTS.length;
  const lines = [...rows]
    .map(([name, row]) => {
      const values = [...weights.subarray(row * width, (row + 1) * width)].map((weight) =>
        Math.max(-127, Math.min(127, Math.round(weight * SCALE))),
      );
      return values.some((value) => Math.abs(value) > 2) ? `${name} ${values.join(' ')}` : undefined;
    })
    .filter((line) => line !== undefined)
    .sort();
  const page = `/** Made by scripts/learn-understanding.mjs; not to be edited by hand. Weights are in parts of this. */
export const SCALE = ${SCALE};

/** kind, first, second ("-": none), then the weight for each of INTENTS. */
export const WEIGHTS = \`
${lines.join('\n')}
\`;
`;
  writeFileSync(new URL('../src/understanding/learned/weights.ts', import.meta.url), page);
  process.stdout.write(`${lines.length} features\n`);
}

/** How often the likeliest intent is the labelled one, on fifths of the sentences that were left out of learning. */
function check(list) {
  let right = 0;
  let caught = 0;
  let held = 0;
  for (let fold = 0; fold < 5; fold++) {
    const { rows, weights } = learn(list.filter((_, index) => index % 5 !== fold));
    list.forEach(({ label, windows }, index) => {
      if (index % 5 !== fold) return;
      const scores = windows.map((names) => {
        const sums = INTENTS.map((_, k) =>
          names.reduce((sum, name) => {
            const row = rows.get(name);
            return row === undefined ? sum : sum + weights[row * INTENTS.length + k];
          }, 0),
        );
        return INTENTS.map((_, k) => sums[k] - sums[OTHER]);
      });
      const best = INTENTS.map((_, k) => Math.max(0, ...scores.map((score) => score[k])));
      const said = Math.max(...best) <= 0 ? OTHER : best.indexOf(Math.max(...best));
      const stop = said < 2;
      if (said === label || (stop && label < 2)) right++;
      if (label === 0 && stop) caught++;
      if (label === OTHER && stop) held++;
    });
  }
  const share = (hits, of) => `${((100 * hits) / of).toFixed(1)} % (${hits}/${of})`;
  const count = (label) => list.filter((example) => example.label === label).length;
  process.stdout.write(
    `right ${share(right, list.length)}, opt-outs caught ${share(caught, count(0))}, ordinary held ${share(held, count(OTHER))}\n`,
  );
}

const list = examples();
process.stdout.write(`${list.length} sentences\n`);
if (process.argv.includes('--check')) check(list);
else write(learn(list));
