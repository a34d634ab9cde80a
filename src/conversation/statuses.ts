import { changeConsent, type Environment, loadStanding } from '../consent/index.js';
import { learnLinks, uniteContacts } from '../consent/link.js';
import type { Linked } from '../consent/linked.js';
import type { Suppression } from '../contacts/suppression.js';
import { type MessageReport, type OnConsequence, recordReports } from '../outbox/reports.js';
import type { Report } from '../outbox/settle.js';
import type { Tx } from '../store/index.js';
import { outcomeOf } from '../whatsapp/errors.js';
import { readStatus } from '../whatsapp/inbound.js';
import type { WebhookItem } from '../whatsapp/webhook.js';
import { isForgotten } from './forgotten.js';
import type { InboxEvent } from './inbox-event.js';
import type { Context } from './person.js';

export interface StatusOptions {
  now: () => number;
  environment: Environment;
  linked: Linked;
  suppression: Suppression;
  /** Reads our id out of what Meta echoes back; undefined when it is not ours. */
  messageId: (callbackData: string) => number | undefined;
  onConsequence: OnConsequence;
  /** A status arrived for one of our messages: webhooks are not silent. */
  onHeard?: (reports: number) => void;
}

/** Statuses of our messages, in order of their own time. Those of other apps on the account are counted only. */
export function statusHandler(options: StatusOptions) {
  return async (tx: Tx, events: InboxEvent[]) => {
    const now = options.now();
    const reports: MessageReport[] = [];
    for (const event of events.toSorted((a, b) => a.at - b.at || a.id - b.id)) {
      const status = readStatus(event as WebhookItem);
      const report = reportOf(status, event.at);
      if (!report) continue;
      const id = status.callbackData === undefined ? undefined : options.messageId(status.callbackData);
      reports.push({ ...(id === undefined ? {} : { id }), wamid: status.wamid, report, at: event.at });
    }
    const known = await recordReports(tx, reports, options.onConsequence, now);
    const context = { now, environment: options.environment, linked: options.linked };
    // A status names the person in more than one way.
    await learnLinks(
      tx,
      events.map(({ identities }) => identities),
      context,
    );
    await stopOnPlatform(tx, events, options.suppression, context);
    options.onHeard?.(known);
    return {};
  };
}

function reportOf(status: ReturnType<typeof readStatus>, at: number): Report | null {
  const { wamid } = status;
  switch (status.status) {
    case 'sent':
    case 'delivered':
      return { kind: 'status', status: status.status === 'sent' ? 'sent' : 'delivered', wamid, at };
    case 'read':
    case 'played':
      return { kind: 'status', status: 'read', wamid, at };
    case 'failed':
      return { kind: 'failed', outcome: outcomeOf(status.errors[0]?.code ?? -1), wamid, at };
    default:
      return null;
  }
}

/**
 * 131050 says that this person has stopped our marketing in WhatsApp: it counts also under a message of another
 * program on the account, which the outbox does not know.
 */
async function stopOnPlatform(
  tx: Tx,
  events: readonly InboxEvent[],
  suppression: Suppression,
  context: Context,
): Promise<void> {
  for (const event of events) {
    const code = readStatus(event as WebhookItem).errors.find(
      (error) => outcomeOf(error.code).isPlatformStop,
    )?.code;
    if (code === undefined || event.identities.length === 0) continue;
    if (await isForgotten(tx, event.identities, suppression)) continue;
    const contactId = await uniteContacts(tx, event.identities, context);
    const standing = await loadStanding(tx, contactId);
    const known = standing.blocks.get('platform_stop');
    if (known?.until === null && known.since >= event.at) continue;
    const evidence = { event: event.key, code };
    const act = { event: 'PLATFORM_STOP', topics: 'all', at: event.at, evidence } as const;
    await changeConsent(
      tx,
      contactId,
      standing,
      { ...act, source: 'send_error', actor: 'customer' },
      context,
    );
  }
}
