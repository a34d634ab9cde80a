import { resolveContact } from '../contacts/resolve.js';
import { type MessageReport, type OnConsequence, recordReports } from '../outbox/reports.js';
import type { Report } from '../outbox/settle.js';
import { each, type Tx } from '../store/index.js';
import { outcomeOf } from '../whatsapp/errors.js';
import type { Identity } from '../whatsapp/identity.js';
import { readStatus } from '../whatsapp/inbound.js';
import type { WebhookItem } from '../whatsapp/webhook.js';
import type { InboxEvent } from './inbox-event.js';

export interface StatusOptions {
  now: () => number;
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
    await learnLinks(tx, events, now);
    options.onHeard?.(known);
    return [];
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

/** A status names the person in more than one way: a new name beside a known one is learnt. */
async function learnLinks(tx: Tx, events: InboxEvent[], now: number): Promise<void> {
  const linking = events.filter((event) => event.identities.length > 1);
  if (linking.length === 0) return;
  const values = [...new Set(linking.flatMap((event) => event.identities.map(({ value }) => value)))];
  const rows = await tx
    .selectFrom('identity')
    .select(['kind', 'value'])
    .where('value', 'in', each(values))
    .execute();
  const known = new Set(rows.map(({ kind, value }) => `${kind}:${value}`));
  const isKnown = ({ kind, value }: Identity) => known.has(`${kind}:${value}`);
  for (const { identities } of linking) {
    if (!identities.some(isKnown) || identities.every(isKnown)) continue;
    await resolveContact(tx, identities, now);
    for (const { kind, value } of identities) known.add(`${kind}:${value}`);
  }
}
