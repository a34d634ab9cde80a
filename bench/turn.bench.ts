import { addTopic } from '../src/consent/topic-change.js';
import { Suppression } from '../src/contacts/suppression.js';
import { houseOf } from '../src/conversation/house.js';
import { Inbox } from '../src/conversation/inbox.js';
import { Intake } from '../src/conversation/intake.js';
import { NO_OFFICE_FILES } from '../src/conversation/office-files.js';
import { readSettings } from '../src/conversation/settings.js';
import { turnHandler } from '../src/conversation/turn.js';
import { Bus } from '../src/coordination/bus.js';
import { Lookout } from '../src/facts/scrutiny.js';
import { PermitOffice } from '../src/gate/permits.js';
import { onLinked } from '../src/outbox/linked.js';
import { compileReleaseFiles } from '../src/release/index.js';
import { SANDBOX_ORG, SANDBOX_TOPICS } from '../src/sandbox/topics.js';
import { Store } from '../src/store/index.js';
import { median, report } from './report.js';
import { BENCH, webhookBody } from './webhook-load.js';

// One message from the pending event to the answer in the outbox. The database is in memory and nothing is awaited
// from outside, so that the time that passes is the processor's, or more where the machine has other work.
const PEOPLE = 200;
const TALK = [
  'assalamualaikum kak',
  'DAFTAR',
  'ya',
  'berapa nisab zakat tahun ini?',
  'kantornya di mana ya',
  'terima kasih banyak kak',
  'PILIHAN',
  'bisa jemput zakat ke rumah ga kak',
  'BERHENTI',
];
let now = Date.now();
const store = await Store.open(':memory:');
await store.write(async (tx) => {
  for (const topic of SANDBOX_TOPICS) await addTopic(tx, topic, now);
});
const published = await compileReleaseFiles('flows', 'locales');
const permits = new PermitOffice();
const bus = new Bus();
const rules = { timezone: 'Asia/Jakarta', frequencyCap: null, quietHours: null };
const house = houseOf(rules, SANDBOX_ORG, published.faq, await readSettings(store.read), NO_OFFICE_FILES);
const intake = new Intake({ store, bus, now: () => now, permits, isOurs: () => true });
const fail = (error: unknown) => {
  throw error;
};
const inbox = new Inbox({
  store,
  bus,
  now: () => now,
  onError: fail,
  flooded: () => false,
  statuses: async () => ({}),
  account: async () => ({}),
  turn: turnHandler({
    now: () => now,
    environment: 'sandbox',
    linked: onLinked(permits),
    suppression: new Suppression('bench'),
    numberId: BENCH.numberId,
    house: () => house,
    scrutiny: new Lookout(() => now),
    releases: { current: published, find: async () => published },
    onBroken: fail,
  }),
});
const times: number[] = [];
for (const text of TALK) {
  for (let person = 0; person < PEOPLE; person++) {
    await intake.accept(webhookBody(PEOPLE, text));
    // Whoever only greets is given a moment to go on.
    now += 10_000;
    const began = performance.now();
    await inbox.drain();
    times.push(performance.now() - began);
  }
}
await inbox.stop();
await store.close();
// The first turns compile what later ones run.
const warm = times.slice(PEOPLE);
report('a turn, ms of processor time', {
  median: median(warm),
  'nine of ten below': warm.toSorted((a, b) => a - b)[Math.floor(warm.length * 0.9)] ?? Number.NaN,
  'goal: median': 1,
});
