import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  type Chat,
  type ChatChange,
  changeChat,
  chatLength,
  type Message,
  type TickStatus,
  unreadByCustomer,
  windowOpen,
} from '../../src/sandbox/chat.js';
import { newCustomer } from '../../src/sandbox/customers.js';

const empty: Chat = { customer: newCustomer('6281200000001'), messages: [], unread: 0 };
const message = (id: string, from: Message['from'], status: TickStatus = 'sent'): Message => ({
  id,
  from,
  at: 1000,
  bubble: { kind: 'text', body: id },
  status,
});
const chatAfter = (changes: ChatChange[]) => changes.reduce(changeChat, empty);

describe('a chat', () => {
  test('counts what arrives as unread until it is opened', () => {
    const chat = chatAfter([
      { type: 'received', message: message('a', 'business') },
      { type: 'received', message: message('b', 'business') },
    ]);
    expect(chat.unread).toBe(2);
    expect(changeChat(chat, { type: 'opened' }).unread).toBe(0);
  });

  test('opens the window by what the person writes, for 24 hours', () => {
    const chat = chatAfter([{ type: 'wrote', message: { ...message('a', 'customer'), at: 1000 } }]);
    const day = 24 * 60 * 60 * 1000;
    expect([windowOpen(empty, 0), windowOpen(chat, 1000 + day - 1), windowOpen(chat, 1000 + day)]).toEqual([
      false,
      true,
      false,
    ]);
  });

  test('statuses only climb, in whatever order they come', () => {
    const ranks: TickStatus[] = ['accepted', 'sent', 'delivered', 'read', 'failed'];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ranks), { minLength: 1 }), (statuses) => {
        const chat = chatAfter([
          { type: 'received', message: message('a', 'business', 'accepted') },
          ...statuses.map((status) => ({ type: 'status' as const, id: 'a', status })),
        ]);
        const highest = Math.max(...statuses.map((status) => ranks.indexOf(status)));
        expect(chat.messages[0]?.status).toBe(ranks[highest]);
      }),
    );
  });

  test('a read receipt covers earlier messages of the person, and nothing else', () => {
    const chat = chatAfter([
      { type: 'wrote', message: message('a', 'customer') },
      { type: 'received', message: message('b', 'business') },
      { type: 'wrote', message: message('c', 'customer') },
      { type: 'wrote', message: message('d', 'customer') },
      { type: 'read_by_business', id: 'c' },
    ]);
    expect(chat.messages.map(({ status }) => status)).toEqual(['read', 'sent', 'read', 'sent']);
  });

  test('each side has one reaction to a message, and can take it back', () => {
    const chat = chatAfter([
      { type: 'received', message: message('a', 'business') },
      { type: 'reacted', by: 'customer', id: 'a', emoji: '👍', at: 5 },
      { type: 'reacted', by: 'customer', id: 'a', emoji: '👎', at: 6 },
      { type: 'reacted', by: 'business', id: 'a', emoji: '🙏', at: 7 },
    ]);
    expect(chat.messages[0]?.reaction).toEqual({ customer: '👎', business: '🙏' });
    expect(chat.wroteAt).toBe(6);
    const taken = changeChat(chat, { type: 'reacted', by: 'customer', id: 'a', emoji: '', at: 8 });
    expect(taken.messages[0]?.reaction).toEqual({ business: '🙏' });
  });

  test('what turns read on opening is what has arrived: not failed, not read before', () => {
    const chat = chatAfter(
      (['accepted', 'sent', 'delivered', 'read', 'failed'] as const).map((status) => ({
        type: 'received',
        message: message(status, 'business', status),
      })),
    );
    expect(unreadByCustomer(chat).map(({ id }) => id)).toEqual(['sent', 'delivered']);
  });

  test('forgets its oldest messages', () => {
    const changes = Array.from({ length: chatLength + 5 }, (_, index) => ({
      type: 'received' as const,
      message: message(String(index), 'business'),
    }));
    const chat = chatAfter(changes);
    expect([chat.messages.length, chat.messages[0]?.id]).toEqual([chatLength, '5']);
  });

  test('a change of an unknown message changes nothing', () => {
    expect(changeChat(empty, { type: 'status', id: 'x', status: 'read' })).toBe(empty);
  });
});
