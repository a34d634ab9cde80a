import type { Silence } from '../account/silence.js';
import { compositions, pauseBroadcast, type StopToken } from '../broadcast/index.js';
import type { Metrics } from '../http/metrics.js';
import { Dispatcher, type DispatcherOptions } from '../outbox/dispatcher.js';
import type { MediaDesk } from '../outbox/media.js';
import type { Report } from './report.js';

type Decided = 'compositions' | 'media' | 'onHeldBack' | 'onAnswer' | 'onError';

export interface SendingParts extends Omit<DispatcherOptions, Decided> {
  media: Omit<MediaDesk, 'onUnfit'>;
  metrics: Metrics;
  silence: Silence;
  /** The token of a link that stops this topic for this person. */
  stopToken: StopToken;
  report: Report;
}

/** The dispatcher, and what the rest of the program wants to know of its work. */
export function createDispatcher({
  metrics,
  silence,
  report,
  stopToken,
  media,
  ...parts
}: SendingParts): Dispatcher {
  const { store } = parts;
  const pause = (broadcastId: string, reason: string) =>
    void store.write((tx) => pauseBroadcast(tx, broadcastId, reason)).catch(report('broadcast'));
  return new Dispatcher({
    ...parts,
    media: { ...media, onUnfit: pause },
    compositions: compositions(store.read, {
      scrutiny: parts.scrutiny,
      stopToken,
      onBlocked: (broadcastId) => pause(broadcastId, 'content_blocked'),
    }),
    onHeldBack: (state, reason) => {
      if (state === 'deferred') metrics.deferred(reason ?? '');
      else metrics.message(state, reason);
    },
    onAnswer: (row, answer) => {
      metrics.message(answer.kind, answer.kind === 'rejected' ? `meta_${answer.code}` : null);
      if (answer.kind !== 'accepted' || row.purpose === 'service') return;
      silence.accepted(performance.now());
      // Meta holds these to see how people take them: nothing more is submitted until staff have looked.
      if (answer.messageStatus === 'held_for_quality_assessment' && row.broadcastId !== null) {
        const { broadcastId } = row;
        pause(broadcastId, 'held_for_quality');
      }
    },
    onError: report('dispatcher'),
  });
}
