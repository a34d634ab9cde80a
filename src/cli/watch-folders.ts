import { watch } from 'node:fs';
import { explain } from '../flows/index.js';
import { ReleaseError, type Releases } from '../release/index.js';

/** Editors write a file in several steps: this long after the last one, ms, it is read. */
const SETTLE = 150;

/**
 * Takes flows, words and FAQ in whenever their folders change; conversations go on. Faulty ones leave what is in
 * use, and are explained. Returns how to stop.
 */
export function watchFolders(
  { flowsDir, localesDir }: { flowsDir: string; localesDir: string },
  releases: Pick<Releases, 'current' | 'takeIn'>,
  tell: (text: string) => void,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let work = Promise.resolve();
  const look = async () => {
    const outcome = await releases.takeIn();
    if (outcome === 'taken')
      tell(`alur dan kata baru dipakai · flows and words taken in: ${releases.current.release.id}`);
    if (outcome instanceof ReleaseError) tell(refusalOf(outcome));
  };
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      work = work.then(look).catch((error: unknown) => tell(`flows: ${String(error)}`));
    }, SETTLE);
  };
  const watchers = [flowsDir, localesDir].map((folder) => watch(folder, { recursive: true }, changed));
  return () => {
    clearTimeout(timer);
    for (const watcher of watchers) watcher.close();
  };
}

function refusalOf({ message, faults }: ReleaseError): string {
  const kept = 'yang lama tetap dipakai · what was in use stays';
  return [...faults.map((fault) => `${explain(fault, 'id')}\n`), `${message}\n${kept}`].join('\n');
}
