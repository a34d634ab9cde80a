import type { Account } from '../account/account.js';
import { accountHandler } from '../account/webhooks.js';
import { changeTemplateStatus } from '../broadcast/index.js';
import type { Config } from '../config.js';
import type { Linked } from '../consent/linked.js';
import { isDrill } from '../contacts/drill.js';
import type { Suppression } from '../contacts/suppression.js';
import type { House } from '../conversation/facts.js';
import { Inbox } from '../conversation/inbox.js';
import { Intake } from '../conversation/intake.js';
import type { ReleaseSource } from '../conversation/own-release.js';
import { statusHandler } from '../conversation/statuses.js';
import { turnHandler } from '../conversation/turn.js';
import type { Bus } from '../coordination/bus.js';
import type { Scrutiny } from '../facts/scrutiny.js';
import type { PermitOffice } from '../gate/permits.js';
import type { Metrics } from '../http/metrics.js';
import type { CallbackData } from '../outbox/callback-data.js';
import type { OnConsequence } from '../outbox/reports.js';
import type { Store } from '../store/index.js';
import type { Report } from './report.js';

export interface ReceivingParts {
  config: Config;
  store: Store;
  bus: Bus;
  now: () => number;
  permits: PermitOffice;
  linked: Linked;
  suppression: Suppression;
  account: Account;
  metrics: Metrics;
  releases: ReleaseSource;
  house: () => House;
  scrutiny: Scrutiny;
  callbackData: CallbackData;
  onConsequence: OnConsequence;
  /** A status arrived: webhooks are not silent. */
  onHeard: () => void;
  report: Report;
}

/** The way in: the intake makes webhooks durable, the inbox hands each to whom it concerns, once. */
export function createReceiving(parts: ReceivingParts): { intake: Intake; inbox: Inbox } {
  const { store, bus, now, linked, suppression, metrics, onConsequence, report } = parts;
  const { mode: environment, whatsapp } = parts.config;
  const intake = new Intake({
    store,
    bus,
    permits: parts.permits,
    now,
    isOurs: (wabaId, numberId) =>
      wabaId === whatsapp.wabaId && (numberId === undefined || numberId === whatsapp.numberId),
    onStored: (items, holds, ms) => {
      if (items.some(({ identities }) => isDrill(identities))) return;
      metrics.events(items, holds);
      if (holds > 0) metrics.optOutTime('held', ms);
    },
  });
  /** Channels of stops whose turn is not durable yet, by event. */
  const stops = new Map<number, string>();
  const inbox = new Inbox({
    store,
    bus,
    now,
    turn: turnHandler({
      now,
      environment,
      linked,
      suppression,
      releases: parts.releases,
      house: parts.house,
      scrutiny: parts.scrutiny,
      numberId: whatsapp.numberId,
      onStop: (source, { id }) => stops.set(id, source),
      onComplaint: (source) => metrics.complaint(source),
      onBroken: report('flow'),
    }),
    statuses: statusHandler({
      now,
      environment,
      linked,
      suppression,
      messageId: parts.callbackData.read,
      onConsequence,
      onHeard: parts.onHeard,
    }),
    account: accountHandler({
      account: parts.account,
      now,
      onTemplate: async (tx, name, language, status, at) => {
        await changeTemplateStatus(tx, { name, language }, status, at);
      },
    }),
    flooded: () => intake.flooded,
    onDone: (events) => {
      for (const event of events) {
        const source = stops.get(event.id);
        stops.delete(event.id);
        if (isDrill(event.identities)) continue;
        metrics.turn('done');
        if (source === undefined) continue;
        metrics.optOut(source);
        metrics.optOutTime('recorded', now() - event.receivedAt);
      }
      bus.publish({ type: 'outbox' });
      for (const contactId of new Set(events.map((event) => event.contactId)))
        if (contactId) bus.publish({ type: 'message', contactId });
    },
    onError: (error) => {
      metrics.turn('failed');
      report('turn')(error);
    },
  });
  return { intake, inbox };
}
