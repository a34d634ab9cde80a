import { useQuery } from '@tanstack/react-query';
import type { Ticket } from '../izin-types.js';
import { useHere } from '../session.js';

/** Every team that anybody has named: of agents, of the rules, of these tickets. */
export function useTeams(tickets: readonly Ticket[]): string[] {
  const { izin } = useHere();
  const agents = useQuery({ queryKey: ['agents'], queryFn: izin.agents });
  const rules = useQuery({ queryKey: ['rules'], queryFn: izin.rules });
  const named = [
    ...(agents.data?.items.flatMap(({ teams }) => teams) ?? []),
    ...(rules.data?.teams.map(({ team }) => team) ?? []),
    ...tickets.flatMap(({ team }) => team ?? []),
  ];
  return [...new Set(named)].sort((a, b) => a.localeCompare(b));
}
