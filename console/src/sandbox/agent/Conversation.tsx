import { Paper, ScrollArea, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useLayoutEffect, useRef } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FormattedText } from '../phone/FormattedText.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import { IncomingFile } from './IncomingFile.js';

/** What was said, as agents may see it: numbers of identity and payment cards are hidden by the server. */
export function Conversation({ contact }: { contact: string }) {
  const { t, language } = useWords();
  const { izin, session } = useHere();
  const history = useQuery({
    queryKey: ['history', contact],
    queryFn: () => izin.history(contact),
    select: ({ items }) => items.toReversed(),
    refetchInterval: 5_000,
  });
  const box = useRef<HTMLDivElement>(null);
  const last = history.data?.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new message is the reason to scroll
  useLayoutEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [last]);
  return (
    <ScrollArea.Autosize
      viewportRef={box}
      mah={320}
      type="auto"
      viewportProps={{ tabIndex: 0, role: 'region', 'aria-label': t.agent.talk }}
    >
      <Stack gap={6} pr="md">
        {(history.data ?? []).map(({ id, direction, text, type, media, at, state }) => {
          const ours = direction === 'out';
          return (
            <Paper
              key={id}
              bg={ours ? 'leaf.0' : 'gray.1'}
              p="xs"
              radius="md"
              maw="85%"
              style={{ alignSelf: ours ? 'flex-end' : 'flex-start' }}
            >
              {media && <IncomingFile message={id} file={media} />}
              {ours && type === 'media' && (
                <Text size="xs" c="dimmed">
                  {t.agent.fileSent}
                </Text>
              )}
              {(text !== null || (!media && type !== 'media')) && (
                <Text size="sm" style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {text === null ? t.agent.noText(type) : <FormattedText text={text} />}
                </Text>
              )}
              <Text size="xs" c="dimmed" ta="right">
                {ours && state && `${t.broadcast.statuses[state] ?? state} · `}
                {fullTime(at, language, session.timezone)}
              </Text>
            </Paper>
          );
        })}
      </Stack>
    </ScrollArea.Autosize>
  );
}
