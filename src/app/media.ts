import { join } from 'node:path';
import type { Bus } from '../coordination/bus.js';
import { Library } from '../media/library.js';
import { forgetUploads, readMediumFacts } from '../media/register.js';
import { MediaFiles } from '../media/store.js';
import { Uploads, type UploadsOptions } from '../media/uploads.js';
import type { MediaDesk } from '../outbox/media.js';
import type { Store } from '../store/index.js';

export interface MediaParts extends Pick<UploadsOptions, 'upload' | 'now' | 'onError'> {
  store: Store;
  bus: Bus;
  dataDir: string;
  numberId: string;
  /** The rights to something have changed: what the gate allowed before asks again. */
  onChange: () => void;
}

/** What we may send, apart from what people send us: each has its own time to live. */
export function openMedia({ store, bus, dataDir, numberId, onChange, ...parts }: MediaParts) {
  const files = new MediaFiles(join(dataDir, 'media', 'library'));
  const onSettled = () => bus.publish({ type: 'outbox' });
  const uploads = new Uploads({ ...parts, store, files, numberId, onSettled });
  const desk: Omit<MediaDesk, 'onUnfit'> = {
    known: (ids) => readMediumFacts(store.read, ids, numberId),
    want: (file) => uploads.want(file),
    forget: forgetUploads,
  };
  const library = new Library({ store, files, now: parts.now, onChange });
  return { library, uploads, desk };
}
