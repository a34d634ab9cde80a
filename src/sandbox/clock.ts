import type { MovableClock } from './options.js';

/** A clock that starts at real time. It never runs behind real time, so that recorded times stay in order. */
export function createMovableClock(real: () => number = Date.now): MovableClock {
  let offset = 0;
  return {
    now: () => real() + offset,
    move: (ms) => {
      offset = Math.max(0, offset + ms);
    },
    reset: () => {
      offset = 0;
    },
  };
}
