import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline/promises';
import {
  type Bubble,
  botStep,
  Rehearsal,
  type Step,
  writeRecording,
} from '../conversation/rehearsal/index.js';
import { factsIn } from '../facts/read.js';
import { compileReleaseFiles } from '../release/index.js';
import { factsFile } from './flow/files.js';
import { configFromEnvironment } from './home.js';
import { print, Refusal, WRONG_USE } from './outcome.js';
import { bubbleAsText, rehearsalHouse } from './recordings.js';

/**
 * `izin chat --record`: a conversation with the flows in the files, at a time, on a number and in a house that are
 * always the same, so that the recording is a test and holds nobody's data.
 */
export async function record(file: string): Promise<void> {
  if (existsSync(file)) throw new Refusal(`${file} is there already; choose another name`, WRONG_USE);
  const { flowsDir, localesDir } = configFromEnvironment();
  const house = await rehearsalHouse({ flowsDir });
  const published = await compileReleaseFiles(flowsDir, localesDir);
  const { facts } = factsIn((await factsFile({ localesDir })).source);
  const rehearsal = await Rehearsal.open({ ...house, published, facts });
  try {
    const steps = await converse(rehearsal);
    if (steps.length === 0) return;
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, writeRecording(steps));
    print(`\n${file}`);
  } finally {
    await rehearsal.close();
  }
}

async function converse(rehearsal: Rehearsal): Promise<Step[]> {
  print(
    'Ketik pesan; nomor memilih tombol; Ctrl-D selesai dan menyimpan.\nType a message; a number chooses a button; Ctrl-D ends and saves.\n',
  );
  const terminal = createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
  let ended = false;
  terminal.on('close', () => {
    ended = true;
  });
  terminal.prompt();
  const steps: Step[] = [];
  let choices: string[] = [];
  for await (const line of terminal) {
    const text = line.trim();
    if (text !== '') {
      const title = choices[Number(text) - 1];
      const bubbles: Bubble[] =
        title === undefined ? await rehearsal.say(text) : ((await rehearsal.tap(title)) ?? []);
      steps.push(title === undefined ? { say: text } : { tap: title }, ...bubbles.map(botStep));
      for (const bubble of bubbles) print(bubbleAsText(bubble));
      choices = bubbles.at(-1)?.choices ?? choices;
    }
    if (!ended) terminal.prompt();
  }
  return steps;
}
