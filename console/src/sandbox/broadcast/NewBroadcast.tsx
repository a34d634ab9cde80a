import { Button, Group, Paper, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { inLanguage } from '../localized.js';
import { FormattedText } from '../phone/FormattedText.js';
import { useHere } from '../session.js';
import { filledBody, placeholdersOf } from './template-words.js';

/** Topic, template and its values; the audience is everyone subscribed to the topic. */
export function NewBroadcast() {
  const { t, language } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const topics = useQuery({ queryKey: ['topics'], queryFn: izin.topics });
  const templates = useQuery({ queryKey: ['templates'], queryFn: izin.templates });
  const [name, setName] = useState('');
  const [wantedTopic, setTopic] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [values, setValues] = useState<string[]>([]);
  const topic = wantedTopic ?? topics.data?.items[0]?.id ?? null;
  const template = templates.data?.items.find((one) => `${one.name} ${one.language}` === chosen);
  // A broadcast carries a marketing template and no other: the gate refuses the rest.
  const promotional = (templates.data?.items ?? []).filter(({ category }) => category === 'MARKETING');
  const names = placeholdersOf(template);
  const complete =
    name.trim() !== '' && topic && template && names.every((_name, index) => values[index]?.trim());
  const start = useMutation({
    mutationFn: async () => {
      if (!topic || !template) return;
      const draft = await izin.createBroadcast({
        name: name.trim(),
        topic,
        template: {
          name: template.name,
          language: template.language,
          parameters: values.slice(0, names.length),
        },
        audience: { all: true },
      });
      await izin.steer(draft.id, 'start');
    },
    onSuccess: () => setName(''),
    onSettled: () => client.invalidateQueries({ queryKey: ['broadcasts'] }),
  });
  const sync = useMutation({
    mutationFn: izin.syncTemplates,
    onSuccess: () => client.invalidateQueries({ queryKey: ['templates'] }),
  });
  const error = topics.error ?? templates.error ?? start.error ?? sync.error;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <Stack gap="sm">
        {error && <FriendlyError error={error} />}
        <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
          <TextInput
            label={t.broadcast.name}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Select
            label={t.broadcast.topic}
            value={topic}
            onChange={setTopic}
            data={(topics.data?.items ?? []).map((one) => ({
              value: one.id,
              label: inLanguage(one.name, language),
            }))}
          />
        </SimpleGrid>
        <Select
          label={t.broadcast.template}
          value={chosen}
          onChange={(value) => {
            setChosen(value);
            setValues([]);
          }}
          data={promotional.map((one) => ({
            value: `${one.name} ${one.language}`,
            label: `${one.name} · ${one.language}${one.status === 'APPROVED' ? '' : ` · ${one.status}`}`,
            disabled: one.status !== 'APPROVED',
          }))}
        />
        {templates.data?.items.length === 0 && (
          <Button variant="default" loading={sync.isPending} onClick={() => sync.mutate()}>
            {t.broadcast.sync}
          </Button>
        )}
        {names.length > 0 && (
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
            {names.map((placeholder, index) => (
              <TextInput
                key={placeholder}
                label={t.broadcast.parameter(`{{${placeholder}}}`)}
                value={values[index] ?? ''}
                onChange={(event) => {
                  const { value } = event.currentTarget;
                  setValues((old) => names.map((_name, at) => (at === index ? value : (old[at] ?? ''))));
                }}
              />
            ))}
          </SimpleGrid>
        )}
        {template && (
          <Paper bg="gray.0" withBorder p="sm" radius="md">
            <Text size="sm" style={{ whiteSpace: 'pre-wrap' }}>
              <FormattedText text={filledBody(template, values)} />
            </Text>
          </Paper>
        )}
        <Group justify="space-between">
          <Text size="sm" c="dimmed">
            {t.broadcast.audience}
          </Text>
          <Button type="submit" disabled={!complete} loading={start.isPending}>
            {t.broadcast.start}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
