import { type FileFault, ImportFileError } from './file-error.js';
import { type ReadJob, type ReadPart, readImport } from './reader.js';

/** What the reading thread is told. */
export type ToReader = 'next' | 'stop';
/** What it says: a part each time it is asked for one, and at last how it ended. */
export type FromReader = ReadPart | { type: 'end' } | { type: 'fault'; fault: FileFault };

/**
 * Reads a file for somebody who asks for part after part, so that what has been read and not yet handled stays
 * little. `close` is called once nothing more will be said.
 */
export function partByPart(
  job: ReadJob,
  tell: (message: FromReader) => void,
  close: () => void,
): (message: ToReader) => Promise<void> {
  const parts = readImport(job);
  const next = async () => {
    try {
      const { value, done } = await parts.next();
      tell(done ? { type: 'end' } : value);
      if (done) close();
    } catch (error) {
      tell({ type: 'fault', fault: error instanceof ImportFileError ? error.fault : 'broken_file' });
      close();
    }
  };
  // Between two parts: the file is closed and what was made for reading it is removed.
  const stop = async () => {
    await parts.return(undefined);
    tell({ type: 'end' });
    close();
  };
  return (message) => (message === 'next' ? next() : stop());
}
