import { z } from 'zod';
import { inserting, type Store } from '../store/index.js';
import { EXPORT_FORMAT } from './ledger-export.js';
import type { Finding } from './verify-chain.js';

const text = z.string().max(10_000);
const maybe = text.nullable();
const whole = z.int();

/** Records are not checked by schema but by their hash: whatever stands there has to survive until then. */
const cell = z.union([text, z.number(), z.null()]);

const lineSchema = z.union([
  z.object({ record: z.array(cell).length(15), hash: text }),
  z.object({
    checkpoint: z.object({
      seq: whole,
      at: whole,
      records: whole,
      previous: text,
      root: text,
      keyId: text,
      signature: text,
    }),
    heads: z.array(z.tuple([text, whole, text])),
  }),
  z.object({ wording: z.object({ hash: text, key: text, language: text, text: z.string() }) }),
  z.object({
    key: z.object({
      number: whole,
      keyId: text,
      publicKey: text,
      at: whole,
      firstCheckpoint: whole,
      previous: maybe,
      signature: maybe,
    }),
  }),
  z.object({ ledger: z.literal(EXPORT_FORMAT), at: whole }),
  z.object({ end: z.object({ checkpoints: whole, records: whole }) }),
]);
type Line = z.infer<typeof lineSchema>;

/** Lines that one transaction takes in. */
const CHUNK = 2_000;

const FIELDS = [
  'contact_id',
  'seq',
  'topic',
  'event',
  'from_state',
  'to_state',
  'at',
  'recorded_at',
  'source',
  'actor',
  'effect',
  'wording',
  'environment',
  'commitment',
  'previous',
] as const;
const insertRecords = inserting('ledger', [...FIELDS, 'hash'], (insert) =>
  insert.onConflict((conflict) => conflict.doNothing()),
);
const insertHeads = inserting('checkpoint_head', ['checkpoint_seq', 'contact_id', 'seq', 'hash'], (insert) =>
  insert.onConflict((conflict) => conflict.doNothing()),
);

/**
 * Reads an exported ledger into an empty database, where it is verified like any other. Resolves with what is
 * wrong with the file itself: lines that cannot be read, stand in another order, or are missing at its end.
 */
export async function loadExport(lines: AsyncIterable<string>, store: Store): Promise<Finding[]> {
  const reading = new Reading();
  let chunk: Line[] = [];
  const flush = async () => {
    const taken = chunk;
    chunk = [];
    await store.write((tx) => takeIn(tx, taken));
  };
  for await (const line of lines) {
    const read = reading.next(line);
    if (read) chunk.push(read);
    if (chunk.length >= CHUNK) await flush();
  }
  await flush();
  return reading.end();
}

/** What can be said of the lines before anything is recomputed. */
class Reading {
  readonly #findings: Finding[] = [];
  readonly #counted = { checkpoints: 0, records: 0 };
  #said: { checkpoints: number; records: number } | undefined;
  #number = 0;
  #place: readonly unknown[] = ['', 0];

  next(line: string): Line | undefined {
    this.#number += 1;
    if (line.trim() === '') return undefined;
    const read = parse(line);
    if (!read) this.#wrong('changed', `line ${this.#number} cannot be read`);
    else if ('record' in read) this.#record(read.record);
    else if ('checkpoint' in read) this.#counted.checkpoints += 1;
    else if ('end' in read) this.#said = read.end;
    return read;
  }

  end(): Finding[] {
    if (!this.#said) this.#wrong('removed', 'the file has no end: it was cut off');
    for (const what of ['checkpoints', 'records'] as const) {
      const here = this.#counted[what];
      const said = this.#said?.[what] ?? here;
      if (here !== said) this.#wrong(here < said ? 'removed' : 'inserted', `${here} of ${said} ${what}`);
    }
    return this.#findings;
  }

  #record(record: readonly unknown[]): void {
    this.#counted.records += 1;
    if (!comesAfter(record, this.#place))
      this.#wrong('reordered', `line ${this.#number} is not in its place`);
    this.#place = record;
  }

  #wrong(kind: Finding['kind'], detail: string): void {
    this.#findings.push({ kind, contactId: null, seq: null, detail });
  }
}

function parse(line: string): Line | undefined {
  try {
    return lineSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}

function comesAfter([contact, seq]: readonly unknown[], [before, last]: readonly unknown[]): boolean {
  return contact === before ? Number(seq) > Number(last) : String(contact) > String(before);
}

async function takeIn(tx: Parameters<Parameters<Store['write']>[0]>[0], lines: readonly Line[]) {
  const records: object[] = [];
  for (const line of lines) {
    if ('record' in line) {
      const fields = FIELDS.map((name, i) => [name, line.record[i]] as const);
      records.push({ ...Object.fromEntries(fields), hash: line.hash });
    } else if ('checkpoint' in line) {
      const { keyId, ...rest } = line.checkpoint;
      const row = { ...rest, key_id: keyId };
      await tx.insertInto('checkpoint').values(row).onConflict(nothing).execute();
      const heads = line.heads.map(([contact_id, seq, hash]) => ({ contact_id, seq, hash }));
      await insertHeads(
        tx,
        heads.map((head) => ({ ...head, checkpoint_seq: rest.seq })),
      );
    } else if ('wording' in line) {
      const row = { ...line.wording, topic: '', version: 1, contact_id: null, first_at: 0 };
      await tx.insertInto('wording').values(row).onConflict(nothing).execute();
    } else if ('key' in line) {
      const { keyId, publicKey, firstCheckpoint, ...rest } = line.key;
      const row = { ...rest, key_id: keyId, public_key: publicKey, first_checkpoint: firstCheckpoint };
      await tx.insertInto('signing_key').values(row).onConflict(nothing).execute();
    }
  }
  await insertRecords(tx, records as never);
}

const nothing = <T>(conflict: { doNothing: () => T }): T => conflict.doNothing();
