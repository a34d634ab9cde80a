import { Divider, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { useHere } from '../session.js';
import { BroadcastCard } from './BroadcastCard.js';
import { NewBroadcast } from './NewBroadcast.js';

/** Make a broadcast and watch it. */
export function BroadcastPane() {
  const { t } = useWords();
  const { izin } = useHere();
  const broadcasts = useQuery({ queryKey: ['broadcasts'], queryFn: izin.broadcasts, refetchInterval: 5_000 });
  return (
    <Stack gap="xl">
      <section aria-labelledby="new-broadcast">
        <Title order={2} size="h4" mb="sm" id="new-broadcast">
          {t.broadcast.make}
        </Title>
        <NewBroadcast />
      </section>
      <Divider />
      <section aria-labelledby="broadcasts">
        <Title order={2} size="h4" mb="sm" id="broadcasts">
          {t.broadcast.list}
        </Title>
        {broadcasts.isError && (
          <FriendlyError error={broadcasts.error} again={() => void broadcasts.refetch()} />
        )}
        {broadcasts.data?.items.length === 0 && <Text c="dimmed">{t.broadcast.none}</Text>}
        <Stack>
          {broadcasts.data?.items.map((broadcast) => (
            <BroadcastCard key={broadcast.id} listed={broadcast} />
          ))}
        </Stack>
      </section>
    </Stack>
  );
}
