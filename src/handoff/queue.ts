import type { Tx } from '../store/index.js';
import type { QueuePlace } from './types.js';

/** Where this contact waits; null without an open ticket, or when it has been answered. */
export function queuePlace(_read: Pick<Tx, 'selectFrom'>, _contactId: string): Promise<QueuePlace | null> {
  throw new Error('not there yet');
}
