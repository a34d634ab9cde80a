import type { Medium } from './register.js';
import { type RegisterEntry, saidBy } from './register-file.js';
import { type Rights, UNSAID } from './rights.js';
import { sendableAs } from './sendable.js';

/** What has to be known of a medium to say whether a flow may show it. */
export interface KnownMedium {
  mime: string;
  rights: Rights;
}

/** By id. */
export type KnownMedia = ReadonlyMap<string, KnownMedium>;

/** What is on record. Pure. */
export const knownOf = (media: readonly Medium[]): Map<string, KnownMedium> =>
  new Map(media.map((medium) => [medium.id, { mime: medium.mime, rights: medium }]));

/** The media of staff's own list. Pure. */
export function knownFrom(entries: readonly RegisterEntry[], timezone: string): Map<string, KnownMedium> {
  return new Map(
    entries.map((entry) => {
      const { id, name, ...said } = saidBy(entry, timezone);
      return [id, { mime: sendableAs(name)?.mime ?? '', rights: { ...UNSAID, ...said } }];
    }),
  );
}
