import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';

/** Milliseconds in which news is gathered before the screen is refreshed. */
const gather = 200;

/**
 * Names what is no longer fresh, as `history ct_1`: it is read again in a moment, however often it was named, and not
 * again before `rest` ms are over.
 */
export function useRefresh(rest = 0): (...keys: string[]) => void {
  const client = useQueryClient();
  const stale = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const rested = useRef(0);
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [],
  );
  return useCallback(
    (...keys) => {
      for (const key of keys) stale.current.add(key);
      timer.current ??= setTimeout(
        () => {
          timer.current = undefined;
          rested.current = Date.now() + rest;
          for (const key of stale.current) void client.invalidateQueries({ queryKey: key.split(' ') });
          stale.current.clear();
        },
        Math.max(gather, rested.current - Date.now()),
      );
    },
    [client, rest],
  );
}
