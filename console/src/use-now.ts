import { useEffect, useState } from 'react';

/** The time of this browser, ms, anew every so many ms: for what counts down on the screen. */
export function useNow(every = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
