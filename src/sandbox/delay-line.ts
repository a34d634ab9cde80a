/** Runs things in order, each a fixed time after it came. One timer, however many things wait. */
export interface DelayLine {
  push(run: () => void): void;
  size(): number;
  /** Resolves when nothing waits any more. */
  settled(): Promise<void>;
  stop(): void;
}

export function createDelayLine(delay: number): DelayLine {
  let waiting: { at: number; run: () => void }[] = [];
  let timer: NodeJS.Timeout | undefined;
  let waiters: (() => void)[] = [];
  const release = (): void => {
    const released = waiters;
    waiters = [];
    for (const waiter of released) waiter();
  };
  const arm = (): void => {
    const first = waiting[0];
    if (timer || !first) return;
    timer = setTimeout(fire, Math.max(0, first.at - performance.now()));
  };
  const fire = (): void => {
    timer = undefined;
    const now = performance.now();
    const later = waiting.findIndex((one) => one.at > now);
    const due = later === -1 ? waiting : waiting.slice(0, later);
    waiting = later === -1 ? [] : waiting.slice(later);
    for (const one of due) one.run();
    arm();
    if (waiting.length === 0) release();
  };
  return {
    push(run) {
      waiting.push({ at: performance.now() + delay, run });
      arm();
    },
    size: () => waiting.length,
    settled: () =>
      waiting.length === 0 ? Promise.resolve() : new Promise((resolve) => waiters.push(resolve)),
    stop() {
      if (timer) clearTimeout(timer);
      timer = undefined;
      waiting = [];
      release();
    },
  };
}
