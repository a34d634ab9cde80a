import { Badge, Button, Text, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import type { Done } from './done.js';
import { PopoverForm } from './PopoverForm.js';
import { useAgentName } from './use-agent-name.js';

/** Shuts an abuser out, with the reason, or lets somebody in again. A stop and requests by right still count. */
export function BlockButton({ contact, done }: { contact: string; done: (what: Done) => void }) {
  const { t, language } = useWords();
  const { izin, session } = useHere();
  const { author } = useAgentName();
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState('');
  const person = useQuery({ queryKey: ['contact', contact], queryFn: () => izin.contact(contact) });
  const since = person.data?.blocked_at ?? null;
  const change = useMutation({
    mutationFn: () =>
      since === null ? izin.block(contact, { reason, ...author }) : izin.unblock(contact, author),
    onSuccess: async (after) => {
      setOpened(false);
      setReason('');
      done(after.blocked_at === null ? 'unblocked' : 'blocked');
      client.setQueryData(['contact', contact], after);
      await client.invalidateQueries({ queryKey: ['tickets'] });
    },
  });
  if (since !== null)
    return (
      <>
        <Badge color="red" variant="light" tt="none" size="lg" fw={500}>
          {t.agent.blockedSince(fullTime(since, language, session.timezone))}
        </Badge>
        {change.isError && <FriendlyError error={change.error} />}
        <Button size="xs" variant="default" onClick={() => change.mutate()} loading={change.isPending}>
          {t.agent.unblock}
        </Button>
      </>
    );
  return (
    <PopoverForm
      label={t.agent.block}
      send={t.agent.blockYes}
      act={change}
      opened={opened}
      setOpened={setOpened}
      ready={reason.trim() !== ''}
      grave
    >
      <Text size="sm">{t.agent.blockHint}</Text>
      <Textarea
        label={t.agent.blockWhy}
        size="xs"
        autosize
        maxLength={400}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
    </PopoverForm>
  );
}
