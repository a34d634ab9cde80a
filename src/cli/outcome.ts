export const FOUND_FAULTS = 1;
export const WRONG_USE = 2;

/** The command cannot do it; the message says what to do next. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly exitCode: number;
  constructor(message: string, exitCode: number = FOUND_FAULTS) {
    super(message);
    this.exitCode = exitCode;
  }
}

export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

export function print(text: string): void {
  process.stdout.write(`${text}\n`);
}
