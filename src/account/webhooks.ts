import type { Tx } from '../store/index.js';
import {
  type AccountEvent as Reported,
  readAccountEvent,
  readNumberEvent,
} from '../whatsapp/account-events.js';
import { outcomeOf } from '../whatsapp/errors.js';
import { readErrors } from '../whatsapp/inbound.js';
import { readTemplateEvent, type TemplateEvent } from '../whatsapp/template-events.js';
import type { Tier } from '../whatsapp/tier.js';
import type { WebhookItem } from '../whatsapp/webhook.js';
import type { Account } from './account.js';
import type { AccountEvent } from './machine.js';

export interface AccountWebhookOptions {
  account: Account;
  now: () => number;
  /** A template changed under our feet: its broadcasts may have to stop. In the same transaction. */
  onTemplate: (tx: Tx, name: string, language: string, status: string, now: number) => Promise<void>;
}

/** What Meta says about the account, its numbers and templates. Nothing here concerns one person. */
export function accountHandler(options: AccountWebhookOptions) {
  return async (tx: Tx, items: readonly Omit<WebhookItem, 'kind'>[]): Promise<Record<string, never>> => {
    for (const item of items as readonly WebhookItem[]) {
      const now = options.now();
      for (const event of eventsOf(item)) await options.account.record(tx, event, now);
      if (item.kind === 'template') await applyTemplate(tx, readTemplateEvent(item), options, now);
    }
    return {};
  };
}

/** What Meta used to say of quality; today it is asked for. Meta docs: phone_number_quality_update. */
const QUALITY: ReadonlyMap<string, string> = new Map([
  ['FLAGGED', 'RED'],
  ['UNFLAGGED', 'UNKNOWN'],
]);

function eventsOf(item: WebhookItem): AccountEvent[] {
  switch (item.kind) {
    case 'account':
      return accountEvents(readAccountEvent(item));
    case 'number': {
      const event = readNumberEvent(item);
      if (event.type !== 'quality') return [];
      const tier = event.limit === undefined ? [] : [tierEvent(item.at, event.limit)];
      const quality = QUALITY.get(event.event);
      return quality === undefined ? tier : [{ type: 'QUALITY', at: item.at, quality }, ...tier];
    }
    case 'error':
      return readErrors(item).flatMap(({ code }) => errorEvent(code, item.at));
    default:
      return [];
  }
}

function accountEvents(event: Reported): AccountEvent[] {
  const { at } = event;
  switch (event.type) {
    case 'violation':
      return [{ type: 'VIOLATION', at, reason: event.violation.toLowerCase() || 'unknown' }];
    case 'restriction':
      return event.restrictions.map(({ type, expiresAt }) => ({
        type: 'RESTRICTION',
        at,
        restriction: type,
        until: expiresAt ?? null,
      }));
    case 'ban':
      return [{ type: 'BAN', at, state: event.state }];
    case 'deleted':
      return [{ type: 'GONE', at, reason: 'account_deleted' }];
    case 'offboarded':
      return [{ type: 'GONE', at, reason: 'account_offboarded' }];
    case 'reconnected':
      return [{ type: 'RECONNECTED', at }];
    case 'capability':
      return event.limit === undefined ? [] : [tierEvent(at, event.limit)];
    default:
      return [];
  }
}

export function tierEvent(at: number, limit: Exclude<Tier, undefined>): AccountEvent {
  return { type: 'TIER', at, limit: limit === 'unlimited' ? null : limit };
}

/** What an error of Meta's, wherever it stood, means for the account. */
export function errorEvent(code: number, at: number): AccountEvent[] {
  const outcome = outcomeOf(code);
  if (!outcome.known) return [];
  if (outcome.stopsEverything) return [{ type: 'ERROR', at, code, stops: 'everything' }];
  return outcome.stopsAllMarketing ? [{ type: 'ERROR', at, code, stops: 'marketing' }] : [];
}

/** Keeps our copy of the template true. A template that Meta now calls marketing needs marketing consent. */
async function applyTemplate(
  tx: Tx,
  event: TemplateEvent,
  options: AccountWebhookOptions,
  now: number,
): Promise<void> {
  const { name, language } = event;
  const change =
    event.type === 'status'
      ? { status: statusOf(event) }
      : event.type === 'quality'
        ? { quality: event.current }
        : event.type === 'category'
          ? { category: event.correct ?? event.current }
          : null;
  if (change === null) return;
  await tx
    .updateTable('template')
    .set({ ...change, synced_at: now })
    .where('name', '=', name)
    .where('language', '=', language)
    .execute();
  if ('status' in change) await options.onTemplate(tx, name, language, change.status, now);
}

function statusOf(event: Extract<TemplateEvent, { type: 'status' }>): string {
  switch (event.usability) {
    case 'usable':
    case 'warned':
      return 'APPROVED';
    case 'paused':
      return 'PAUSED';
    default:
      return event.event;
  }
}
