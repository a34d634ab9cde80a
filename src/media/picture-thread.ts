import { parentPort, workerData } from 'node:worker_threads';
import { smallPicture } from './small-picture.js';

/** What the thread answers: the small picture, or that this file cannot be made one. */
export type FromPictureThread = { small: Uint8Array<ArrayBuffer> } | { broken: true };

/** A thread of its own for each picture: unpacking takes a second and much memory, and both end with it. */
const { bytes } = workerData as { bytes: Uint8Array };

const tell = (answer: FromPictureThread) => parentPort?.postMessage(answer);

smallPicture(Buffer.from(bytes)).then(
  (small) => tell({ small }),
  () => tell({ broken: true }),
);
