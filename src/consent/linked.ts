import type { Tx } from '../store/index.js';

/** What it means above consent that Meta has shown who is who: passed in, since the arrows point down. */
export interface Linked {
  /**
   * The names or the standing of these contacts are others than before: once that is durable, no permit of theirs
   * is worth anything (promises P1 and P2).
   */
  takeBack(tx: Tx, contactIds: readonly string[]): void;
  /** Of two messages of one broadcast only one may still leave: before the rows of `other` are the survivor's. */
  joinRecipients(tx: Tx, survivor: string, other: string, now: number): Promise<void>;
}
