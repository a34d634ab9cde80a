import type { Scrutiny } from '../facts/scrutiny.js';
import type { FrequencyCap } from '../gate/gate.js';
import type { Permit, PermitOffice, Reading } from '../gate/permits.js';
import type { MediumFacts, MetaCopy } from '../media/register.js';
import type { Store } from '../store/index.js';
import type { Content } from '../whatsapp/content.js';
import type { Identity } from '../whatsapp/identity.js';
import { isBlocked } from './content-check.js';
import { type FactSources, type RowFacts, readFacts } from './facts.js';
import { joinedOnTheWay } from './join-recipients.js';
import { fileRefused, judge, refusal, UNSENDABLE } from './judge.js';
import type { Limiter } from './limiter.js';
import { lacksRights, type MediaDesk, mediaNamed, type ReadyFiles, withFiles } from './media.js';
import type { Move } from './moves.js';
import type { OutboxRow } from './row.js';

/** How a broadcast's recipients get their content. */
export interface Composition {
  template: { name: string; language: string };
  cancelled: boolean;
  paused: boolean;
  /** The files of ours that every recipient gets. */
  media?: readonly string[];
  compose(contact: RowFacts['contact']): Content;
}

/** What the messages of a round are judged by. */
export interface RoundParts {
  store: Store;
  permits: PermitOffice;
  limiter: Limiter;
  scrutiny: Scrutiny;
  media: MediaDesk;
  sources: FactSources;
  cap: FrequencyCap | null;
  compositions: (broadcastIds: string[]) => Promise<Map<string, Composition>>;
  onError: (error: unknown) => void;
}

/** A message that the gate let through: what is sent, to whom, and by which permit. */
export interface Cleared {
  row: OutboxRow;
  to: Identity[];
  content: Content;
  /** Meta's copies of the files in it. */
  copies: readonly MetaCopy[];
  permit: Permit;
}

/** What becomes of the messages of a round. */
export interface Decisions {
  cleared: Cleared[];
  /** Those that may not leave now, or ever. */
  moves: Move[];
  /** The ids of those that ask again in a moment. */
  again: number[];
  /** Broadcasts whose file does not leave, and why. */
  unfit: Map<string, string>;
}

/** What becomes of one of them; neither cleared nor moved: it asks again. */
interface Decided {
  one?: Cleared;
  move?: Move;
  trouble?: string;
}

/** All that the decisions on these messages rest on, read at one moment. */
interface Known {
  reading: Reading;
  compositions: ReadonlyMap<string, Composition>;
  templates: ReadonlyMap<number, { name: string; language: string }>;
  facts: ReadonlyMap<number, RowFacts>;
  joined: ReadonlyMap<number, 'wait' | 'no'>;
  media: ReadonlyMap<string, MediumFacts>;
}

/** Some messages whose time has come, and what becomes of them. */
export class Round {
  readonly #rows: readonly OutboxRow[];
  readonly #o: RoundParts;
  readonly #now: number;
  readonly #known: Known;

  private constructor(rows: readonly OutboxRow[], parts: RoundParts, now: number, known: Known) {
    this.#rows = rows;
    this.#o = parts;
    this.#now = now;
    this.#known = known;
  }

  /** What is revoked from here on is seen by no permit of this round. */
  static async read(rows: readonly OutboxRow[], parts: RoundParts, now: number): Promise<Round> {
    const { store, sources, media } = parts;
    const reading = parts.permits.reading();
    const broadcasts = new Set(rows.flatMap((row) => (row.broadcastId === null ? [] : [row.broadcastId])));
    const compositions = await parts.compositions([...broadcasts]);
    const templates = templatesOf(rows, compositions);
    return new Round(rows, parts, now, {
      reading,
      compositions,
      templates,
      facts: await readFacts(store.read, rows, templates, sources, now),
      joined: await joinedOnTheWay(store.read, rows),
      media: await media.known(mediaNamed(rows, compositions)),
    });
  }

  decide(): Decisions {
    const decisions: Decisions = { cleared: [], moves: [], again: [], unfit: new Map() };
    // The cap counts what was attempted before, so of two to one person the second has to see the first;
    // and whoever is written to in this round takes a place in the tier from those who come after.
    const initiated = new Set<string>();
    for (const row of this.#rows) {
      const { one, move, trouble } = this.#decide(row, initiated);
      if (one) decisions.cleared.push(one);
      if (one && row.purpose !== 'service') initiated.add(row.contactId);
      if (move) decisions.moves.push(move);
      if (!one && !move) decisions.again.push(row.id);
      if (trouble && row.broadcastId !== null) decisions.unfit.set(row.broadcastId, trouble);
    }
    return decisions;
  }

  #decide(row: OutboxRow, initiated: ReadonlySet<string>): Decided {
    const { sources, scrutiny, cap, limiter, media } = this.#o;
    const { compositions, templates, facts, joined, media: registered } = this.#known;
    const now = this.#now;
    const known = facts.get(row.id);
    if (known && initiated.size > 0) {
      known.facts.tierFreeAt = sources.tierFreeAt(row.contactId, now, initiated);
    }
    const composition = row.broadcastId === null ? undefined : compositions.get(row.broadcastId);
    const content = known && this.#contentOf(row, known, composition);
    const mediaRightsMissing = content !== undefined && lacksRights(row, content, registered, now);
    const verdict = judge(
      {
        row,
        known,
        composition,
        template: templates.has(row.id),
        joined: joined.get(row.id),
        contentBlocked:
          known !== undefined && content !== undefined && isBlocked(row, content, known.identities, scrutiny),
        mediaRightsMissing,
        cap,
        pairDelay: () => limiter.pairDelay(row.contactId, performance.now()),
      },
      now,
    );
    if (verdict.verdict === 'wait') return mediaRightsMissing ? { trouble: 'media_rights_missing' } : {};
    if (verdict.verdict !== 'yes') return { move: refusal(row, verdict) };
    if (row.purpose !== 'service' && initiated.has(row.contactId)) return {};
    if (!known || !content) return { move: refusal(row, UNSENDABLE) };
    const files = withFiles(content, registered, media, now);
    if (files.state === 'ready') return { one: this.#clear(row, known, files) };
    if (files.state === 'coming') return {};
    return row.broadcastId === null
      ? { move: fileRefused(row, files.code) }
      : { trouble: `meta_${files.code}` };
  }

  /** What is sent; undefined when it cannot be made. */
  #contentOf(row: OutboxRow, known: RowFacts, composition: Composition | undefined): Content | undefined {
    if (row.broadcastId !== null && !composition) return undefined;
    try {
      return composition
        ? composition.compose(known.contact)
        : (JSON.parse(row.content ?? 'null') as Content);
    } catch (error) {
      this.#o.onError(error);
      return undefined;
    }
  }

  /** The message with its permit. */
  #clear(row: OutboxRow, known: RowFacts, { content, copies }: ReadyFiles): Cleared {
    const { to, identities } = known;
    const permit = this.#o.permits.issue({
      contactId: row.contactId,
      identities,
      to,
      purpose: row.purpose,
      topic: row.topic,
      content,
      consentVersion: known.consentVersion,
      reading: this.#known.reading,
    });
    return { row, to, content, copies, permit };
  }
}

function templatesOf(
  rows: readonly OutboxRow[],
  compositions: ReadonlyMap<string, Composition>,
): Map<number, { name: string; language: string }> {
  const templates = new Map<number, { name: string; language: string }>();
  for (const row of rows) {
    const composition = row.broadcastId === null ? undefined : compositions.get(row.broadcastId);
    if (composition) templates.set(row.id, composition.template);
    else if (row.content?.includes('"template"')) {
      const content = JSON.parse(row.content) as Content;
      if (content.type === 'template')
        templates.set(row.id, { name: content.name, language: content.language });
    }
  }
  return templates;
}
