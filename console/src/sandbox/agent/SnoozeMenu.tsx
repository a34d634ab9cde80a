import { Button, Menu } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Ticket } from '../izin-types.js';
import { useHere } from '../session.js';
import type { Done } from './done.js';

const HOUR = 60 * 60 * 1000;
const TIMES = { hour: HOUR, fourHours: 4 * HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR } as const;

/** Puts a ticket aside for a while, or brings it back. */
export function SnoozeMenu({ ticket, done }: { ticket: Ticket; done: (what: Done) => void }) {
  const { t } = useWords();
  const { izin, offset } = useHere();
  const client = useQueryClient();
  const snooze = useMutation({
    mutationFn: (time: number | null) =>
      izin.snooze(ticket.id, time === null ? null : new Date(Date.now() + offset + time).toISOString()),
    onSuccess: () => {
      done('snoozed');
      return client.invalidateQueries({ queryKey: ['tickets'] });
    },
  });
  if (ticket.snoozed_until)
    return (
      <Button size="xs" variant="default" onClick={() => snooze.mutate(null)} loading={snooze.isPending}>
        {t.agent.unsnooze}
      </Button>
    );
  return (
    <>
      {snooze.isError && <FriendlyError error={snooze.error} />}
      <Menu position="top-start" withinPortal>
        <Menu.Target>
          <Button size="xs" variant="default" loading={snooze.isPending}>
            {t.agent.snooze}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t.agent.snoozeFor}</Menu.Label>
          {(Object.keys(TIMES) as (keyof typeof TIMES)[]).map((name) => (
            <Menu.Item key={name} onClick={() => snooze.mutate(TIMES[name])}>
              {t.agent.snoozes[name]}
            </Menu.Item>
          ))}
          <Menu.Label>{t.agent.snoozeHint}</Menu.Label>
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
