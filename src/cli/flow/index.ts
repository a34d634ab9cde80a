import { Command } from 'commander';
import { exportCommand, importCommand } from './exchange.js';
import { pictureCommand } from './picture.js';
import { diffCommand, listCommand, publishCommand, rollbackCommand } from './releases.js';

/** `izin flow`: what the flow files hold, and what of it is in use. */
export function flowCommand(): Command {
  const command = new Command('flow').description('alur percakapan dan rilisnya · flows and their releases');
  for (const one of [
    listCommand(),
    diffCommand(),
    publishCommand(),
    rollbackCommand(),
    exportCommand(),
    importCommand(),
    pictureCommand(),
  ])
    command.addCommand(one);
  return command;
}
