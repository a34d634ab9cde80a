import { Alert, Button, Paper, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { filledBody, placeholdersOf } from '../broadcast/template-words.js';
import type { Ticket } from '../izin-types.js';
import { FormattedText } from '../phone/FormattedText.js';
import { useHere } from '../session.js';
import type { Done } from './done.js';
import { useAgentName } from './use-agent-name.js';

/** The one answer by template that they agreed to while nobody was there. */
export function AnswerLater({ ticket, done }: { ticket: Ticket; done: (what: Done) => void }) {
  const { t } = useWords();
  const { izin } = useHere();
  const { author } = useAgentName();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<string | null>(null);
  const [values, setValues] = useState<string[]>([]);
  const templates = useQuery({ queryKey: ['templates'], queryFn: izin.templates });
  const useful = (templates.data?.items ?? []).filter(
    ({ category, status }) => category === 'UTILITY' && status === 'APPROVED',
  );
  const template = useful.find((one) => `${one.name} ${one.language}` === chosen);
  const names = placeholdersOf(template);
  const send = useMutation({
    mutationFn: () =>
      izin.answerByTemplate(ticket.id, {
        template: {
          name: template?.name ?? '',
          language: template?.language ?? '',
          parameters: values.slice(0, names.length),
        },
        ...author,
      }),
    onSuccess: () => {
      done('sent');
      return client.invalidateQueries({ queryKey: ['tickets'] });
    },
  });
  return (
    <Alert color="leaf" variant="light" p="sm">
      <Stack gap="xs">
        <Text size="sm">{t.agent.later}</Text>
        <Select
          label={t.broadcast.template}
          size="xs"
          value={chosen}
          onChange={(value) => {
            setChosen(value);
            setValues([]);
          }}
          data={useful.map((one) => ({
            value: `${one.name} ${one.language}`,
            label: `${one.name} · ${one.language}`,
          }))}
        />
        {names.map((name, index) => (
          <TextInput
            key={name}
            size="xs"
            label={t.broadcast.parameter(`{{${name}}}`)}
            value={values[index] ?? ''}
            onChange={(event) => {
              const { value } = event.currentTarget;
              setValues((old) => names.map((_name, at) => (at === index ? value : (old[at] ?? ''))));
            }}
          />
        ))}
        {template && (
          <Paper p="xs" radius="md">
            <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
              <FormattedText text={filledBody(template, values)} />
            </Text>
          </Paper>
        )}
        {send.isError && <FriendlyError error={send.error} />}
        <div>
          <Button
            size="xs"
            disabled={!template || names.some((_name, index) => !values[index]?.trim())}
            loading={send.isPending}
            onClick={() => send.mutate()}
          >
            {t.agent.laterSend}
          </Button>
        </div>
      </Stack>
    </Alert>
  );
}
