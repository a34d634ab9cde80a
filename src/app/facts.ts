import type { Logger } from 'pino';
import type { Published } from '../conversation/release.js';
import type { Bus } from '../coordination/bus.js';
import { FactBook, type FactBookOptions } from '../facts/book.js';
import { openChanges } from '../facts/change-records.js';
import type { Metrics } from '../http/metrics.js';

export interface FactsParts extends Pick<FactBookOptions, 'store' | 'now' | 'timezone'> {
  file: Published['facts'];
  log: Pick<Logger, 'warn' | 'error'>;
  bus: Bus;
  metrics: Metrics;
}

/** The facts in force, with what the file wants of them; every change is told to whoever watches. */
export async function openFacts({ file, log, bus, metrics, ...parts }: FactsParts): Promise<FactBook> {
  const book = await FactBook.open({
    ...parts,
    onAlarm: ({ number, fact, kind, state }) => {
      log.warn({ fact, kind, change: number, state }, 'a fact changes');
      bus.publish({ type: 'fact', change: number, state });
      metrics.factChange(kind, state);
    },
  });
  metrics.gauge('fact_changes_waiting', async () => (await openChanges(parts.store.read)).length);
  if (file) {
    if (!file.sound) log.error('locales/facts.yaml has faults: run `izin check`');
    await book.takeIn(file.list, file.sound);
  }
  await book.due();
  return book;
}
