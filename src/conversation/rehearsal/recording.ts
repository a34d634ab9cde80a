import { stringify } from 'yaml';
import { z } from 'zod';
import { DURATION, milliseconds } from '../../flows/duration.js';
import { type Fault, FlowError, type SourceFile } from '../../flows/index.js';
import { type ParsedFile, parseFile, placeOf } from '../../flows/parse.js';
import { THINGS } from './customer.js';
import { type Bubble, Rehearsal, type RehearsalOptions } from './rehearsal.js';

/** What stands in a recording, one after the other. */
const step = z.union([
  z.strictObject({ say: z.string().min(1) }),
  z.strictObject({ tap: z.string().min(1) }),
  z.strictObject({ send: z.enum(THINGS) }),
  z.strictObject({ order: z.strictObject({ items: z.int().min(1), total: z.int().min(0) }) }),
  z.strictObject({ wait: z.string().regex(DURATION) }),
  z.strictObject({ bot: z.string(), choices: z.array(z.string()).optional() }),
]);
const recordingSchema = z.array(step).min(1);
export type Step = z.infer<typeof step>;

const HEAD = `# Direkam dengan \`izin chat --record\`, diputar ulang oleh \`izin check\` dan \`npm test\`.
# Recorded by \`izin chat --record\`, replayed by \`izin check\` and \`npm test\`.
`;

/** A recording as it is written to a file. */
export function writeRecording(steps: readonly Step[]): string {
  return HEAD + stringify(steps, { lineWidth: 0, blockQuote: 'literal' });
}

export const botStep = ({ text, choices }: Bubble): Step => ({
  bot: text,
  ...(choices.length > 0 && { choices }),
});

/** A recording that was played: what is not as it was, and the steps as they are now. */
export interface Replay {
  faults: Fault[];
  /** undefined when it cannot be played to its end */
  steps: Step[] | undefined;
}

/** Plays a recording from its beginning; after the first answer that differs all that follows means nothing. */
export async function replay(file: SourceFile, options: RehearsalOptions): Promise<Replay> {
  const parsed = parseFile(file);
  const { success, data } = recordingSchema.safeParse(parsed.data);
  if (!success) return { faults: [fault(parsed, 0, SHAPE)], steps: undefined };
  const rehearsal = await Rehearsal.open(options);
  try {
    return await play(rehearsal, parsed, data);
  } finally {
    await rehearsal.close();
  }
}

async function play(rehearsal: Rehearsal, file: ParsedFile, recorded: readonly Step[]): Promise<Replay> {
  const faults: Fault[] = [];
  const steps: Step[] = [];
  const complain = (index: number, words: Words) => {
    if (faults.length === 0) faults.push(fault(file, index, words));
  };
  for (const { act, at, answers } of turnsOf(recorded)) {
    const bubbles = act ? await perform(rehearsal, act) : [];
    if (act) steps.push(act);
    if (!Array.isArray(bubbles)) {
      return { faults: [...faults, fault(file, at, bubbles)], steps: undefined };
    }
    bubbles.forEach((bubble, i) => {
      const expected = answers[i];
      if (!expected) complain(at, more(bubble.text));
      else if (!isSame(expected, bubble)) complain(at + i + 1, changed(bubble));
    });
    if (answers.length > bubbles.length) complain(at + bubbles.length + 1, SILENT);
    steps.push(...bubbles.map(botStep));
  }
  return { faults, steps };
}

type Act = Exclude<Step, { bot: string }>;
type Answer = Extract<Step, { bot: string }>;

/** What the customer does, with the answers that follow it; `at`: its place among the steps. */
function turnsOf(steps: readonly Step[]): { act: Act | undefined; at: number; answers: Answer[] }[] {
  const turns: { act: Act | undefined; at: number; answers: Answer[] }[] = [];
  steps.forEach((one, at) => {
    if (!('bot' in one)) turns.push({ act: one, at, answers: [] });
    else if (turns.length === 0) turns.push({ act: undefined, at: at - 1, answers: [one] });
    else turns.at(-1)?.answers.push(one);
  });
  return turns;
}

/** What the bot answers, or why this cannot be done. */
async function perform(rehearsal: Rehearsal, act: Act): Promise<Bubble[] | Words> {
  try {
    if ('say' in act) return await rehearsal.say(act.say);
    if ('tap' in act) return (await rehearsal.tap(act.tap)) ?? NO_CHOICE;
    if ('send' in act) return await rehearsal.send(act.send);
    if ('order' in act) return await rehearsal.order(act.order);
    return await rehearsal.wait(milliseconds(act.wait) ?? 0);
  } catch (error) {
    if (error instanceof FlowError) return broken(error.message);
    throw error;
  }
}

/** Choices that a recording leaves out may be any. */
function isSame({ bot, choices }: Answer, bubble: Bubble): boolean {
  if (bot.trimEnd() !== bubble.text.trimEnd()) return false;
  return choices === undefined || choices.join('\n') === bubble.choices.join('\n');
}

type Words = Pick<Fault, 'message' | 'mend'>;

const ACCEPT = {
  id: 'Perbaiki alur atau kata, atau terima jawaban baru: `izin check --accept`.',
  en: 'Mend the flow or the words, or take the new answer as right: `izin check --accept`.',
};
const SHAPE: Words = {
  message: { id: 'Ini bukan rekaman percakapan.', en: 'This is no recording of a conversation.' },
  mend: {
    id: 'Tiap baris: `say`, `tap`, `send`, `order`, `wait` (3d), atau `bot`. Rekam ulang dengan `izin chat --record`.',
    en: 'Each item: `say`, `tap`, `send`, `order`, `wait` (3d) or `bot`. Record it again with `izin chat --record`.',
  },
};
const NO_CHOICE: Words = {
  message: { id: 'Pilihan ini tidak ditawarkan lagi.', en: 'This choice is not offered any more.' },
  mend: {
    id: 'Tulis judul yang ditawarkan sekarang, atau rekam ulang dengan `izin chat --record`.',
    en: 'Write a title that is offered now, or record it again with `izin chat --record`.',
  },
};
const broken = (what: string): Words => ({
  message: { id: `Alur rusak di sini: ${what}`, en: `A flow breaks here: ${what}` },
  mend: {
    id: 'Periksa langkah yang terakhir diubah, atau kembali ke rilis sebelumnya.',
    en: 'Look at the state that was changed last, or go back to the release before.',
  },
});
const SILENT: Words = {
  message: { id: 'Bot sekarang tidak menjawab ini.', en: 'The bot does not say this any more.' },
  mend: ACCEPT,
};
const more = (text: string): Words => ({
  message: { id: `Bot sekarang juga menjawab: "${text}"`, en: `The bot now also says: "${text}"` },
  mend: ACCEPT,
});
const changed = ({ text, choices }: Bubble): Words => {
  const now = `"${text}"${choices.length > 0 ? ` [${choices.join(', ')}]` : ''}`;
  return {
    message: { id: `Jawaban bot berubah, sekarang: ${now}`, en: `The bot's answer has changed, now: ${now}` },
    mend: ACCEPT,
  };
};

function fault(file: ParsedFile, index: number, words: Words): Fault {
  return { code: 'recording', level: 'fault', ...placeOf(file, [index]), ...words };
}
