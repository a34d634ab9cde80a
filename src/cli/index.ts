import { Command, CommanderError } from 'commander';
import { ConfigError } from '../config.js';
import { ReleaseError } from '../release/index.js';
import { DataDirBusyError } from '../store/data-dir.js';
import { broadcastCommand } from './broadcast.js';
import { chatCommand } from './chat.js';
import { checkCommand } from './check.js';
import { consentCommand } from './consent.js';
import { doctorCommand } from './doctor.js';
import { drillCommand } from './drill.js';
import { factsCommand } from './facts.js';
import { flowCommand } from './flow/index.js';
import { ledgerCommand } from './ledger.js';
import { linkCommand } from './link.js';
import { mediaCommand } from './media.js';
import { FOUND_FAULTS, Refusal, WRONG_USE } from './outcome.js';
import { classifyCommand, faqCommand } from './reading.js';
import { serveCommand } from './serve.js';
import { signupCommand } from './signup.js';
import { templateCommand } from './template.js';
import { tokenCommand } from './token.js';
import { vacuumCommand } from './vacuum.js';
import { wordsCommand } from './words.js';

/** Runs one command. Resolves with the exit code: 0 good, 1 found faults, 2 wrong use. */
export async function runCli(args: readonly string[]): Promise<number> {
  // `izin check | head` closes the pipe early: that is the reader's right.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));
  const program = new Command('izin')
    .description('Izin: WhatsApp dengan izin · WhatsApp with permission')
    .showHelpAfterError('(izin --help)')
    .enablePositionalOptions()
    .exitOverride();
  for (const command of [
    serveCommand(),
    checkCommand(),
    chatCommand(),
    classifyCommand(),
    faqCommand(),
    broadcastCommand(),
    consentCommand(),
    factsCommand(),
    mediaCommand(),
    linkCommand(),
    signupCommand(),
    ledgerCommand(),
    flowCommand(),
    wordsCommand(),
    templateCommand(),
    tokenCommand(),
    drillCommand(),
    doctorCommand(),
    vacuumCommand(),
  ]) {
    program.addCommand(exiting(command));
  }
  try {
    await program.parseAsync([...args], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (error) {
    return explainFailure(error);
  }
}

function exiting(command: Command): Command {
  for (const sub of command.commands) exiting(sub);
  return command.exitOverride().showHelpAfterError('(--help)');
}

/** A person sees a sentence that says what to do; never a stack. */
function explainFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USE;
  if (error instanceof ConfigError) return say(error.message, WRONG_USE);
  if (error instanceof Refusal) return say(error.message, error.exitCode);
  if (error instanceof DataDirBusyError) {
    return say(`${error.message}. Stop it first, or set IZIN_DATA_DIR to another folder.`, FOUND_FAULTS);
  }
  if (error instanceof ReleaseError) return say(`${error.message}.`, FOUND_FAULTS);
  const code = (error as NodeJS.ErrnoException).code;
  const name = error instanceof Error ? error.name : 'Error';
  return say(`Something went wrong (${code ?? name}). \`izin doctor\` looks for the reason.`, FOUND_FAULTS);
}

function say(text: string, exitCode: number): number {
  process.stderr.write(`izin: ${text}\n`);
  return exitCode;
}
