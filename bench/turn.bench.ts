import { Rehearsal } from '../src/conversation/rehearsal/index.js';
import { compileReleaseFiles } from '../src/release/index.js';
import { SANDBOX_ORG, SANDBOX_TOPICS } from '../src/sandbox/topics.js';
import { median, report } from './report.js';

// One message from its webhook to the answer in the outbox. The database is in memory and nothing is awaited from
// outside, so that the time that passes is the processor's, or more where the machine has other work.
const ROUNDS = 200;
const TALK = [
  'assalamualaikum',
  'DAFTAR',
  'ya',
  'berapa nisab zakat tahun ini?',
  'kantornya di mana ya',
  'terima kasih banyak kak',
  'PILIHAN',
  'bisa jemput zakat ke rumah ga kak',
  'BERHENTI',
];
const rehearsal = await Rehearsal.open({
  published: await compileReleaseFiles('flows', 'locales'),
  topics: SANDBOX_TOPICS,
  orgName: SANDBOX_ORG,
});
const times: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  for (const text of TALK) {
    const began = performance.now();
    await rehearsal.say(text);
    const took = performance.now() - began;
    // The first rounds compile what later ones run.
    if (round >= ROUNDS / 10) times.push(took);
  }
}
await rehearsal.close();
report('a turn, ms of processor time', {
  median: median(times),
  'nine of ten below': times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.9)] ?? Number.NaN,
  'goal: median': 1,
});
