import { classify } from './classify.js';
import type { Context, Intent } from './types.js';

/** Where in a conversation a sentence stands; '' is none that matters. */
export type Place = keyof typeof CONTEXTS | '';

const CONTEXTS = {
  broadcast: { afterBroadcast: true },
  yes_no: { question: 'yes_no' },
  topic: { question: 'topic' },
  ticket: { ticket: true },
} as const satisfies Record<string, Context>;

/** One labelled sentence. */
export interface Utterance {
  label: Intent;
  lang: string;
  kind: string;
  /** What came before. */
  place: Place;
  text: string;
}

const INTENTS: readonly Intent[] = [
  'opt_out',
  'suspend',
  'opt_in',
  'handoff',
  'data_rights',
  'language',
  'other',
];

/** How often each label (row) was understood as each intent (column). */
export type Confusion = Record<Intent, Record<Intent, number>>;

/** A share with its 95 % interval. */
export interface Share {
  hits: number;
  of: number;
  share: number;
  low: number;
  high: number;
}

/**
 * Reads labelled sentences: tab-separated, the columns named by the header (label, lang, kind, perhaps context, text); `\\n` in a
 * text is a line break.
 */
export function parseUtterances(tsv: string): Utterance[] {
  const [header = '', ...rows] = tsv.trimEnd().split('\n');
  const columns = header.split('\t');
  return rows.map((row) => {
    const cells = row.split('\t');
    const cell = (name: string): string => cells[columns.indexOf(name)] ?? '';
    return {
      label: cell('label') as Intent,
      lang: cell('lang'),
      kind: cell('kind'),
      place: cell('context') as Place,
      text: cell('text').replace(/\\n/g, '\n'),
    };
  });
}

export function confusion(utterances: readonly Utterance[]): Confusion {
  const row = (): Record<Intent, number> =>
    Object.fromEntries(INTENTS.map((intent) => [intent, 0])) as Record<Intent, number>;
  const table = Object.fromEntries(INTENTS.map((intent) => [intent, row()])) as Confusion;
  for (const { label, text, place } of utterances) table[label][understood(text, place)]++;
  return table;
}

function understood(text: string, place: Place): Intent {
  return classify(text, place === '' ? {} : CONTEXTS[place]).intent;
}

const Z = 1.959964;

/** Wilson's 95 % interval, which stays honest for small samples and shares near 0 and 1. */
export function wilson(hits: number, of: number): Share {
  if (of === 0) return { hits, of, share: Number.NaN, low: 0, high: 1 };
  const share = hits / of;
  const scale = 1 + (Z * Z) / of;
  const middle = (share + (Z * Z) / (2 * of)) / scale;
  const reach = (Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of))) / scale;
  return { hits, of, share, low: Math.max(0, middle - reach), high: Math.min(1, middle + reach) };
}

/** The figures that the promises on understanding are about. */
export interface Figures {
  /** Opt-outs understood as `opt_out` or `suspend`. */
  optOutsCaught: Share;
  /** Of all that was called `opt_out`, what is one (or stands in the grey zone by its label). */
  optOutRight: Share;
  /** Ordinary messages put on hold. */
  ordinarySuspended: Share;
  recall: Record<Intent, Share>;
  precision: Record<Intent, Share>;
}

export function figures(table: Confusion): Figures {
  const row = (label: Intent): number => sum(INTENTS.map((intent) => table[label][intent]));
  const column = (intent: Intent): number => sum(INTENTS.map((label) => table[label][intent]));
  const each = (share: (intent: Intent) => Share): Record<Intent, Share> =>
    Object.fromEntries(INTENTS.map((intent) => [intent, share(intent)])) as Record<Intent, Share>;
  const { opt_out: stops, suspend: grey, other } = table;
  return {
    optOutsCaught: wilson(stops.opt_out + stops.suspend, row('opt_out')),
    optOutRight: wilson(stops.opt_out + grey.opt_out, column('opt_out')),
    ordinarySuspended: wilson(other.suspend, row('other')),
    recall: each((intent) => wilson(table[intent][intent], row(intent))),
    precision: each((intent) => wilson(table[intent][intent], column(intent))),
  };
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

/** The confusion table and its figures as Markdown; no sentence appears in it. */
export function report(title: string, table: Confusion): string {
  const { optOutsCaught, optOutRight, ordinarySuspended, recall, precision } = figures(table);
  const lines = [
    `## ${title}`,
    '',
    `| label | ${INTENTS.join(' | ')} | recall | precision |`,
    `| --- |${' ---: |'.repeat(INTENTS.length + 2)}`,
    ...INTENTS.map(
      (label) =>
        `| ${label} | ${INTENTS.map((intent) => table[label][intent] || '').join(' | ')} | ${shown(recall[label])} | ${shown(precision[label])} |`,
    ),
    '',
    `- Opt-outs understood as \`opt_out\` or \`suspend\`: ${shown(optOutsCaught)}`,
    `- \`opt_out\` right when said: ${shown(optOutRight)}`,
    `- Ordinary messages put on hold: ${shown(ordinarySuspended)}`,
    '',
  ];
  return lines.join('\n');
}

function shown({ hits, of, share, low, high }: Share): string {
  if (of === 0) return '';
  const percent = (value: number): string => (value * 100).toFixed(1);
  return `${percent(share)} % (${hits}/${of}, ${percent(low)} to ${percent(high)})`;
}
