import { Anchor, Image, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import type { IncomingFile as File } from '../izin-types.js';
import { useHere } from '../session.js';
import { useUrl } from './use-url.js';

/** A file that came with a message: a picture is shown, anything else can be opened; why not, where it cannot. */
export function IncomingFile({ message, file }: { message: string; file: File }) {
  const { t } = useWords();
  const { izin } = useHere();
  const isHere = file.state === 'fetched';
  const bytes = useQuery({
    queryKey: ['file', message],
    queryFn: () => izin.file(message),
    enabled: isHere,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const url = useUrl(bytes.data);
  const name = file.filename ?? t.agent.file.name;
  if (!isHere || bytes.isError) {
    const why = bytes.isError ? 'gone' : file.state;
    return (
      <Text size="sm" c="dimmed">
        {t.agent.file.states[why] ?? why}
      </Text>
    );
  }
  if (url === undefined) return <Text size="sm">{t.agent.file.states.waiting}</Text>;
  if (file.type?.startsWith('image/')) {
    return (
      <Anchor href={url} target="_blank" rel="noreferrer" aria-label={t.agent.file.enlarge}>
        <Image src={url} alt={name} mah={220} w="auto" maw="100%" fit="contain" radius="sm" />
      </Anchor>
    );
  }
  return (
    <Anchor href={url} download={name} size="sm">
      {t.agent.file.open(name)}
    </Anchor>
  );
}
