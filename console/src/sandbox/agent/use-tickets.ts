import { useQuery } from '@tanstack/react-query';
import type { TicketList } from '../izin-api.js';
import { useHere } from '../session.js';

/** One list of the inbox; the news brings it up to date, and should that be held back, the clock does. */
export function useTickets(list: TicketList) {
  const { izin } = useHere();
  return useQuery({
    queryKey: ['tickets', list],
    queryFn: () => izin.tickets(list),
    refetchInterval: 10_000,
  });
}
