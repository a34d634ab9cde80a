import * as z from 'zod';

/** What shall go wrong on demand (`PUT /sandbox/api/faults`). */
export const faultsSchema = z
  .strictObject({
    /** Meta's error code: refused at once, or accepted and failed later, as Meta does for that code. */
    errorCode: z.int().nonnegative().exactOptional(),
    /** An HTTP status without a JSON body. */
    http5xx: z.union([z.int().min(500).max(599), z.literal(true)]).exactOptional(),
    /** The message is accepted and sent, but no answer ever comes. */
    timeoutAfterAccept: z.boolean().exactOptional(),
    /** Milliseconds before each answer. */
    slowMs: z.int().min(0).max(120_000).exactOptional(),
    duplicateWebhooks: z.boolean().exactOptional(),
    reorderWebhooks: z.boolean().exactOptional(),
    dropStatuses: z.boolean().exactOptional(),
    /** Throughput reached: 130429. */
    rateLimit: z.boolean().exactOptional(),
    /** The address of a file is over. */
    mediaExpired: z.boolean().exactOptional(),
    /** Meta tells another SHA-256 of a file. */
    mediaWrongSha256: z.boolean().exactOptional(),
    /** A file does not end where it should. */
    mediaOversize: z.boolean().exactOptional(),
    /** Files answer 503. */
    media5xx: z.boolean().exactOptional(),
    /** Which share of the calls is struck; all by default. */
    share: z.number().min(0).max(1).exactOptional(),
    /** How many strikes are left; no end by default. */
    count: z.int().min(0).exactOptional(),
  })
  .describe('Faults on demand');

export type Faults = z.infer<typeof faultsSchema>;
export type FaultKind = Exclude<keyof Faults, 'share' | 'count'>;

export interface FaultBox {
  get(): Faults;
  set(faults: Faults): void;
  /** True when this fault is on and strikes this time; a strike uses up one of `count`. */
  strikes(kind: FaultKind): boolean;
}

export function createFaultBox(random: () => number): FaultBox {
  let faults: Faults = {};
  return {
    get: () => faults,
    set: (next) => {
      faults = next;
    },
    strikes(kind) {
      const value = faults[kind];
      if (value === undefined || value === false || faults.count === 0) return false;
      if (random() >= (faults.share ?? 1)) return false;
      if (faults.count !== undefined) faults = { ...faults, count: faults.count - 1 };
      return true;
    },
  };
}
