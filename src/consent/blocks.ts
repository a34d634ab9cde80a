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
  | { type: 'PLATFORM_STOP' | 'PLATFORM_RESUME' | 'SUSPEND' | 'CLEAR' | 'UNDELIVERABLE' | 'REACHABLE' | 'ERASE'; at: number }
  | { type: 'PAUSE'; at: number; until: number }
  | { type: 'UNPAUSE'; at: number };

export interface BlockChange {
  set?: { kind: BlockKind; block: Block };
  lift?: BlockKind[];
}

const second = (ms: number) => Math.floor(ms / 1000);

/**
 * What a contact-wide event does to the blocks; pure. Null: no effect.
 * WITHDRAW and CONFIRM come here only when they are of everything, or accepted, respectively.
 */
export function blockChange(blocks: Blocks, event: ContactEvent): BlockChange | null {
  switch (event.type) {
    case 'WITHDRAW':
      return set('withdrawn_all', latest(blocks, 'withdrawn_all', event.at), null);
    case 'CONFIRM':
      // The customer's own newer yes answers the withdrawal, the doubt and the pause; WhatsApp's own stop
      // stays until they lift it in WhatsApp.
      return lift(blocks, ['withdrawn_all', 'suspended', 'paused_until']);
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
      return blocks.has('suspended') ? null : set('suspended', event.at, null);
    case 'CLEAR': {
      const doubt = blocks.get('suspended');
      return doubt && second(event.at) >= second(doubt.since) ? { lift: ['suspended'] } : null;
    }
    case 'PAUSE':
      return set('paused_until', event.at, event.until);
    case 'UNPAUSE':
      return lift(blocks, ['paused_until']);
    case 'UNDELIVERABLE':
      return blocks.has('undeliverable') ? null : set('undeliverable', event.at, null);
    case 'REACHABLE':
      return lift(blocks, ['undeliverable']);
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

function lift(blocks: Blocks, kinds: BlockKind[]): BlockChange | null {
  const standing = kinds.filter((kind) => blocks.has(kind));
  return standing.length > 0 ? { lift: standing } : null;
}
