import { readFileSync } from 'node:fs';
import { startIzin } from './programs.js';
import { median, report } from './report.js';

// From the start of the program to ready, and what it holds when nothing happens.
const ROUNDS = 3;
const IDLE = 5000;
const starts: number[] = [];
const memory: number[] = [];
for (let round = 0; round < ROUNDS; round++) {
  const began = performance.now();
  const izin = await startIzin();
  starts.push(performance.now() - began);
  await new Promise((next) => setTimeout(next, IDLE));
  memory.push(residentMegabytes(izin.child.pid));
  await izin.stop();
}
report('start and idle', {
  'start to ready, ms': median(starts),
  'goal: ready, ms': 2000,
  'idle memory, MB': median(memory),
  'goal: memory, MB': 150,
});

function residentMegabytes(pid: number | undefined): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
}
