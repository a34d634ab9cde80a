import { EventEmitter } from 'node:events';

/**
 * Something was committed: work for the inbox, for the sender (`outbox`) or for the fetching of a `file`, or what staff's
 * screens and integrators want to hear of. Ids only, never personal data: listeners read what they need from the store,
 * and missing one costs a second of waiting, never a message.
 */
export type Notice =
  | { type: 'inbox' }
  | { type: 'outbox' }
  | { type: 'file' }
  | { type: 'message'; contactId: string }
  | { type: 'consent'; contactId: string }
  | { type: 'ticket'; ticketId: string; contactId: string }
  | { type: 'broadcast'; broadcastId: string }
  | { type: 'account' }
  | { type: 'drill'; ok: boolean }
  | { type: 'release' }
  | { type: 'fact'; change: number; state: string }
  | { type: 'clock' };

/** Wakes the loops and feeds the staff's screens. */
export class Bus {
  readonly #emitter = new EventEmitter().setMaxListeners(0);

  publish(notice: Notice): void {
    this.#emitter.emit(notice.type, notice);
    this.#emitter.emit('*', notice);
  }

  /** Listens to one type, or to all with `*`; returns how to stop. */
  subscribe<T extends Notice['type'] | '*'>(
    type: T,
    listener: (notice: T extends Notice['type'] ? Extract<Notice, { type: T }> : Notice) => void,
  ): () => void {
    this.#emitter.on(type, listener);
    return () => this.#emitter.off(type, listener);
  }
}
