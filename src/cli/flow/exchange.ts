import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Command } from 'commander';
import { explain, exportFlow, importFlow } from '../../flows/index.js';
import { faultsOf } from '../../release/index.js';
import { configFromEnvironment } from '../home.js';
import { FOUND_FAULTS, print, Refusal, WRONG_USE } from '../outcome.js';
import { factsFile, flowFiles, folderFiles } from './files.js';

/** `izin flow export`: a flow as plain XState configuration for Stately's tools. */
export function exportCommand(): Command {
  return new Command('export')
    .argument('<flow>')
    .description('tulis alur sebagai XState JSON · print a flow as XState JSON')
    .action(async (name: string) => {
      const flow = (await flowFiles()).find((one) => one.name === name);
      if (!flow) throw new Refusal(`there is no flow called ${name}; \`izin flow list\` shows them`);
      print(JSON.stringify(exportFlow(flow.source), null, 2));
    });
}

/** `izin flow import`: the way back, into the folder of the flows; `check` has the last word. */
export function importCommand(): Command {
  return new Command('import')
    .argument('<file>', 'XState JSON')
    .description('ambil kembali alur dari XState JSON · take a flow back from XState JSON')
    .option('--force', 'timpa alur yang ada; komentarnya hilang · replace the flow; its comments go')
    .option('--lang <id|en>', 'bahasa penjelasan · language of the explanations', 'id')
    .action(async (path: string, { force = false, lang }: { force?: boolean; lang: string }) => {
      const config = configFromEnvironment();
      const { id, source } = importFlow(await machineIn(path));
      if (!/^[a-z][a-z0-9-]*$/.test(id))
        throw new Refusal('a flow is named with small letters, digits and hyphens: change its id', WRONG_USE);
      const target = join(config.flowsDir, `${id}.yaml`);
      if (existsSync(target) && !force)
        throw new Refusal(`${target} is there already; --force replaces it, comments and all`);
      const others = (await folderFiles(config)).filter(({ file }) => file !== `flows/${id}.yaml`);
      const file = `flows/${id}.yaml`;
      const known = { file: await factsFile(config), now: Date.now(), timezone: config.timezone };
      const faults = faultsOf([...others, { file, source }], known).filter((fault) => fault.file === file);
      for (const fault of faults) print(`${explain(fault, lang === 'en' ? 'en' : 'id')}\n`);
      if (faults.length > 0) {
        process.exitCode = FOUND_FAULTS;
        return;
      }
      await writeFile(target, source);
      print(target);
    });
}

async function machineIn(path: string): Promise<unknown> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new Refusal(`tidak ada berkas ${path} · there is no file ${path}`, WRONG_USE);
  });
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(`${path} is not JSON; export the machine as JSON`, WRONG_USE);
  }
}
