import { Button, Group, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Complaint } from '../izin-types.js';
import { useHere } from '../session.js';
import type { Named } from '../use-person-of.js';
import { Entry } from './Entry.js';

/** A complaint: what they said, where their number came from, and the answer. */
export function ComplaintEntry({ complaint, person }: { complaint: Complaint; person: Named | undefined }) {
  const { t } = useWords();
  const { number, kind, state, opened_at, due_at, said, answer, answered_by } = complaint;
  const sourceName = t.inside.sources[complaint.source] ?? complaint.source;
  const from =
    complaint.source === 'unknown'
      ? t.registers.unknownSource
      : [sourceName, complaint.source_name].filter(Boolean).join(', ');
  return (
    <Entry {...{ number, kind, state, person }} source="text" cameAt={opened_at} dueAt={due_at}>
      {said && (
        <Text size="sm" fs="italic" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          “{said}”
        </Text>
      )}
      <Text size="sm">{t.registers.from(from)}</Text>
      {answer && (
        <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
          {answered_by}: {answer}
        </Text>
      )}
      {state !== 'closed' && <Answering number={number} isOpen={state === 'open'} />}
    </Entry>
  );
}

function Answering({ number, isOpen }: { number: number; isOpen: boolean }) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const [answer, setAnswer] = useState('');
  const settle = useMutation({
    mutationFn: (body: Parameters<typeof izin.settleComplaint>[1]) => izin.settleComplaint(number, body),
    onSuccess: () => {
      setAnswer('');
      return client.invalidateQueries({ queryKey: ['complaints'] });
    },
  });
  const text = answer.trim();
  return (
    <>
      <Textarea
        label={t.registers.toChat}
        autosize
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
      {settle.isError && <FriendlyError error={settle.error} />}
      <Group gap="xs">
        <Button
          size="xs"
          disabled={text === ''}
          loading={settle.isPending}
          onClick={() => settle.mutate({ answer: text })}
        >
          {t.registers.reply}
        </Button>
        {isOpen && (
          <Button
            size="xs"
            variant="default"
            disabled={text === ''}
            onClick={() => settle.mutate({ answer: text, send: false })}
          >
            {t.registers.replied}
          </Button>
        )}
        <Button size="xs" variant="subtle" onClick={() => settle.mutate({ state: 'closed' })}>
          {t.registers.close}
        </Button>
      </Group>
    </>
  );
}
