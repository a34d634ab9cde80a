/** The states of a whole contact that stand above topics. */
export const BLOCK_KINDS = [
  'withdrawn_all',
  'platform_stop',
  'suspended',
  'paused_until',
  'undeliverable',
  'erased',
] as const;
export type BlockKind = (typeof BLOCK_KINDS)[number];

export interface Block {
  since: number;
  /** Null: until something lifts it. */
  until: number | null;
}

export type Blocks = ReadonlyMap<BlockKind, Block>;

/** The events that concern the whole contact; times in ms. */
export type ContactEvent =
  | { type: 'WITHDRAW'; at: number }
  | { type: 'CONFIRM'; at: number }
  | {
      type:
        | 'PLATFORM_STOP'
        | 'PLATFORM_RESUME'
        | 'SUSPEND'
        | 'CLEAR'
        | 'UNDELIVERABLE'
        | 'REACHABLE'
        | 'ERASE';
      at: number;
    }
  | { type: 'PAUSE'; at: number; until: number }
  | { type: 'UNPAUSE'; at: number };

export interface BlockChange {
  set?: { kind: BlockKind; block: Block };
  lift?: BlockKind[];
}

const second = (ms: number) => Math.floor(ms / 1000);

/**
 * What a contact-wide event does to the blocks; pure. Null: no effect.
 * WITHDRAW comes here only when it is of everything, CONFIRM only as a yes that counts.
 */
export function blockChange(blocks: Blocks, event: ContactEvent): BlockChange | null {
  switch (event.type) {
    case 'WITHDRAW':
      return set('withdrawn_all', latest(blocks, 'withdrawn_all', event.at), null);
    case 'CONFIRM':
      // The customer's own newer yes answers the withdrawal, the doubt and the pause; WhatsApp's own stop
      // stays until they lift it in WhatsApp.
      return lift(
        blocks,
        ['withdrawn_all', 'suspended', 'paused_until'],
        (since) => second(since) < second(event.at),
      );
    // The later time stamp wins, on a tie the stop; a lifted one keeps its time for events still on their way.
    case 'PLATFORM_STOP': {
      const known = blocks.get('platform_stop');
      if (known?.until && second(known.until) > second(event.at)) return null;
      return set('platform_stop', latest(blocks, 'platform_stop', event.at), null);
    }
    case 'PLATFORM_RESUME': {
      const known = blocks.get('platform_stop') ?? { since: 0, until: null };
      if (second(event.at) <= second(Math.max(known.since, known.until ?? 0))) return null;
      return set('platform_stop', known.since, event.at);
    }
    case 'SUSPEND':
      return isNewer(blocks, 'suspended', event.at) ? set('suspended', event.at, null) : null;
    case 'CLEAR':
      return liftAnswered(blocks, 'suspended', event.at);
    case 'PAUSE':
      return isNewer(blocks, 'paused_until', event.at) ? set('paused_until', event.at, event.until) : null;
    case 'UNPAUSE':
      return liftAnswered(blocks, 'paused_until', event.at);
    case 'UNDELIVERABLE':
      return blocks.has('undeliverable') ? null : set('undeliverable', event.at, null);
    case 'REACHABLE':
      return liftAnswered(blocks, 'undeliverable', event.at);
    case 'ERASE':
      return set('erased', event.at, null);
  }
}

/** Whether the block stands at this moment. */
export function stands(blocks: Blocks, kind: BlockKind, now: number): boolean {
  const block = blocks.get(kind);
  return block !== undefined && (block.until === null || block.until > now);
}

function latest(blocks: Blocks, kind: BlockKind, at: number): number {
  return Math.max(at, blocks.get(kind)?.since ?? 0);
}

function set(kind: BlockKind, since: number, until: number | null): BlockChange {
  return { set: { kind, block: { since, until } } };
}

/** Events arrive in any order: an older one does not replace what a newer one has set. */
function isNewer(blocks: Blocks, kind: BlockKind, at: number): boolean {
  return at >= (blocks.get(kind)?.since ?? at);
}

/** Lifts the block unless it is newer than its answer. */
function liftAnswered(blocks: Blocks, kind: BlockKind, at: number): BlockChange | null {
  return lift(blocks, [kind], (since) => second(since) <= second(at));
}

function lift(blocks: Blocks, kinds: BlockKind[], answered: (since: number) => boolean): BlockChange | null {
  const lifted = kinds.filter((kind) => {
    const block = blocks.get(kind);
    return block !== undefined && answered(block.since);
  });
  return lifted.length > 0 ? { lift: lifted } : null;
}
