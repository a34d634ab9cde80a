import { join } from 'node:path';
import type { Bus } from '../coordination/bus.js';
import { entriesIn, readList } from '../media/folder.js';
import { type KnownMedia, knownFrom, knownOf } from '../media/known.js';
import { Library } from '../media/library.js';
import { forgetUploads, listMedia, readMediumFacts } from '../media/register.js';
import { MediaFiles } from '../media/store.js';
import { FolderMedia } from '../media/take-in.js';
import { Uploads, type UploadsOptions } from '../media/uploads.js';
import type { MediaDesk } from '../outbox/media.js';
import type { Store } from '../store/index.js';

export interface MediaParts extends Pick<UploadsOptions, 'upload' | 'now' | 'onError'> {
  store: Store;
  bus: Bus;
  dataDir: string;
  flowsDir: string;
  timezone: string;
  numberId: string;
  /** The rights to something have changed: what the gate allowed before asks again. */
  onChange: () => void;
}

/** What we may send, apart from what people send us: each has its own time to live. */
export function openMedia({
  store,
  bus,
  dataDir,
  numberId,
  flowsDir,
  timezone,
  onChange,
  ...parts
}: MediaParts) {
  const files = new MediaFiles(join(dataDir, 'media', 'library'));
  const onSettled = () => bus.publish({ type: 'outbox' });
  const uploads = new Uploads({ ...parts, store, files, numberId, onSettled });
  const desk: Omit<MediaDesk, 'onUnfit'> = {
    known: (ids) => readMediumFacts(store.read, ids, numberId),
    want: (file) => uploads.want(file),
    forget: forgetUploads,
  };
  const library = new Library({ store, files, now: parts.now, onChange });
  const folder = new FolderMedia({
    store,
    library,
    dir: join(flowsDir, 'media'),
    timezone,
    onError: parts.onError,
  });
  const look = async () => {
    await folder.takeIn();
    await files.sweepDrafts(parts.now());
  };
  return { library, uploads, desk, look };
}

/** More media than anybody keeps. */
const ALL = 100_000;

/** What flows and FAQ may show: what is on record, and what staff's list is about to bring in. */
export async function knownMedia(store: Store, flowsDir: string, timezone: string): Promise<KnownMedia> {
  const { entries } = entriesIn((await readList(join(flowsDir, 'media'))) ?? '');
  return new Map([...knownOf(await listMedia(store.read, '', ALL)), ...knownFrom(entries, timezone)]);
}
