import type { Store } from '../store/index.js';
import type { ConversationItem } from './types.js';

/** The newest messages with a contact, either way, newest first; `before` in ms for the next page. */
export function conversationOf(
  _read: Store['read'],
  _contactId: string,
  _page: { limit: number; before?: number },
): Promise<ConversationItem[]> {
  throw new Error('not there yet');
}
