import type { Snapshot } from '../store/snapshot.js';
import { readCheckpoints, readHeads, readKeys } from './checkpoint-reading.js';

/** Version of the format of exported ledgers (docs/ledger.md). */
export const EXPORT_FORMAT = 1;

const PAGE = 1_000;

type RecordRow = [...hashed: (string | number | null)[], hash: string];

/**
 * The ledger as lines of JSON, in the order of docs/ledger.md: without evidence, keys of commitments, and
 * wordings that may hold a person's own values. It can be given away. Read page by page.
 */
export function* exportLedger(snapshot: Snapshot, at: number): Generator<string> {
  const line = (value: object) => `${JSON.stringify(value)}\n`;
  yield line({ ledger: EXPORT_FORMAT, at });
  for (const key of readKeys(snapshot)) yield line({ key });
  let checkpoints = 0;
  for (const checkpoint of readCheckpoints(snapshot)) {
    checkpoints += 1;
    const heads = [...readHeads(snapshot, checkpoint.seq)].flat();
    yield line({ checkpoint, heads: heads.map(({ contactId, seq, hash }) => [contactId, seq, hash]) });
  }
  const wordings = snapshot.rows<[string, string, string, string]>(
    'select hash, key, language, text from wording where contact_id is null order by hash',
  );
  for (const [hash, key, language, text] of wordings) yield line({ wording: { hash, key, language, text } });
  let records = 0;
  for (let place: [string, number] = ['', Number.MIN_SAFE_INTEGER]; ; ) {
    const rows = snapshot.rows<RecordRow>(
      `select contact_id, seq, topic, event, from_state, to_state, at, recorded_at, source, actor, effect,
         wording, environment, commitment, previous, hash
       from ledger where (contact_id, seq) > (?, ?) order by contact_id, seq limit ${PAGE}`,
      ...place,
    );
    for (const row of rows) yield line({ record: row.slice(0, -1), hash: row.at(-1) });
    records += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) break;
    place = [last[0] as string, last[1] as number];
  }
  yield line({ end: { checkpoints, records } });
}
