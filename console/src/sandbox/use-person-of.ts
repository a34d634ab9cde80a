import { useQueries } from '@tanstack/react-query';
import type { Person } from './sandbox-api.js';
import { useHere } from './session.js';

/** Finds the person whom a contact is among the phones here; nobody for one that was erased. */
export function usePersonOf(
  contacts: readonly string[],
  people: readonly Person[],
): (contact: string) => Person | undefined {
  const { izin } = useHere();
  const ids = [...new Set(contacts)];
  const found = useQueries({
    queries: ids.map((id) => ({
      queryKey: ['contact', id],
      queryFn: () => izin.contact(id),
      staleTime: 60_000,
    })),
  });
  return (contact) => {
    const values = found[ids.indexOf(contact)]?.data?.identities.map(({ value }) => value) ?? [];
    return people.find(({ phone, bsuid }) => values.includes(phone) || values.includes(bsuid));
  };
}
