import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import type { Config } from '../config.js';
import { type Bubble, replay, writeRecording } from '../conversation/rehearsal/index.js';
import { factsIn } from '../facts/read.js';
import type { Fault } from '../flows/index.js';
import { compile, type ReleaseFiles, releaseId } from '../release/index.js';
import { SANDBOX_ORG, SANDBOX_TOPICS } from '../sandbox/topics.js';
import { factsFile } from './flow/files.js';
import { Refusal } from './outcome.js';

/** Recorded conversations lie beside the flows that they test. */
const FOLDER = 'recordings';
const HOUSE = 'house.yaml';

const bilingual = z.strictObject({ id: z.string(), en: z.string() });
/** What a file `house.yaml` beside the recordings says of the house in which they are made and played. */
const houseFile = z.strictObject({
  org: z.string().min(1),
  topics: z.array(
    z.strictObject({
      id: z.string(),
      name: bilingual,
      description: bilingual,
      purpose: bilingual.exactOptional(),
      frequency: z.strictObject({ messages: z.int().min(1), days: z.int().min(1) }).exactOptional(),
    }),
  ),
});

/** In which house recordings are made and played: always the same, whoever runs them. @throws Refusal */
export async function rehearsalHouse({ flowsDir }: Pick<Config, 'flowsDir'>) {
  const source = await readFile(join(flowsDir, FOLDER, HOUSE), 'utf8').catch(() => undefined);
  if (source === undefined) return { topics: SANDBOX_TOPICS, orgName: SANDBOX_ORG };
  const { success, data, error } = houseFile.safeParse(parseDocument(source).toJS());
  if (!success) throw new Refusal(`flows/${FOLDER}/${HOUSE}: ${z.prettifyError(error)}`);
  return { topics: data.topics, orgName: data.org };
}

/** Plays every recording against these files; with `accept` changed answers are written down instead of told. */
export async function playRecordings(
  { flowsDir, localesDir }: Pick<Config, 'flowsDir' | 'localesDir'>,
  files: ReleaseFiles,
  accept: boolean,
): Promise<Fault[]> {
  const folder = join(flowsDir, FOLDER);
  const names = (await readdir(folder).catch(() => []))
    .filter((name) => name.endsWith('.yaml') && name !== HOUSE)
    .sort();
  if (names.length === 0) return [];
  const house = await rehearsalHouse({ flowsDir });
  const published = compile(releaseId(files), files);
  const { facts } = factsIn((await factsFile({ localesDir })).source);
  const faults: Fault[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const file = { file: `flows/${FOLDER}/${name}`, source: await readFile(path, 'utf8') };
    const played = await replay(file, { ...house, published, facts });
    if (accept && played.steps && played.faults.length > 0)
      await writeFile(path, writeRecording(played.steps));
    else faults.push(...played.faults);
  }
  return faults;
}

/** A bubble as it looks in a terminal; a number chooses. */
export function bubbleAsText({ text, choices }: Bubble): string {
  return `${[text, ...choices.map((title, i) => `  [${i + 1}] ${title}`)].join('\n')}\n`;
}
