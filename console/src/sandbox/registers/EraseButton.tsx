import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { SureButton } from '../../parts/SureButton.js';
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
    <SureButton
      size="xs"
      variant="light"
      label={t.registers.erase}
      sure={t.registers.eraseSure}
      yes={t.registers.eraseYes}
      act={erase}
    />
  );
}
