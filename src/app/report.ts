import { type Logger, pino } from 'pino';
import type { Config } from '../config.js';

export function createLog({ logLevel }: Config): Logger {
  return pino({ level: logLevel, redact: ['*.phone', '*.token', '*.authorization'] });
}

/** Where errors go that nobody waits for: `report('inbox')` logs those of the inbox. */
export type Report = (where: string) => (error: unknown) => void;

export function reportTo(log: Logger): Report {
  return (where) => (error) => log.error({ where, error: describe(error) }, 'failed');
}

/** The database cannot be believed any more: only a new start finds out what is on disk. Never returns. */
export function endAtOnce(log: Logger, error: unknown): never {
  log.fatal(
    { where: 'store', error: describe(error) },
    'the disk lost a write; see to the disk and start again',
  );
  process.exit(1);
}

/** Name and place of an error; its message may hold personal data and stays out of the log. */
function describe(error: unknown): object {
  if (!(error instanceof Error)) return { name: typeof error };
  const at = error.stack
    ?.split('\n')
    .find((line) => line.includes(' at '))
    ?.trim();
  const code = (error as NodeJS.ErrnoException).code;
  return {
    name: error.name,
    at,
    ...(code && { code }),
    ...(error.cause instanceof Error && { cause: describe(error.cause) }),
  };
}
