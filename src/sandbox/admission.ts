import type { AccountState } from './account.js';
import { bubbleOf } from './bubble.js';
import { type Bubble, type Chat, windowOpen } from './chat.js';
import type { OutboundBody } from './outbound-body.js';
import { fillTemplate } from './template-send.js';
import type { Template } from './templates.js';

/** What the fake Graph API knows when it judges a message. */
export interface Situation {
  now: number;
  account: AccountState;
  templates: readonly Template[];
  /** The chat with the recipient, empty when it is new. */
  chat: Chat;
}

export type Verdict =
  | {
      kind: 'accepted';
      /** Absent for a reaction, which changes a bubble that is there. */
      bubble?: Bubble;
      reaction?: { id: string; emoji: string };
      category: string;
      /** Meta accepts, and reports this code by a `failed` status. */
      failsLater?: number;
    }
  | { kind: 'refused'; code: number; details?: string };

/** Meta's answer to a well-formed message, apart from rates (reference: errors and what the engine does). */
export function judge(body: OutboundBody, situation: Situation): Verdict {
  const { account, chat } = situation;
  const { onWhatsApp } = chat.customer;
  if (account.blocked === 'everything') return { kind: 'refused', code: 131031 };
  if (body.type === 'template') return judgeTemplate(body, situation);
  if (onWhatsApp && !windowOpen(chat, situation.now)) return { kind: 'refused', code: 131047 };
  const later = onWhatsApp ? {} : { failsLater: 131026 };
  if (body.type === 'reaction') {
    const id = body.reaction.message_id;
    if (!chat.messages.some((message) => message.id === id))
      return { kind: 'refused', code: 131009, details: 'The message to react to is unknown or too old.' };
    return { kind: 'accepted', reaction: { id, emoji: body.reaction.emoji }, category: 'service', ...later };
  }
  return { kind: 'accepted', bubble: bubbleOf(body), category: 'service', ...later };
}

function judgeTemplate(body: Extract<OutboundBody, { type: 'template' }>, situation: Situation): Verdict {
  if (situation.account.blocked === 'templates') return { kind: 'refused', code: 368 };
  const { name, language, components = [] } = body.template;
  const result = fillTemplate(situation.templates, name, language.code, components);
  if ('code' in result) return { kind: 'refused', ...result };
  const template = situation.templates.find((one) => one.name === name && one.language === language.code);
  const category = template?.category.toLowerCase() ?? 'utility';
  const { marketingStopped, onWhatsApp } = situation.chat.customer;
  const stopped = category === 'marketing' && marketingStopped;
  const failsLater = onWhatsApp ? (stopped ? 131050 : undefined) : 131026;
  return {
    kind: 'accepted',
    bubble: result.bubble,
    category,
    ...(failsLater === undefined ? {} : { failsLater }),
  };
}
