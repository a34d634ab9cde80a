import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Ticket } from '../izin-types.js';
import { sandbox } from '../sandbox-api.js';
import { useHere } from '../session.js';

const HOUR = 60 * 60 * 1000;

/** Whose the ticket is, how long a reply can still be sent, and what moves it elsewhere. */
export function TicketState({ ticket }: { ticket: Ticket }) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const [name, setName] = useState('');
  const moved = { onSuccess: () => client.invalidateQueries({ queryKey: ['tickets'] }) };
  const transfer = useMutation({ mutationFn: () => izin.assign(ticket.id, name), ...moved });
  const snooze = useMutation({
    mutationFn: async () => {
      const { now } = await sandbox.clock();
      await izin.snooze(ticket.id, new Date(now + HOUR).toISOString());
    },
    ...moved,
  });
  const error = transfer.error ?? snooze.error;
  const left = ticket.window_left ?? 0;
  return (
    <Stack gap="xs">
      {error && <FriendlyError error={error} />}
      <Text size="sm" c={left > 0 ? 'dimmed' : 'red.8'}>
        {left > 0
          ? t.agent.windowLeft(Math.floor(left / 3600), Math.floor((left % 3600) / 60))
          : t.agent.windowClosed}
      </Text>
      {ticket.answer_later === 'agreed' && <Text size="sm">{t.agent.later}</Text>}
      <Text size="sm">{ticket.assignee ? t.agent.assignee(ticket.assignee) : t.agent.nobody}</Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          transfer.mutate();
        }}
      >
        <Group gap="xs" align="flex-end">
          <TextInput
            size="xs"
            label={t.agent.transferTo}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" size="xs" variant="light" disabled={name.trim() === ''}>
            {t.agent.transfer}
          </Button>
          <Button size="xs" variant="default" onClick={() => snooze.mutate()} loading={snooze.isPending}>
            {t.agent.snooze}
          </Button>
        </Group>
      </form>
    </Stack>
  );
}
