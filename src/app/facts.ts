import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Logger } from 'pino';
import type { Bus } from '../coordination/bus.js';
import { FactBook, type FactBookOptions } from '../facts/book.js';
import { openChanges } from '../facts/change-records.js';
import { factsIn } from '../facts/read.js';
import type { Metrics } from '../http/metrics.js';

export interface FactsParts extends Pick<FactBookOptions, 'store' | 'now' | 'timezone'> {
  localesDir: string;
  log: Pick<Logger, 'warn' | 'error'>;
  bus: Bus;
  metrics: Metrics;
}

/**
 * The facts in force, with what the file wants of them; every change is told to whoever watches. A fault in the
 * file keeps nobody from starting: what was in force stays.
 */
export async function openFacts({ localesDir, log, bus, metrics, ...parts }: FactsParts): Promise<FactBook> {
  const book = await FactBook.open({
    ...parts,
    onAlarm: ({ number, fact, kind, state }) => {
      log.warn({ fact, kind, change: number, state }, 'a fact changes');
      bus.publish({ type: 'fact', change: number, state });
      metrics.factChange(kind, state);
    },
  });
  metrics.gauge('fact_changes_waiting', async () => (await openChanges(parts.store.read)).length);
  const file = await readFile(join(localesDir, 'facts.yaml'), 'utf8').catch(() => undefined);
  if (file !== undefined) {
    const { facts, isSound } = factsIn(file);
    if (!isSound) log.error('locales/facts.yaml has faults: run `izin check`');
    await book.takeIn(facts, isSound);
  }
  await book.due();
  return book;
}
