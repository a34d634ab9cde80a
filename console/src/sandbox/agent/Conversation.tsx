import { Paper, ScrollArea, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { summaryOf } from '../phone/BubbleView.js';
import { FormattedText } from '../phone/FormattedText.js';
import { sandbox } from '../sandbox-api.js';
import { useHere } from '../session.js';
import { clockTime } from '../times.js';

/** The same chat as the phone shows, seen from our side. */
export function Conversation({ phone }: { phone: string | undefined }) {
  const { t, language } = useWords();
  const { session } = useHere();
  const messages = useQuery({
    queryKey: ['messages', phone],
    queryFn: () => sandbox.messages(phone ?? ''),
    select: (answer) => answer.items,
    enabled: phone !== undefined,
  });
  const box = useRef<HTMLDivElement>(null);
  const last = messages.data?.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is the reason to scroll
  useLayoutEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [last]);
  return (
    <ScrollArea.Autosize
      viewportRef={box}
      mah={340}
      type="auto"
      viewportProps={{ tabIndex: 0, 'aria-label': t.tabs.agent }}
    >
      <Stack gap={6} pr="md">
        {(messages.data ?? []).slice(-40).map((message) => {
          const ours = message.from === 'business';
          return (
            <Paper
              key={message.id}
              bg={ours ? 'leaf.0' : 'gray.1'}
              p="xs"
              radius="md"
              maw="85%"
              style={{ alignSelf: ours ? 'flex-end' : 'flex-start' }}
            >
              <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                <FormattedText text={message.bubble.body ?? summaryOf(message.bubble, t.phone.media)} />
              </Text>
              <Text size="xs" c="dimmed" ta="right">
                {clockTime(message.at, language, session.timezone)}
              </Text>
            </Paper>
          );
        })}
      </Stack>
    </ScrollArea.Autosize>
  );
}
