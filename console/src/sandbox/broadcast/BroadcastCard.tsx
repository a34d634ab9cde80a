import { Alert, Badge, Button, Group, Paper, Progress, Stack, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Broadcast } from '../izin-types.js';
import { inLanguage } from '../localized.js';
import { useHere } from '../session.js';
import { progressOf, statusColours } from './progress.js';

const steps = {
  draft: ['start', 'cancel'],
  scheduled: ['start', 'cancel'],
  running: ['pause', 'cancel'],
  paused: ['resume', 'cancel'],
} as const;
const colours: Record<string, string> = {
  running: 'leaf',
  paused: 'orange',
  completed: 'gray',
  cancelled: 'gray',
};

/** One broadcast: how far it is, what became of whom, and why it stands still. */
export function BroadcastCard({ listed }: { listed: Broadcast }) {
  const { t, language } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const moving = listed.state === 'running' || listed.state === 'paused';
  const query = useQuery({
    queryKey: ['broadcast', listed.id],
    queryFn: () => izin.broadcast(listed.id),
    refetchInterval: moving ? 1_500 : 15_000,
  });
  const broadcast = query.data ?? listed;
  const steer = useMutation({
    mutationFn: (how: 'start' | 'pause' | 'resume' | 'cancel') => izin.steer(broadcast.id, how),
    onSettled: () => {
      void client.invalidateQueries({ queryKey: ['broadcast', broadcast.id] });
      void client.invalidateQueries({ queryKey: ['broadcasts'] });
    },
  });
  const progress = progressOf(broadcast);
  const explanation = inLanguage(broadcast.explanation, language);
  const possible = steps[broadcast.state as keyof typeof steps] ?? [];
  return (
    <Paper withBorder p="md" radius="md">
      <Stack gap="sm">
        <Group justify="space-between">
          <Group gap="xs">
            <Text fw={600}>{broadcast.name}</Text>
            <Badge variant="light" tt="none" color={colours[broadcast.state] ?? 'blue'}>
              {t.broadcast.states[broadcast.state] ?? broadcast.state}
            </Badge>
          </Group>
          <Group gap="xs">
            {possible.map((how) => (
              <Button
                key={how}
                size="xs"
                variant={how === 'cancel' ? 'subtle' : 'default'}
                color={how === 'cancel' ? 'red' : 'leaf'}
                loading={steer.isPending && steer.variables === how}
                onClick={() => steer.mutate(how)}
              >
                {t.broadcast[how]}
              </Button>
            ))}
          </Group>
        </Group>
        {broadcast.state === 'draft' && <Checks id={broadcast.id} />}
        {steer.isError && <FriendlyError error={steer.error} />}
        <div>
          <Progress.Root size={14} radius="xl" aria-label={t.broadcast.progress}>
            {progress.parts.map(({ status, share }) => (
              <Progress.Section
                key={status}
                value={share}
                color={statusColours[status] ?? '#ccc'}
                aria-label={t.broadcast.statuses[status] ?? status}
              />
            ))}
          </Progress.Root>
          <Text size="sm" c="dimmed" mt={4}>
            {t.broadcast.done(progress.attempted, progress.total)}
          </Text>
        </div>
        <Group gap="md">
          {progress.parts.map(({ status, count }) => (
            <Group key={status} gap={6}>
              <span
                aria-hidden
                style={{ width: 10, height: 10, borderRadius: 3, background: statusColours[status] }}
              />
              <Text size="sm">
                {t.broadcast.statuses[status] ?? status} <strong>{count}</strong>
              </Text>
            </Group>
          ))}
        </Group>
        {explanation && (
          <Alert
            color="yellow"
            variant="light"
            title={t.broadcast.why}
            styles={{ title: { color: '#5c4a00' } }}
          >
            {explanation}
          </Alert>
        )}
        {progress.reasons.length > 0 && (
          <div>
            <Text size="sm" fw={600}>
              {t.broadcast.reasons}
            </Text>
            {progress.reasons.map(({ key, message, count }) => (
              <Group key={key} justify="space-between" wrap="nowrap">
                <Text size="sm">{inLanguage(message, language)}</Text>
                <Text size="sm" fw={600}>
                  {count}
                </Text>
              </Group>
            ))}
          </div>
        )}
      </Stack>
    </Paper>
  );
}

/** What stands in the way of a draft, and what is worth knowing before it starts. */
function Checks({ id }: { id: string }) {
  const { t, language } = useWords();
  const { izin } = useHere();
  const checks = useQuery({
    queryKey: ['preflight', id],
    queryFn: () => izin.preflight(id),
    staleTime: 10_000,
  });
  const worth = checks.data?.checks.filter(({ level }) => level !== 'ok') ?? [];
  if (worth.length === 0) return null;
  const blocked = checks.data?.ok === false;
  return (
    <Alert color={blocked ? 'red' : 'yellow'} variant="light" title={t.broadcast.checks}>
      {worth.map((check) => (
        <Text key={check.id} size="sm">
          {inLanguage(check.message, language)}
        </Text>
      ))}
    </Alert>
  );
}
