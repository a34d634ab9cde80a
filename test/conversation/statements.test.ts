import { expect, test } from '@jest/globals';
import { Izin, person } from '../setup/izin.js';
import { text } from '../setup/meta.js';
import { plansOf } from '../setup/plans.js';

/** Tables that grow with the people and what they write. */
const LARGE = 'contact|identity|window|consent|block|hold|ledger|event|conversation|outbox|ticket|timer';
/** Walks through all of it in the order of an index, or for a sum of what the index holds alone. */
const BY_INDEX = /USING (COVERING )?INDEX/;

test('from webhook to reply every large table is reached through an index that fits', async () => {
  const who = person(1);
  let izin: Izin | undefined;
  const plans = await plansOf(async () => {
    izin = await Izin.start();
    for (const words of ['DAFTAR', 'berapa nisab zakat?', 'PETUGAS', 'BERHENTI', 'DAFTAR']) {
      await izin.from(who, text(words));
      await izin.hurried();
    }
  });
  await izin?.stop();
  // The test itself counts what is still to do.
  const theirs = plans.filter(({ sql }) => !sql.startsWith('select count(*)'));
  const reads = theirs.filter(({ plan }) => new RegExp(`(SCAN|SEARCH) (${LARGE})\\b`).test(plan));
  expect(reads.length).toBeGreaterThan(30);
  const scans = reads.filter(({ plan }) =>
    plan.split('; ').some((step) => new RegExp(`^SCAN (${LARGE})\\b`).test(step) && !BY_INDEX.test(step)),
  );
  expect(scans).toEqual([]);
  // What waits to be read is found without looking at what was read before.
  const waiting = theirs.filter(({ sql }) => /from "event".*"state" = 'pending'/.test(sql));
  expect(waiting.length).toBeGreaterThan(1);
  for (const { plan } of waiting) expect(plan).toMatch(/event_(pending|waiting)/);
});
