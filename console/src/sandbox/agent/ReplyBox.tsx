import { Alert, Button, Group, Paper, Stack, Text, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api.js';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { useNow } from '../../use-now.js';
import type { Ticket } from '../izin-types.js';
import { FormattedText } from '../phone/FormattedText.js';
import { useHere } from '../session.js';
import type { Done } from './done.js';
import { FilePicker } from './FilePicker.js';
import { QuickReplies } from './QuickReplies.js';
import { useAgentName } from './use-agent-name.js';

/** After a pause of so many ms in typing the server is asked how it reads. */
const PAUSE = 400;

/** An agent's reply, as the customer will read it, and why it cannot leave, before it is sent. */
export function ReplyBox({ ticket, done }: { ticket: Ticket; done: (what: Done) => void }) {
  const { t } = useWords();
  const { izin, offset } = useHere();
  const { author } = useAgentName();
  const client = useQueryClient();
  const [text, setText] = useState('');
  const [media, setMedia] = useState<string | null>(null);
  const [settled] = useDebouncedValue(text, PAUSE);
  const now = useNow() + offset;
  const windowOpen = ticket.window_until !== null && Date.parse(ticket.window_until) > now;
  const draft = (words: string) => ({
    ...(words.trim() !== '' && { text: words }),
    ...(media !== null && { media }),
    ...author,
  });
  const preview = useQuery({
    queryKey: ['preview', ticket.id, settled, media, author.author],
    queryFn: () => izin.preview(ticket.id, draft(settled)),
    enabled: settled.trim() !== '' || media !== null,
    retry: false,
    staleTime: 10_000,
  });
  const send = useMutation({
    mutationFn: () => izin.reply(ticket.id, draft(text)),
    onSuccess: () => {
      setText('');
      setMedia(null);
      done('sent');
      void client.invalidateQueries({ queryKey: ['history', ticket.contact] });
      return client.invalidateQueries({ queryKey: ['tickets'] });
    },
  });
  const written = text.trim() !== '' || media !== null;
  const isCurrent = written && settled === text;
  const refused = isCurrent && preview.error instanceof ApiError && preview.error.status > 0;
  const reads = isCurrent ? preview.data?.text : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        send.mutate();
      }}
    >
      <Stack gap="xs">
        <Textarea
          label={t.agent.reply}
          description={t.agent.replyHint}
          autosize
          minRows={2}
          maxRows={10}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <FilePicker chosen={media} choose={setMedia} />
        {!windowOpen && (
          <Alert color="orange" variant="light" p="xs">
            {t.agent.windowClosed}. {ticket.answer_later === 'agreed' ? t.agent.later : t.agent.windowHint}
            {ticket.answer_later === 'used' && ` ${t.agent.laterUsed}`}
          </Alert>
        )}
        {refused && (
          <Alert color="red" variant="light" p="xs" title={t.agent.cannot} role="status">
            {(preview.error as ApiError).detail ?? t.errors.other}
          </Alert>
        )}
        {reads !== undefined && reads !== text.trim() && (
          <Paper bg="leaf.0" p="xs" radius="md" aria-label={t.agent.preview} component="section">
            <Text size="xs" c="dimmed">
              {t.agent.preview}
            </Text>
            <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
              <FormattedText text={reads} />
            </Text>
          </Paper>
        )}
        {send.isError && <FriendlyError error={send.error} />}
        <Group gap="xs">
          <Button type="submit" disabled={!written || refused || !windowOpen} loading={send.isPending}>
            {t.agent.send}
          </Button>
          <QuickReplies text={text} use={setText} kept={() => done('quickKept')} />
        </Group>
      </Stack>
    </form>
  );
}
