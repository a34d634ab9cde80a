import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useRef } from 'react';

/** Milliseconds in which news is gathered before the screen is refreshed. */
const gather = 200;

/** Names what is no longer fresh, as `history ct_1`; it is read again in a moment, however often it was named. */
export function useRefresh(): (...keys: string[]) => void {
  const client = useQueryClient();
  const stale = useRef(new Set<string>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  return useCallback(
    (...keys) => {
      for (const key of keys) stale.current.add(key);
      timer.current ??= setTimeout(() => {
        timer.current = undefined;
        for (const key of stale.current) void client.invalidateQueries({ queryKey: key.split(' ') });
        stale.current.clear();
      }, gather);
    },
    [client],
  );
}
