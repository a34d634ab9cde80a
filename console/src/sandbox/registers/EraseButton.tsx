import { Button, Popover, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { useHere } from '../session.js';

/** Erases a person: the only thing that fulfils a request for it, and asked twice because nothing brings them back. */
export function EraseButton({ contact }: { contact: string }) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const erase = useMutation({
    mutationFn: () => izin.erase(contact),
    onSuccess: () => client.invalidateQueries(),
  });
  return (
    <Popover width={260} position="top-start" withArrow trapFocus>
      <Popover.Target>
        <Button size="xs" color="red" variant="light">
          {t.registers.erase}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" mb="sm">
          {t.registers.eraseSure}
        </Text>
        {erase.isError && <FriendlyError error={erase.error} />}
        <Button size="xs" color="red" loading={erase.isPending} onClick={() => erase.mutate()}>
          {t.registers.eraseYes}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
