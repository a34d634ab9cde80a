import { Button, Group, Paper, Stack, Text, Textarea, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Ticket } from '../izin-types.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import type { Done } from './done.js';
import { useAgentName } from './use-agent-name.js';

/** A yes to be answered later is kept among the notes, with the question that was shown. */
const AGREED = /^answer_later: /;

/** What agents tell each other about a ticket; nobody else sees it. */
export function Notes({ ticket, done }: { ticket: Ticket; done: (what: Done) => void }) {
  const { t, language } = useWords();
  const { izin, session } = useHere();
  const { author } = useAgentName();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const keep = useMutation({
    mutationFn: () => izin.note(ticket.id, { text, ...author }),
    onSuccess: () => {
      setText('');
      done('noted');
      return client.invalidateQueries({ queryKey: ['tickets'] });
    },
  });
  return (
    <section aria-labelledby="notes">
      <Title order={3} size="h5" mb={6} id="notes">
        {t.agent.notes}
      </Title>
      <Stack gap="xs">
        {ticket.notes.length === 0 && (
          <Text size="sm" c="dimmed">
            {t.agent.noNotes}
          </Text>
        )}
        {ticket.notes.map((one) => (
          <Paper key={one.id} bg="yellow.0" p="xs" radius="md">
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              {one.text.replace(AGREED, () => `${t.agent.answerLaterNote} `)}
            </Text>
            <Text size="xs" c="dimmed">
              {one.author === 'customer' ? t.agent.byCustomer : one.author} ·{' '}
              {fullTime(one.at, language, session.timezone)}
            </Text>
          </Paper>
        ))}
        {keep.isError && <FriendlyError error={keep.error} />}
        <form
          onSubmit={(event) => {
            event.preventDefault();
            keep.mutate();
          }}
        >
          <Group gap="xs" align="flex-end">
            <Textarea
              label={t.agent.note}
              autosize
              size="xs"
              style={{ flex: 1 }}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <Button type="submit" variant="light" size="xs" disabled={text.trim() === ''}>
              {t.agent.addNote}
            </Button>
          </Group>
        </form>
      </Stack>
    </section>
  );
}
