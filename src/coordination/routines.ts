/** Something that is done again and again, never twice at once. */
export interface Routine {
  name: string;
  /** ms between the end of one run and the start of the next. */
  every: number;
  run: () => Promise<unknown>;
}

/** Runs the routines until stopped; one that fails is reported and tried again at its next time. */
export function startRoutines(
  routines: readonly Routine[],
  onError: (name: string, error: unknown) => void,
): () => Promise<void> {
  let stopped = false;
  const timers = new Set<NodeJS.Timeout>();
  const running = new Set<Promise<void>>();
  const schedule = (routine: Routine) => {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      const run = routine
        .run()
        .catch((error) => onError(routine.name, error))
        .then(() => {
          running.delete(run);
          schedule(routine);
        });
      running.add(run);
    }, routine.every);
    timer.unref();
    timers.add(timer);
  };
  for (const routine of routines) schedule(routine);
  return async () => {
    stopped = true;
    for (const timer of timers) clearTimeout(timer);
    await Promise.all(running);
  };
}
