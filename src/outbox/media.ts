import { mediaIn, type ShownAs, withMetaIds } from '../media/in-content.js';
import { bytesFor, type MediumFacts, type MetaCopy } from '../media/register.js';
import { gapsIn } from '../media/rights.js';

import { type FileToSend, KEPT, type UploadState } from '../media/uploads.js';
import type { Tx } from '../store/index.js';
import type { Content } from '../whatsapp/content.js';
import type { OutboxRow } from './row.js';
import { HOUR } from './settle.js';

/** What the road out asks of the register of media. */
export interface MediaDesk {
  /** What is on record of these media now. One statement; none for none. */
  known(ids: readonly string[]): Promise<ReadonlyMap<string, MediumFacts>>;
  /** Begins to put a file up to Meta. */
  want(file: FileToSend): UploadState;
  /** Meta does not know these ids any more; in the caller's transaction. */
  forget(tx: Tx, metaIds: readonly string[]): Promise<void>;
  /** The file of a broadcast may not be sent, or cannot: nobody is sent to, staff have to see to it. */
  onUnfit(broadcastId: string, reason: string): void;
}

/** A message with Meta's ids in it, and since when Meta has those files. */
export interface ReadyFiles {
  state: 'ready';
  content: Content;
  copies: readonly MetaCopy[];
}

/** What Meta answers when it has no such file (Meta docs: support/error-codes); other faults of a value look the same. */
const NO_SUCH_FILE: ReadonlySet<number> = new Set([100, 131009, 131053]);

/** The media that these messages name, so that they can be read with the other facts. */
export function mediaNamed(
  rows: readonly Pick<OutboxRow, 'content' | 'broadcastId'>[],
  compositions: ReadonlyMap<string, { media?: readonly string[] }>,
): string[] {
  const ids = rows.flatMap(({ content, broadcastId }) => {
    if (broadcastId !== null) return compositions.get(broadcastId)?.media ?? [];
    return content?.includes('"medium"') ? namedIn(content) : [];
  });
  return [...new Set(ids)];
}

function namedIn(json: string): string[] {
  try {
    return mediaIn(JSON.parse(json) as Content).flatMap(({ medium }) => medium ?? []);
  } catch {
    // What cannot be read is refused by itself, and holds up nobody.
    return [];
  }
}

/**
 * Whether a message carries a file without whole rights on record. A link, or an id of Meta's that we did not put in
 * ourselves, is such a file: nobody knows what is behind it. Papers that Izin makes have no rights of others. Pure.
 */
export function lacksRights(
  { paper }: Pick<OutboxRow, 'paper'>,
  content: Content,
  known: ReadonlyMap<string, Pick<MediumFacts, 'medium'>>,
  now: number,
): boolean {
  if (paper !== null) return false;
  return mediaIn(content).some(({ medium, id, link }) => {
    if (id !== undefined || link !== undefined) return true;
    const facts = medium === undefined ? undefined : known.get(medium);
    return facts === undefined || gapsIn(facts.medium, now).length > 0;
  });
}

/** Puts Meta's ids in; begins to put up what Meta does not have (any more). */
export function withFiles(
  content: Content,
  known: ReadonlyMap<string, MediumFacts>,
  desk: Pick<MediaDesk, 'want'>,
  now: number,
): ReadyFiles | UploadState {
  const copies = new Map<string, MetaCopy & { name: string }>();
  let waits: UploadState | undefined;
  for (const { medium: id, kind } of mediaIn(content)) {
    const facts = id === undefined ? undefined : known.get(id);
    if (!facts) continue;
    const { name } = facts.medium;
    const bytes = bytesFor(facts.medium, kind);
    const copy = facts.uploads.get(bytes.sha256);
    if (copy && now - copy.uploadedAt < KEPT) copies.set(`${kind} ${id}`, { ...copy, name });
    else {
      const state = desk.want({ ...bytes, name });
      if (waits?.state !== 'impossible') waits = state;
    }
  }
  if (waits) return waits;
  if (copies.size === 0) return { state: 'ready', content, copies: [] };
  const at = (medium: string, kind: ShownAs) => {
    const copy = copies.get(`${kind} ${medium}`);
    return { id: copy?.metaId ?? '', filename: copy?.name ?? '' };
  };
  return { state: 'ready', content: withMetaIds(content, at), copies: [...copies.values()] };
}

/**
 * The copies that Meta seems to have lost, so that the message may go again with new ones: Meta refused it, so it
 * reached nobody. One put up a moment ago cannot be gone: then the trouble is another.
 */
export function lostCopies(copies: readonly MetaCopy[], code: number, now: number): string[] {
  if (!NO_SUCH_FILE.has(code)) return [];
  return copies.flatMap(({ metaId, uploadedAt }) => (now - uploadedAt > HOUR ? [metaId] : []));
}
