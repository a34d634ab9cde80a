import { useQuery } from '@tanstack/react-query';
import type { FactChange } from '../izin-types.js';
import { useHere } from '../session.js';

/** Changes of facts: those that wait, which are an alarm, and the earlier ones, newest first. */
export function useChanges(): { waiting: FactChange[]; earlier: FactChange[]; error: Error | null } {
  const { izin } = useHere();
  const { data, error } = useQuery({
    queryKey: ['fact-changes'],
    queryFn: izin.factChanges,
    refetchInterval: 10_000,
  });
  const all = data?.items ?? [];
  const isWaiting = ({ state }: FactChange) => state === 'proposed' || state === 'approved';
  return { waiting: all.filter(isWaiting), earlier: all.filter((one) => !isWaiting(one)), error };
}
