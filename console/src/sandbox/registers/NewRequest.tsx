import { Button, Group, Select, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api.js';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Person } from '../sandbox-api.js';
import { useHere } from '../session.js';

const kinds = ['access', 'correction', 'withdrawal', 'restriction', 'erasure', 'proof'];

/** Enters what was asked for by letter, telephone or in person. */
export function NewRequest({ people }: { people: readonly Person[] }) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const [phone, setPhone] = useState<string | null>(null);
  const [kind, setKind] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const enter = useMutation({
    mutationFn: async () => {
      const [contact] = (await izin.contactsOf(phone ?? '')).items;
      if (!contact) throw new ApiError(422, undefined, t.registers.notKnown);
      const text = note.trim();
      await izin.enterRequest({ contact: contact.id, kind: kind ?? '', ...(text !== '' && { note: text }) });
    },
    onSuccess: () => {
      setNote('');
      setKind(null);
      return client.invalidateQueries({ queryKey: ['rights'] });
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        enter.mutate();
      }}
    >
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          {t.registers.enterHint}
        </Text>
        <Group grow align="flex-start" preventGrowOverflow={false}>
          {people.length > 0 ? (
            <Select
              label={t.registers.person}
              data={people.map((one) => ({ value: one.phone, label: one.name }))}
              value={phone}
              onChange={setPhone}
            />
          ) : (
            <TextInput
              label={t.customers.phone}
              value={phone ?? ''}
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
          )}
          <Select
            label={t.registers.kind}
            data={kinds.map((value) => ({ value, label: t.registers.kinds[value] ?? value }))}
            value={kind}
            onChange={setKind}
          />
        </Group>
        <Textarea
          label={t.registers.note}
          autosize
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {enter.isError && <FriendlyError error={enter.error} />}
        <div>
          <Button type="submit" disabled={!phone || !kind} loading={enter.isPending}>
            {t.registers.save}
          </Button>
        </div>
      </Stack>
    </form>
  );
}
