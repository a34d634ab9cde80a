import { Button, Group, NavLink, SimpleGrid, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { Avatar } from '../../parts/Avatar.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Ticket } from '../izin-types.js';
import type { Person } from '../sandbox-api.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import { usePersonOf } from '../use-person-of.js';
import { Conversation } from './Conversation.js';
import { StopMenu } from './StopMenu.js';
import { TicketState } from './TicketState.js';

/** A small inbox: what an agent does with conversations that were handed over. */
export function AgentPane({ people }: { people: Person[] }) {
  const { t, language } = useWords();
  const { izin, session } = useHere();
  const [chosen, choose] = useState('');
  const tickets = useQuery({ queryKey: ['tickets'], queryFn: izin.tickets, refetchInterval: 10_000 });
  const items = tickets.data?.items ?? [];
  const personOf = usePersonOf(
    items.map(({ contact }) => contact),
    people,
  );
  const ticket = items.find(({ id }) => id === chosen) ?? items[0];
  const who = (one: Ticket) => personOf(one.contact);

  if (tickets.isError) return <FriendlyError error={tickets.error} again={() => void tickets.refetch()} />;
  if (!ticket)
    return (
      <Text c="dimmed" ta="center" py="xl">
        {tickets.isPending ? t.loading : t.agent.none}
      </Text>
    );
  return (
    <Group align="flex-start" wrap="wrap" gap="lg">
      <nav aria-label={t.agent.open} style={{ flex: '0 1 220px' }}>
        <Title order={2} size="h4" mb="xs">
          {t.agent.open}
        </Title>
        {items.map((one) => (
          <NavLink
            key={one.id}
            component="button"
            active={one.id === ticket.id}
            onClick={() => choose(one.id)}
            leftSection={<Avatar name={who(one)?.name ?? '?'} size={32} />}
            label={who(one)?.name ?? one.id}
            description={t.agent.openedAt(fullTime(one.opened_at, language, session.timezone))}
            style={{ borderRadius: 10 }}
          />
        ))}
      </nav>
      <Stack style={{ flex: '1 1 320px' }} gap="md">
        <Conversation phone={who(ticket)?.phone} />
        <TicketState key={`state ${ticket.id}`} ticket={ticket} />
        <TicketActions key={ticket.id} ticket={ticket} />
      </Stack>
    </Group>
  );
}

function TicketActions({ ticket }: { ticket: Ticket }) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const [reply, setReply] = useState('');
  const [note, setNote] = useState('');
  const [done, setDone] = useState<'sent' | 'noted' | 'stopped'>();
  const send = useMutation({
    mutationFn: () => izin.reply(ticket.id, reply),
    onSuccess: () => {
      setReply('');
      setDone('sent');
    },
  });
  const keep = useMutation({
    mutationFn: () => izin.note(ticket.id, note),
    onSuccess: () => {
      setNote('');
      setDone('noted');
    },
  });
  const close = useMutation({
    mutationFn: () => izin.close(ticket.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tickets'] }),
  });
  const error = send.error ?? keep.error ?? close.error;
  return (
    <Stack gap="sm">
      {error && <FriendlyError error={error} />}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <Textarea
          label={t.agent.reply}
          autosize
          minRows={2}
          value={reply}
          onChange={(event) => setReply(event.currentTarget.value)}
        />
        <Group mt="xs" justify="space-between">
          <Button type="submit" disabled={reply.trim() === ''} loading={send.isPending}>
            {t.agent.send}
          </Button>
          <Group gap="xs">
            <StopMenu ticket={ticket} stopped={() => setDone('stopped')} />
            <Button variant="default" onClick={() => close.mutate()} loading={close.isPending}>
              {t.agent.close}
            </Button>
          </Group>
        </Group>
      </form>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep.mutate();
        }}
      >
        <SimpleGrid cols={1} spacing="xs">
          <Textarea
            label={t.agent.note}
            autosize
            value={note}
            onChange={(event) => setNote(event.currentTarget.value)}
          />
          <div>
            <Button type="submit" variant="light" size="xs" disabled={note.trim() === ''}>
              {t.agent.addNote}
            </Button>
          </div>
        </SimpleGrid>
      </form>
      <Text size="sm" role="status" mih={20} c="leaf.8">
        {done && t.agent[done]}
      </Text>
    </Stack>
  );
}
