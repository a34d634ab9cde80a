import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Config } from '../../config.js';
import type { SourceFile } from '../../flows/index.js';
import { faultsInFolder, readList } from '../../media/folder.js';
import { REGISTER_FILE, type RegisterFault } from '../../media/register-file.js';
import { type ReleaseFiles, readReleaseFiles } from '../../release/index.js';
import { configFromEnvironment } from '../home.js';
import { Refusal } from '../outcome.js';

/** What the folders hold now. @throws Refusal when they are not there */
export function folderFiles({ flowsDir, localesDir }: Config): Promise<ReleaseFiles> {
  return readReleaseFiles(flowsDir, localesDir).catch(() => {
    throw new Refusal(
      `flows are looked for in ${flowsDir}, words in ${localesDir}; set IZIN_FLOWS_DIR and IZIN_LOCALES_DIR`,
    );
  });
}

/** The list of facts; empty where there is no file of it. */
export async function factsFile({ localesDir }: Pick<Config, 'localesDir'>): Promise<SourceFile> {
  const source = await readFile(join(localesDir, 'facts.yaml'), 'utf8').catch(() => '');
  return { file: 'locales/facts.yaml', source };
}

/** The templates to hand in to Meta; empty where there is no file of them. */
export async function templatesFile({ localesDir }: Pick<Config, 'localesDir'>): Promise<SourceFile> {
  const source = await readFile(join(localesDir, 'templates.yaml'), 'utf8').catch(() => '');
  return { file: 'locales/templates.yaml', source };
}

/** The media that flows and FAQ show, with what is wrong with the files themselves. */
export async function mediaFile({ flowsDir }: Pick<Config, 'flowsDir'>): Promise<{
  mediaFile: SourceFile;
  mediaFaults: RegisterFault[];
}> {
  const dir = join(flowsDir, 'media');
  const source = (await readList(dir)) ?? '';
  return { mediaFile: { file: REGISTER_FILE, source }, mediaFaults: await faultsInFolder(dir, source) };
}

/** The flow files by the name of their flow. */
export async function flowFiles(): Promise<{ name: string; source: string }[]> {
  const files = await folderFiles(configFromEnvironment());
  return files.flatMap(({ file, source }) => {
    const name = /^flows\/(.+)\.yaml$/.exec(file)?.[1];
    return name === undefined ? [] : [{ name, source }];
  });
}
