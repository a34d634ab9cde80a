import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Config, readConfig } from '../config.js';

/** The program's own folder: flows, words and the built console lie beside `dist`. */
export const HOME = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** Reads `.env` of the working directory where there is one, then the environment. @throws ConfigError */
export function configFromEnvironment(overrides: Record<string, string> = {}): Config {
  try {
    process.loadEnvFile('.env');
  } catch {
    // Without a .env the environment alone counts.
  }
  return readConfig({ ...process.env, ...overrides }, HOME);
}
