import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Ticket } from '../izin-types.js';
import { useHere } from '../session.js';
import type { Named } from '../use-person-of.js';
import { AnswerLater } from './AnswerLater.js';
import styles from './agent.module.css';
import { BlockButton } from './BlockButton.js';
import { Conversation } from './Conversation.js';
import type { Done } from './done.js';
import { Labels } from './Labels.js';
import { Notes } from './Notes.js';
import { ReplyBox } from './ReplyBox.js';
import { SnoozeMenu } from './SnoozeMenu.js';
import { StopMenu } from './StopMenu.js';
import { TicketState } from './TicketState.js';
import { TranscriptButton } from './TranscriptButton.js';
import { TransferForm } from './TransferForm.js';

interface Parts {
  ticket: Ticket;
  person: Named | undefined;
  teams: string[];
}

/** One ticket: how it stands, what was said, and all that an agent can do about it. */
export function TicketDetail({ ticket, person, teams }: Parts) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const [done, setDone] = useState<Done>();
  const close = useMutation({
    mutationFn: () => izin.close(ticket.id),
    onSuccess: () => client.invalidateQueries({ queryKey: ['tickets'] }),
  });
  const isOpen = ticket.state === 'open';
  return (
    <article className={styles.detail} aria-label={person?.name ?? ticket.id}>
      <TicketState ticket={ticket} person={person} />
      <Conversation contact={ticket.contact} />
      {isOpen && <ReplyBox ticket={ticket} done={setDone} />}
      {isOpen && ticket.answer_later === 'agreed' && <AnswerLater ticket={ticket} done={setDone} />}
      <Text size="sm" role="status" c="leaf.8">
        {done && t.agent[done]}
      </Text>
      {close.isError && <FriendlyError error={close.error} />}
      <Group gap="xs">
        {isOpen && (
          <>
            <StopMenu ticket={ticket} stopped={() => setDone('stopped')} />
            <TransferForm ticket={ticket} teams={teams} done={setDone} />
            <SnoozeMenu ticket={ticket} done={setDone} />
          </>
        )}
        <TranscriptButton ticket={ticket} />
        <BlockButton contact={ticket.contact} done={setDone} />
        {isOpen && (
          <Button size="xs" ml="auto" onClick={() => close.mutate()} loading={close.isPending}>
            {t.agent.close}
          </Button>
        )}
      </Group>
      <Labels contact={ticket.contact} />
      <Notes ticket={ticket} done={setDone} />
    </article>
  );
}
