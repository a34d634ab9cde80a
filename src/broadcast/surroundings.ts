import type { AccountHealth } from '../account/machine.js';
import type { Scrutiny } from '../facts/scrutiny.js';
import type { Store, Tx } from '../store/index.js';
import type { PacingFacts } from './pacing.js';

/** What broadcasts need to know of the world around them. Times in ms. */
export interface Surroundings {
  store: Store;
  /** Looks at what is going to be said. */
  scrutiny: Scrutiny;
  now: () => number;
  /** Where the organisation is: quiet hours of people without a known zone, and times in sentences. */
  timezone: string;
  /** End of the quiet hours in a zone; null outside them. From `quietClock`. */
  quietUntil: (now: number, zone: string) => number | null;
  health: () => AccountHealth;
  /** Unique people that may still be written to today, and when there is room for more; null: no limit. */
  tierRoom: (now: number) => { room: number; freeAt: number } | null;
}

/** What the release of a batch rests on, read afresh. */
export async function pacingFacts(
  read: Pick<Tx, 'selectFrom'>,
  { topic, template }: { topic: string; template: { name: string; language: string } },
  world: Surroundings,
  now: number,
): Promise<PacingFacts> {
  const topicRow = await read
    .selectFrom('topic')
    .select('archived_at')
    .where('id', '=', topic)
    .executeTakeFirst();
  const templateRow = await read
    .selectFrom('template')
    .select('status')
    .where('name', '=', template.name)
    .where('language', '=', template.language)
    .executeTakeFirst();
  return {
    now,
    topicKnown: topicRow !== undefined && topicRow.archived_at === null,
    templateStatus: templateRow?.status ?? null,
    health: world.health(),
    quietUntil: world.quietUntil(now, world.timezone),
    tierRoom: world.tierRoom(now),
  };
}
