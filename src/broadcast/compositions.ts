import type { Scrutiny } from '../facts/scrutiny.js';
import type { Composition } from '../outbox/round.js';
import { each, type Store } from '../store/index.js';
import { composer, type StopToken } from './compose.js';
import { fixedWords, languageOf } from './fixed-words.js';
import { broadcastOf } from './row.js';
import { findTemplate } from './templates.js';
import type { TemplateChoice } from './types.js';

export interface CompositionOptions {
  scrutiny: Scrutiny;
  /** The words of a running broadcast may not leave any more: nobody is sent to, staff have to see to it. */
  onBlocked: (broadcastId: string) => void;
  stopToken?: StopToken;
}

/** What the dispatcher asks about the broadcasts whose recipients it is about to send to: read afresh each time. */
export function compositions(
  read: Store['read'],
  { scrutiny, onBlocked, stopToken }: CompositionOptions,
): (ids: string[]) => Promise<Map<string, Composition>> {
  return async (ids) => {
    const found = new Map<string, Composition>();
    if (ids.length === 0) return found;
    const rows = await read.selectFrom('broadcast').selectAll().where('id', 'in', each(ids)).execute();
    for (const row of rows) {
      const { template: written, topic, state } = broadcastOf(row);
      const choice = withFacts(written, scrutiny);
      const known = await findTemplate(read, choice.name, choice.language);
      // Without the template the gate says no before anything is composed.
      const template = known ?? { components: [], parameterFormat: 'POSITIONAL' as const };
      // The same words for everybody: looked at once, until the facts change.
      const blocked = scrutiny.against(fixedWords(template, choice.parameters)) !== undefined;
      if (blocked && state === 'running') onBlocked(row.id);
      found.set(row.id, {
        template: { name: choice.name, language: choice.language },
        cancelled: state === 'cancelled',
        paused: state !== 'cancelled' && (blocked || state !== 'running'),
        ...(choice.media !== undefined && { media: [choice.media] }),
        compose: composer(template, choice, topic, stopToken),
      });
    }
    return found;
  };
}

/** The choice with the facts of this moment in its parameters. */
function withFacts(choice: TemplateChoice, scrutiny: Scrutiny): TemplateChoice {
  const language = languageOf(choice.language);
  return { ...choice, parameters: choice.parameters.map((text) => scrutiny.fill(text, language)) };
}
