import { type ChildProcess, spawn } from 'node:child_process';
import { expect, jest } from '@jest/globals';
import { runCli } from '../../src/cli/index.js';
import { MAIN } from '../setup/child.js';

export interface Ended {
  code: number;
  out: string;
  err: string;
}

/** What commander and our commands print to. */
const STREAMS = { out: process.stdout, err: process.stderr };

/** The commands as an operator gives them, with a data directory of their own. */
export class Program {
  readonly #env: Record<string, string>;

  constructor(dataDir: string, env: Record<string, string> = {}) {
    this.#env = { IZIN_DATA_DIR: dataDir, ...env };
  }

  /** Runs a command in this process, one at a time. Whatever happens, nobody sees a stack. */
  async run(...args: string[]): Promise<Ended> {
    const printed = { out: '', err: '' };
    const spies = (['out', 'err'] as const).map((name) =>
      jest.spyOn(STREAMS[name], 'write').mockImplementation((chunk) => {
        printed[name] += chunk;
        return true;
      }),
    );
    const before = { ...process.env };
    Object.assign(process.env, this.#env);
    try {
      const code = await runCli(args);
      expect(printed.out + printed.err).not.toMatch(/\n\s+at |node:internal|Error:/);
      return { code, ...printed };
    } finally {
      process.exitCode = undefined;
      for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
      Object.assign(process.env, before);
      for (const spy of spies) spy.mockRestore();
      process.stdout.removeAllListeners('error');
    }
  }

  /** Starts it in a process of its own, which can be killed. */
  start(...args: string[]): ChildProcess {
    return spawn(process.execPath, [MAIN, ...args], { env: { PATH: process.env.PATH ?? '', ...this.#env } });
  }
}

/** Words in both languages, one beside the other. */
export const BOTH = / · /;
