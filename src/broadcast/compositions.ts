import type { Composition } from '../outbox/dispatcher.js';
import { each, type Store } from '../store/index.js';
import { composer, type StopToken } from './compose.js';
import { broadcastOf } from './row.js';
import { findTemplate } from './templates.js';

/** What the dispatcher asks about the broadcasts whose recipients it is about to send to: read afresh each time. */
export function compositions(
  read: Store['read'],
  stopToken?: StopToken,
): (ids: string[]) => Promise<Map<string, Composition>> {
  return async (ids) => {
    const found = new Map<string, Composition>();
    if (ids.length === 0) return found;
    const rows = await read.selectFrom('broadcast').selectAll().where('id', 'in', each(ids)).execute();
    for (const row of rows) {
      const { template: choice, topic, state } = broadcastOf(row);
      const template = await findTemplate(read, choice.name, choice.language);
      found.set(row.id, {
        template: { name: choice.name, language: choice.language },
        cancelled: state === 'cancelled',
        paused: state !== 'running' && state !== 'cancelled',
        // Without the template the gate says no before anything is composed.
        compose: composer(
          template ?? { components: [], parameterFormat: 'POSITIONAL' },
          choice,
          topic,
          stopToken,
        ),
      });
    }
    return found;
  };
}
