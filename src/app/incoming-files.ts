import { join } from 'node:path';
import type { Config } from '../config.js';
import type { Metrics } from '../http/metrics.js';
import { Downloads } from '../media/downloads.js';
import { removeFiles } from '../media/removal.js';
import { MediaFiles } from '../media/store.js';
import type { Store } from '../store/index.js';
import type { GraphClient } from '../whatsapp/client.js';
import type { Report } from './report.js';

export interface IncomingFilesParts {
  config: Config;
  store: Store;
  client: Pick<GraphClient<never>, 'openMedia'>;
  now: () => number;
  metrics: Metrics;
  isBusy: () => boolean;
  report: Report;
}

/** Files of people: how they come, where they lie, how they go. */
export interface IncomingFiles {
  files: MediaFiles;
  downloads: Downloads;
  /** Takes off the disk what nobody needs any more. */
  removeFiles: () => Promise<number>;
  /** The same, and what crashes have left behind. */
  sweep: () => Promise<void>;
}

export function incomingFiles(parts: IncomingFilesParts): IncomingFiles {
  const { config, store, client, now, metrics, isBusy, report } = parts;
  const files = new MediaFiles(join(config.dataDir, 'media'));
  const downloads = new Downloads({
    store,
    files,
    now,
    open: (mediaId, limits) => client.openMedia(mediaId, limits),
    clamd: config.clamd,
    isBusy,
    dir: config.dataDir,
    onState: (state, reason) => metrics.media(state, reason),
    onError: report('media'),
  });
  const remove = () => removeFiles(store, files);
  return {
    files,
    downloads,
    removeFiles: remove,
    sweep: async () => {
      await remove();
      // Files know only the real time.
      await files.sweepDrafts(Date.now());
    },
  };
}
