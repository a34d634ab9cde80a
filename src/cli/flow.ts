import { Command } from 'commander';
import { exportFlow } from '../flows/export.js';
import { readSources } from '../flows/files.js';
import { configFromEnvironment } from './home.js';
import { print, printJson, Refusal } from './outcome.js';

/** `izin flow`: what the flow files hold, also as plain XState configuration for Stately's tools. */
export function flowCommand(): Command {
  const command = new Command('flow').description('alur percakapan · conversation flows');
  command
    .command('list')
    .description('daftar alur · list the flows')
    .option('--json', 'JSON')
    .action(async ({ json }: { json?: boolean }) => {
      const names = (await flowFiles()).map(({ name }) => name);
      if (json) printJson(names);
      else for (const name of names) print(name);
    });
  command
    .command('export <flow>')
    .description('tulis alur sebagai XState JSON · print a flow as XState JSON')
    .action(async (name: string) => {
      const flow = (await flowFiles()).find((one) => one.name === name);
      if (!flow) throw new Refusal(`there is no flow called ${name}; \`izin flow list\` shows them`);
      print(JSON.stringify(exportFlow(flow.source), null, 2));
    });
  return command;
}

async function flowFiles(): Promise<{ name: string; source: string }[]> {
  const config = configFromEnvironment();
  const { flows } = await readSources(config.flowsDir, config.localesDir);
  return flows.map(({ file, source }) => ({
    name: file.replace(/^flows\//, '').replace(/\.yaml$/, ''),
    source,
  }));
}
