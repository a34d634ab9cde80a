import { Badge, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { UnansweredCluster } from '../izin-types.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import { EntryForm } from './EntryForm.js';
import { List } from './List.js';

/** What people asked in vain, the most frequent first; an answer is written and published here. */
export function Unanswered() {
  const { t } = useWords();
  const { izin } = useHere();
  const [said, say] = useState('');
  const clusters = useQuery({ queryKey: ['unanswered'], queryFn: izin.unanswered, refetchInterval: 15_000 });
  return (
    <List title={t.duties.unanswered} none={t.duties.noUnanswered} count={clusters.data?.items.length}>
      {clusters.isError && <FriendlyError error={clusters.error} again={() => void clusters.refetch()} />}
      {clusters.data?.items.map((cluster) => (
        <Cluster key={cluster.id} cluster={cluster} published={() => say(t.duties.published)} />
      ))}
      <Text size="sm" role="status" c="leaf.8">
        {said}
      </Text>
    </List>
  );
}

function Cluster({ cluster, published }: { cluster: UnansweredCluster; published: () => void }) {
  const { t, language } = useWords();
  const { izin, session } = useHere();
  const client = useQueryClient();
  const [writing, write] = useState(false);
  const dismiss = useMutation({
    mutationFn: () => izin.dismissCluster(cluster.id),
    onSettled: () => client.invalidateQueries({ queryKey: ['unanswered'] }),
  });
  const [first = '', ...others] = cluster.examples;
  return (
    <Paper withBorder p="md" radius="md" component="article" aria-label={first}>
      <Stack gap="xs">
        <Group gap="xs">
          <Text fw={600}>“{first}”</Text>
          <Badge variant="light" tt="none">
            {t.duties.times(cluster.size)}
          </Badge>
        </Group>
        {others.map((text) => (
          <Text key={text} size="sm" fs="italic" style={{ overflowWrap: 'anywhere' }}>
            “{text}”
          </Text>
        ))}
        <Text size="xs" c="dimmed">
          {t.duties.lastAt(fullTime(cluster.last_at, language, session.timezone))}
          {cluster.nearest && ` · ${t.duties.nearest(cluster.nearest.entry)}`}
        </Text>
        {dismiss.isError && <FriendlyError error={dismiss.error} />}
        {writing ? (
          <EntryForm cluster={cluster} published={published} close={() => write(false)} />
        ) : (
          <Group gap="xs">
            <Button size="xs" onClick={() => write(true)}>
              {t.duties.addEntry}
            </Button>
            <Button size="xs" variant="subtle" loading={dismiss.isPending} onClick={() => dismiss.mutate()}>
              {t.duties.dismiss}
            </Button>
          </Group>
        )}
      </Stack>
    </Paper>
  );
}
