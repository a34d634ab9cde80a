import { TagsInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { useHere } from '../session.js';

/** Labels of a person: segments and teams go by them. */
export function Labels({ contact }: { contact: string }) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const person = useQuery({ queryKey: ['contact', contact], queryFn: () => izin.contact(contact) });
  const known = useQuery({ queryKey: ['labels'], queryFn: izin.labels });
  const all = known.data?.items.map(({ label }) => label) ?? [];
  const change = useMutation({
    mutationFn: async (labels: string[]) => {
      for (const label of labels) if (!all.includes(label)) await izin.addLabel(label);
      return izin.setLabels(contact, labels);
    },
    onSuccess: (after) => {
      client.setQueryData(['contact', contact], after);
      return client.invalidateQueries({ queryKey: ['labels'] });
    },
  });
  return (
    <>
      <TagsInput
        label={t.agent.labels}
        placeholder={t.agent.labelsHint}
        size="xs"
        data={all}
        value={person.data?.labels ?? []}
        disabled={!person.data || change.isPending}
        onChange={(labels) => change.mutate(labels)}
      />
      {change.isError && <FriendlyError error={change.error} />}
    </>
  );
}
