import { useQueries } from '@tanstack/react-query';
import type { Contact } from './izin-types.js';
import { spacedPhone } from './phone-words.js';
import type { Person } from './sandbox-api.js';
import { useHere } from './session.js';

/** Somebody as staff see them in a list. */
export interface Named {
  name: string;
}

/** Finds who a contact is: a phone here, else by name or number; nobody for one that was erased. */
export function usePersonOf(
  contacts: readonly string[],
  people: readonly Person[],
): (contact: string) => Named | undefined {
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
    const known = found[ids.indexOf(contact)]?.data;
    const values = known?.identities.map(({ value }) => value) ?? [];
    const here = people.find(({ phone, bsuid }) => values.includes(phone) || values.includes(bsuid));
    return here ?? namedBy(known);
  };
}

function namedBy(contact: Contact | undefined): Named | undefined {
  const name = contact?.name ?? (contact?.phone && spacedPhone(contact.phone));
  return name ? { name } : undefined;
}
