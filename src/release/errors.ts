import type { Fault } from '../flows/index.js';

/** The files cannot run; `izin check` tells where and how to mend them. */
export class ReleaseError extends Error {
  override readonly name = 'ReleaseError';
  /** what was found; empty when they cannot even be read */
  readonly faults: readonly Fault[];

  constructor(message: string, { faults = [], cause }: { faults?: readonly Fault[]; cause?: unknown } = {}) {
    super(message, { cause });
    this.faults = faults;
  }

  static refused(faults: readonly Fault[]): ReleaseError {
    const [first] = faults;
    const where = first ? `, first in ${first.file}:${first.line}` : '';
    return new ReleaseError(
      `the flows, words or FAQ have ${faults.length} faults${where}: \`izin check\` explains them`,
      { faults },
    );
  }
}

/** Somebody else has published meanwhile. */
export class ReleaseConflictError extends Error {
  override readonly name = 'ReleaseConflictError';
}
