import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Ticket } from '../izin-types.js';
import { useHere } from '../session.js';

/** Saves what was said in a ticket as a text file; numbers of cards are hidden in it. */
export function TranscriptButton({ ticket }: { ticket: Ticket }) {
  const { t } = useWords();
  const { izin } = useHere();
  const save = useMutation({
    mutationFn: () => izin.transcript(ticket.id),
    onSuccess: (text) => {
      const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
      const link = Object.assign(document.createElement('a'), { href: url, download: `${ticket.id}.txt` });
      link.click();
      URL.revokeObjectURL(url);
    },
  });
  return (
    <>
      {save.isError && <FriendlyError error={save.error} />}
      <Button size="xs" variant="default" onClick={() => save.mutate()} loading={save.isPending}>
        {t.agent.transcript}
      </Button>
    </>
  );
}
