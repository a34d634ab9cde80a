import { Anchor, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Signup, Topic } from '../izin-types.js';
import { inLanguage } from '../localized.js';
import type { Person } from '../sandbox-api.js';
import { useHere } from '../session.js';

/** Made up, as everything in the sandbox; an organisation names its own. */
const PRIVACY = 'https://contoh.or.id/privasi';

export interface WaysInParts {
  /** Whose phone is open. */
  person: Person;
  openSignup: (id: string) => void;
}

interface TopicWaysParts extends WaysInParts {
  topic: Topic;
  sheets: readonly Signup[];
}

/** How people come to one topic. */
export function TopicWays({ topic, sheets, person, openSignup }: TopicWaysParts) {
  const { t, language } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const changed = async () => {
    await client.invalidateQueries({ queryKey: ['signups'] });
    await client.invalidateQueries({ queryKey: ['sheets'] });
  };
  const make = useMutation({
    mutationFn: () =>
      izin.createSignup({ topic: topic.id, language, privacy_policy_url: PRIVACY, accept_terms: true }),
    onSuccess: changed,
  });
  const revoke = useMutation({ mutationFn: izin.revokeSignup, onSuccess: changed });
  const error = make.error ?? revoke.error;
  return (
    <Paper withBorder p="md" radius="md" component="section" aria-label={inLanguage(topic.name, language)}>
      <Stack gap="md">
        <Title order={2} size="h4">
          {inLanguage(topic.name, language)}
        </Title>
        {error && <FriendlyError error={error} />}
        <div>
          <Text fw={600} size="sm" mb={6}>
            {t.ways.sheet}
          </Text>
          {sheets.map((sheet) => (
            <Group key={sheet.id} gap="xs" mb="xs">
              <Text size="sm" ff="monospace" style={{ flex: '1 1 240px', overflowWrap: 'anywhere' }}>
                {sheet.url.replace('https://', '')}
              </Text>
              <Button size="xs" onClick={() => openSignup(sheet.id)}>
                {t.ways.open(person.name)}
              </Button>
              <Button
                size="xs"
                variant="subtle"
                color="red"
                loading={revoke.isPending && revoke.variables === sheet.id}
                onClick={() => revoke.mutate(sheet.id)}
              >
                {t.ways.revoke}
              </Button>
            </Group>
          ))}
          {sheets.length === 0 && (
            <Group gap="sm">
              <Text size="sm">{t.ways.noSheet}</Text>
              <Button size="xs" variant="default" loading={make.isPending} onClick={() => make.mutate()}>
                {t.ways.make}
              </Button>
            </Group>
          )}
        </div>
        <div>
          <Text fw={600} size="sm" mb={6}>
            {t.ways.page}
          </Text>
          <Anchor size="sm" href={`/subscribe/${topic.id}?lang=${language}`} target="_blank" rel="noreferrer">
            {t.ways.visit}
          </Anchor>
        </div>
      </Stack>
    </Paper>
  );
}
