import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Fact } from '../izin-types.js';
import { useHere } from '../session.js';
import { ChangeCard } from './ChangeCard.js';
import { FactForm } from './FactForm.js';
import { FactRow } from './FactRow.js';
import { foundFacts } from './fact-words.js';
import { PastChange } from './PastChange.js';
import { useChanges } from './use-changes.js';

/** So many earlier changes are shown. */
const SHOWN = 20;

/** The registry of what must not be faked: what holds and until when, what is about to change, and who wants it. */
export function FactsPane() {
  const { t } = useWords();
  const { izin } = useHere();
  const [text, setText] = useState('');
  const [editing, edit] = useState<Fact | 'new'>();
  const [said, say] = useState('');
  const facts = useQuery({ queryKey: ['facts'], queryFn: izin.facts, refetchInterval: 10_000 });
  const { waiting, earlier, error } = useChanges();
  const items = facts.data?.items ?? [];
  const found = foundFacts(items, text);
  return (
    <Stack gap="lg">
      {waiting.length > 0 && (
        <Alert color="orange" variant="light" title={t.facts.alarm(waiting.length)} role="alert">
          {t.facts.alarmHint}
        </Alert>
      )}
      {error && <FriendlyError error={error} />}
      <section aria-labelledby="waiting-changes">
        <Title order={2} size="h4" mb="xs" id="waiting-changes">
          {t.facts.waiting}
        </Title>
        <Stack gap="sm">
          {waiting.length === 0 && <Text c="dimmed">{t.facts.noWaiting}</Text>}
          {waiting.map((change) => (
            <ChangeCard key={change.number} change={change} say={say} />
          ))}
        </Stack>
      </section>
      <Text size="sm" role="status" c="leaf.8">
        {said}
      </Text>
      <section aria-labelledby="facts">
        <Group justify="space-between" mb={4}>
          <Title order={2} size="h4" id="facts">
            {t.facts.title}
          </Title>
          <Button size="xs" onClick={() => edit('new')}>
            {t.facts.add}
          </Button>
        </Group>
        <Text size="sm" c="dimmed" mb="sm">
          {t.facts.hint}
        </Text>
        {facts.isError && <FriendlyError error={facts.error} again={() => void facts.refetch()} />}
        <TextInput
          size="xs"
          mb="sm"
          aria-label={t.facts.search}
          placeholder={t.facts.search}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
        <Stack gap="sm">
          {facts.isSuccess && found.length === 0 && (
            <Text c="dimmed">{items.length === 0 ? t.facts.none : t.facts.noneFound}</Text>
          )}
          {found.map((fact) => (
            <FactRow
              key={fact.id}
              fact={fact}
              waits={waiting.some((change) => change.fact === fact.id)}
              change={() => edit(fact)}
              say={say}
            />
          ))}
        </Stack>
      </section>
      <section aria-labelledby="earlier-changes">
        <Title order={2} size="h4" mb="xs" id="earlier-changes">
          {t.facts.history}
        </Title>
        {earlier.length === 0 && <Text c="dimmed">{t.facts.noHistory}</Text>}
        <Stack gap={6}>
          {earlier.slice(0, SHOWN).map((change) => (
            <PastChange key={change.number} change={change} />
          ))}
        </Stack>
      </section>
      <FactForm
        key={editing === undefined ? 'closed' : editing === 'new' ? 'new' : editing.id}
        fact={editing}
        close={() => edit(undefined)}
        say={say}
      />
    </Stack>
  );
}
