import { startThread } from '../coordination/thread.js';
import type { FromPictureThread } from './picture-thread.js';

/** Longer than any honest picture takes on a slow machine, ms. */
const PATIENCE = 60_000;
/** Objects of the unpacking, MB; the pixels themselves lie outside of it and are bounded by their number. */
const HEAP = 256;

/** One picture at a time: each may take some 300 MB while it is unpacked. */
let queue: Promise<unknown> = Promise.resolve();

/** The small variant of a picture; undefined when it cannot be unpacked, in time and memory. */
export function makeSmall(bytes: Buffer): Promise<Buffer | undefined> {
  const mine = queue.then(() => inThread(bytes));
  queue = mine.catch(() => undefined);
  return mine;
}

async function inThread(bytes: Buffer): Promise<Buffer | undefined> {
  const thread = startThread(
    'media/picture-thread.js',
    { bytes },
    { resourceLimits: { maxOldGenerationSizeMb: HEAP } },
  );
  let patience: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<FromPictureThread>((resolve) => {
      const broken = () => resolve({ broken: true });
      patience = setTimeout(broken, PATIENCE);
      thread.on('message', resolve).on('error', broken).on('exit', broken);
    });
    return 'small' in answer ? Buffer.from(answer.small) : undefined;
  } finally {
    clearTimeout(patience);
    await thread.terminate();
  }
}
