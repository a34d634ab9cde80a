import type { AccountHealth } from '../account/machine.js';
import type { Bus } from '../coordination/bus.js';
import type { FrequencyCap } from '../gate/gate.js';
import type { Store } from '../store/index.js';
import type { Broadcast, BroadcastView, NewBroadcast, Page, Preflight, RecipientView } from './types.js';

/** What broadcasts need to know of their surroundings. */
export interface BroadcastOptions {
  store: Store;
  bus: Bus;
  now: () => number;
  /** Where the organisation is: quiet hours of people without a known zone, and times in sentences. */
  timezone: string;
  /** End of the quiet hours in a zone, ms; null outside them. From `quietClock`. */
  quietUntil: (now: number, zone: string) => number | null;
  health: () => AccountHealth;
  /** Unique people that may still be written to today, and when there is room for more; null: no limit. */
  tierRoom: (now: number) => { room: number; freeAt: number } | null;
  cap: FrequencyCap | null;
}

/** What staff and the API do with broadcasts. Everything throws BroadcastError when it cannot be done. */
export class Broadcasts {
  readonly #o: BroadcastOptions;

  constructor(options: BroadcastOptions) {
    this.#o = options;
  }

  /** Makes a draft. @throws BroadcastError unknown_topic, unknown_template, unknown_segment, invalid_* */
  create(_input: NewBroadcast, _actor: string): Promise<Broadcast> {
    throw new Error('not there yet');
  }

  /** Newest first. */
  list(_page: { limit: number; cursor?: string; state?: string }): Promise<Page<Broadcast>> {
    throw new Error('not there yet');
  }

  get(_id: string): Promise<BroadcastView> {
    throw new Error('not there yet');
  }

  preflight(_id: string): Promise<Preflight> {
    throw new Error('not there yet');
  }

  /** Starts a draft, or has it wait for its `scheduleAt` when that is still to come. */
  start(_id: string, _actor: string): Promise<Broadcast> {
    throw new Error('not there yet');
  }

  pause(_id: string, _actor: string): Promise<Broadcast> {
    throw new Error('not there yet');
  }

  resume(_id: string, _actor: string): Promise<Broadcast> {
    throw new Error('not there yet');
  }

  cancel(_id: string, _actor: string): Promise<Broadcast> {
    throw new Error(`not there yet at ${this.#o.now()}`);
  }

  /** In the order of release. */
  recipients(
    _id: string,
    _page: { limit: number; cursor?: string; status?: string },
  ): Promise<Page<RecipientView>> {
    throw new Error('not there yet');
  }
}
