import { Button, Group, Paper, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import { List } from './List.js';

/** Events whose turn failed for good: each can be given another one. */
export function FailedEvents() {
  const { t, language } = useWords();
  const { izin, session } = useHere();
  const client = useQueryClient();
  const events = useQuery({
    queryKey: ['failed-events'],
    queryFn: izin.failedEvents,
    refetchInterval: 15_000,
  });
  const retry = useMutation({
    mutationFn: izin.retryEvent,
    onSettled: () => client.invalidateQueries({ queryKey: ['failed-events'] }),
  });
  const items = events.data?.items ?? [];
  return (
    <List title={t.duties.failed} none={t.duties.noFailed} count={events.data?.items.length}>
      {events.isError && <FriendlyError error={events.error} again={() => void events.refetch()} />}
      {items.length > 0 && (
        <Text size="sm" c="dimmed">
          {t.duties.failedHint}
        </Text>
      )}
      {retry.isError && <FriendlyError error={retry.error} />}
      {items.map(({ id, kind, field, at, attempts, error }) => (
        <Paper key={id} withBorder p="sm" radius="md" component="article" aria-label={t.registers.number(id)}>
          <Group justify="space-between" gap="xs">
            <div>
              <Text size="sm">
                {t.registers.number(id)} · {kind} · {field}
              </Text>
              <Text size="xs" c="dimmed">
                {fullTime(at, language, session.timezone)} · {t.duties.tried(attempts)}
                {error && ` · ${error}`}
              </Text>
            </div>
            <Button size="xs" variant="default" loading={retry.isPending} onClick={() => retry.mutate(id)}>
              {t.duties.retry}
            </Button>
          </Group>
        </Paper>
      ))}
      <Text size="sm" role="status" c="leaf.8">
        {retry.isSuccess && t.duties.retried}
      </Text>
    </List>
  );
}
