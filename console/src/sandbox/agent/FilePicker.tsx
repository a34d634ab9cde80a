import { Image, Select, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { useHere } from '../session.js';
import { useUrl } from './use-url.js';

interface FilePickerProps {
  /** Id in the register of media; null: none. */
  chosen: string | null;
  choose: (id: string | null) => void;
}

/** The files that may be sent at this moment; nothing where there are none. */
export function FilePicker({ chosen, choose }: FilePickerProps) {
  const { t } = useWords();
  const { izin } = useHere();
  const media = useQuery({ queryKey: ['media'], queryFn: izin.media });
  const sendable = (media.data?.items ?? []).filter((medium) => medium.sendable);
  const medium = sendable.find(({ id }) => id === chosen);
  const isPicture = medium?.type.startsWith('image/') === true;
  const bytes = useQuery({
    queryKey: ['medium', chosen],
    queryFn: () => izin.mediumFile(chosen ?? ''),
    enabled: isPicture,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const url = useUrl(isPicture ? bytes.data : undefined);
  if (sendable.length === 0) return null;
  return (
    <Stack gap="xs">
      <Select
        label={t.agent.attach}
        description={t.agent.attachHint}
        clearable
        searchable
        data={sendable.map(({ id, name }) => ({ value: id, label: `${id} · ${name}` }))}
        value={chosen}
        onChange={choose}
      />
      {url !== undefined && <Image src={url} alt={medium?.name} mah={120} w="auto" maw="100%" radius="sm" />}
    </Stack>
  );
}
