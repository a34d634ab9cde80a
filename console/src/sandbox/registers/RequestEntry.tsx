import { Button, Group, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { RightsRequest } from '../izin-types.js';
import { useHere } from '../session.js';
import type { Named } from '../use-person-of.js';
import { Entry } from './Entry.js';
import { EraseButton } from './EraseButton.js';

/** A request by right, and what staff can do about it. */
export function RequestEntry({ request, person }: { request: RightsRequest; person: Named | undefined }) {
  const { t } = useWords();
  const { number, kind, state, asked_at, due_at, source, detail, closed_by } = request;
  return (
    <Entry {...{ number, kind, state, source, person }} cameAt={asked_at} dueAt={due_at}>
      {detail?.field && (
        <Text size="sm">
          {detail.after === undefined
            ? (t.registers.fields[detail.field] ?? detail.field)
            : t.registers.change(
                t.registers.fields[detail.field] ?? detail.field,
                detail.before ?? '-',
                detail.after ?? '-',
              )}
        </Text>
      )}
      {[detail?.note, detail?.answer].map(
        (text) =>
          text && (
            <Text key={text} size="sm" style={{ whiteSpace: 'pre-wrap' }}>
              {text}
            </Text>
          ),
      )}
      {state === 'open' ? (
        <Completion request={request} />
      ) : (
        closed_by && (
          <Text size="xs" c="dimmed">
            {t.registers.closedBy(closed_by)}
          </Text>
        )
      )}
    </Entry>
  );
}

function Completion({ request }: { request: RightsRequest }) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const [answer, setAnswer] = useState('');
  const complete = useMutation({
    mutationFn: (outcome: string) =>
      izin.completeRequest(request.number, {
        outcome,
        ...(answer.trim() !== '' && { answer: answer.trim() }),
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: ['rights'] }),
  });
  return (
    <>
      <Textarea
        label={t.registers.answer}
        description={t.registers.answerHint}
        autosize
        value={answer}
        onChange={(event) => setAnswer(event.currentTarget.value)}
      />
      {complete.isError && <FriendlyError error={complete.error} />}
      <Group gap="xs">
        {request.kind === 'erasure' ? (
          <EraseButton contact={request.contact} />
        ) : (
          <Button size="xs" loading={complete.isPending} onClick={() => complete.mutate('done')}>
            {t.registers.done}
          </Button>
        )}
        <Button
          size="xs"
          variant="default"
          disabled={answer.trim() === ''}
          onClick={() => complete.mutate('refused')}
        >
          {t.registers.refuse}
        </Button>
        <Button size="xs" variant="subtle" onClick={() => complete.mutate('dropped')}>
          {t.registers.drop}
        </Button>
      </Group>
    </>
  );
}
