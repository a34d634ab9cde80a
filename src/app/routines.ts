import type { AccountEvent } from '../account/machine.js';
import type { Silence } from '../account/silence.js';
import { type AskAgainOptions, askAgain } from '../broadcast/ask-again.js';
import { askImported } from '../broadcast/ask-imported.js';
import { decayConsents } from '../broadcast/decay.js';
import type { DecayRules } from '../consent/decay.js';
import { expireRequests } from '../consent/expiry.js';
import { discardUnproven } from '../consent/import/quarantine.js';
import type { Environment } from '../consent/index.js';
import type { Scans } from '../consent/scans.js';
import type { StopLinks } from '../consent/stop-link.js';
import type { DataCopies } from '../conversation/data-copies.js';
import type { Erasure } from '../conversation/erasure.js';
import type { Retention } from '../conversation/retention.js';
import type { Routine } from '../coordination/routines.js';
import type { FactBook } from '../facts/book.js';
import type { Handoff } from '../handoff/index.js';
import type { Store } from '../store/index.js';
import { forgetOldLinks } from '../subscribe/links.js';
import type { IncomingFiles } from './incoming-files.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

export interface RoutineParts {
  store: Store;
  now: () => number;
  environment: Environment;
  asker: AskAgainOptions['asker'];
  decay: DecayRules;
  erasure: Erasure;
  copies: DataCopies;
  retention: Retention;
  stopLinks: StopLinks;
  facts: FactBook;
  handoff: Handoff;
  /** So many first replies became late. */
  onLateReplies: (count: number) => void;
  silence: Silence;
  record: (event: AccountEvent) => Promise<void>;
  scans: Scans;
  incoming: IncomingFiles;
  media: { look: () => Promise<void> };
  checkpoint: () => Promise<unknown>;
  /** Runs a drill when one is due. */
  drill: () => Promise<void>;
  askMeta: () => Promise<void>;
}

/** What is done again and again while the program runs. */
export function routines(parts: RoutineParts): Routine[] {
  const {
    store,
    now,
    environment,
    asker,
    erasure,
    copies,
    retention,
    silence,
    record,
    scans,
    checkpoint,
    drill,
    askMeta,
  } = parts;
  const lapsing = { store, now, environment, asker };
  return [
    {
      name: 'expiry',
      every: 30 * SECOND,
      run: () => expireRequests(store, { now: now(), environment }),
    },
    { name: 'decay', every: 5 * SECOND, run: () => decayConsents({ ...lapsing, rules: parts.decay }) },
    { name: 'ask again', every: 2 * SECOND, run: () => askAgain(lapsing) },
    {
      name: 'ask imported',
      every: 2 * SECOND,
      run: () => askImported({ store, asker, now }),
    },
    { name: 'erasure', every: 5 * SECOND, run: () => erasure.due() },
    {
      name: 'copies',
      every: SECOND,
      run: () => copies.due(),
    },
    { name: 'facts', every: 5 * SECOND, run: () => parts.facts.due() },
    {
      name: 'late replies',
      every: 15 * SECOND,
      run: async () => parts.onLateReplies(await parts.handoff.noticeBreaches()),
    },
    { name: 'late', every: 5 * MINUTE, run: () => erasure.late() },
    { name: 'stop links', every: 60 * MINUTE, run: () => parts.stopLinks.renew() },
    { name: 'unproven', every: 60 * MINUTE, run: () => discardUnproven(store, now()) },
    { name: 'retention', every: 10 * MINUTE, run: () => retention.run() },
    { name: 'scans', every: MINUTE, run: () => scans.sweep(now()) },
    { name: 'media', every: SECOND, run: () => parts.incoming.downloads.due() },
    { name: 'media folder', every: 10 * SECOND, run: () => parts.media.look() },
    { name: 'files', every: 10 * SECOND, run: () => parts.incoming.sweep() },
    { name: 'links', every: 10 * MINUTE, run: () => forgetOldLinks(store, now()) },
    { name: 'checkpoint', every: 10 * MINUTE, run: checkpoint },
    { name: 'drill', every: 20 * SECOND, run: drill },
    { name: 'meta', every: 10 * MINUTE, run: askMeta },
    {
      name: 'silence',
      every: 15 * SECOND,
      run: async () => {
        if (silence.noticed(performance.now())) await record({ type: 'WEBHOOKS_SILENT', at: now() });
      },
    },
  ];
}
