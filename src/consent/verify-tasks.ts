import { openSnapshot, type Snapshot } from '../store/snapshot.js';
import type { Head } from './checkpoint-record.js';
import { wordingHash } from './ledger-record.js';
import type { Finding } from './verify-chain.js';
import { type CheckpointsVerified, type Copies, verifyCheckpoints } from './verify-checkpoints.js';
import { type Range, type RangeVerified, verifyContact, verifyRange } from './verify-range.js';

/** What is verified, and against what. */
export interface Subject {
  file: string;
  /** Id of the key to trust; null: none is known, the keys are taken for what they say. */
  trusted: string | null;
  copies: Copies | null;
}

/** The pieces of a verification: what each asks and answers. */
export interface Tasks {
  plan: { ask: { parts: number }; answer: { records: number; ranges: Range[] } };
  checkpoints: { ask: object; answer: CheckpointsVerified };
  range: { ask: Range; answer: RangeVerified };
  wordings: { ask: object; answer: Finding[] };
  contacts: { ask: { heads: Map<string, Head[]> }; answer: Finding[] };
}

/** Does one piece. */
export type Perform = <T extends keyof Tasks>(
  task: T,
  ask: Tasks[T]['ask'],
  onRecords?: (count: number) => void,
) => Tasks[T]['answer'];

/** Opens the database as it is at this moment; `close` lets go of it. @throws SqliteError */
export function openSubject({ file, trusted, copies }: Subject): { perform: Perform; close: () => void } {
  const snapshot = openSnapshot(file);
  const pieces: { [T in keyof Tasks]: (ask: Tasks[T]['ask'], onRecords?: (n: number) => void) => unknown } = {
    plan: ({ parts }) => plan(snapshot, parts),
    checkpoints: () => verifyCheckpoints(snapshot, trusted, copies),
    range: (range, onRecords) => verifyRange(snapshot, range, onRecords),
    wordings: () => verifyWordings(snapshot),
    contacts: ({ heads }) => [...heads].flatMap(([contact, more]) => verifyContact(snapshot, contact, more)),
  };
  const perform: Perform = (task, ask, onRecords) => pieces[task](ask, onRecords) as never;
  return { perform, close: () => snapshot.close() };
}

/** Cuts the ledger into parts of about the same number of records. */
function plan(snapshot: Snapshot, parts: number): Tasks['plan']['answer'] {
  const records = snapshot.rows<[number]>('select count(*) from ledger')[0]?.[0] ?? 0;
  const ranges: Range[] = [];
  let after = '';
  for (let part = 1; part < parts; part++) {
    const [found] = snapshot.rows<[string]>(
      'select contact_id from ledger where contact_id > ? order by contact_id limit 1 offset ?',
      after,
      Math.floor(records / parts),
    );
    if (!found) break;
    ranges.push({ after, upTo: found[0] });
    after = found[0];
  }
  return { records, ranges: [...ranges, { after, upTo: null }] };
}

/** Whether the words that consents point to are still the ones that were shown. */
function verifyWordings(snapshot: Snapshot): Finding[] {
  const findings: Finding[] = [];
  for (let after = ''; ; ) {
    const rows = snapshot.rows<[hash: string, language: string, text: string]>(
      'select hash, language, text from wording where hash > ? order by hash limit 1000',
      after,
    );
    for (const [hash, language, text] of rows) {
      if (wordingHash(language, text) === hash) continue;
      findings.push({
        kind: 'changed',
        contactId: null,
        seq: null,
        detail: `the wording ${hash} is another`,
      });
    }
    const last = rows.at(-1);
    if (!last) return findings;
    after = last[0];
  }
}
