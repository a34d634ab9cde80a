import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { useHere } from '../session.js';
import { ForeignSheets } from './ForeignSheets.js';
import { TopicWays, type WaysInParts } from './TopicWays.js';

/** The ways in beside the chat, topic by topic: Meta's sheet and our page. */
export function WaysInPane({ person, openSignup }: WaysInParts) {
  const { t } = useWords();
  const { izin } = useHere();
  const topics = useQuery({ queryKey: ['topics'], queryFn: izin.topics });
  const signups = useQuery({ queryKey: ['signups'], queryFn: izin.signups });
  const failed = topics.isError ? topics : signups;
  const sheets = signups.data?.items.filter(({ state }) => state === 'active') ?? [];
  return (
    <Stack gap="md">
      <div>
        {[t.ways.hint, t.ways.sheetHint, t.ways.pageHint].map((hint) => (
          <Text key={hint} size="sm" c="dimmed" mb={4}>
            {hint}
          </Text>
        ))}
      </div>
      {failed.isError && <FriendlyError error={failed.error} again={() => void failed.refetch()} />}
      {topics.data?.items.length === 0 && <Text c="dimmed">{t.ways.none}</Text>}
      {topics.data?.items.map((topic) => (
        <TopicWays
          key={topic.id}
          topic={topic}
          sheets={sheets.filter((one) => one.topic === topic.id)}
          person={person}
          openSignup={openSignup}
        />
      ))}
      <ForeignSheets sheets={sheets.filter((one) => one.topic === null)} />
    </Stack>
  );
}
