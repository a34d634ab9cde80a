import { Badge, Group, NavLink } from '@mantine/core';
import { useWords } from '../../language/LanguageProvider.js';
import { Avatar } from '../../parts/Avatar.js';
import { useNow } from '../../use-now.js';
import type { Ticket } from '../izin-types.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import type { Named } from '../use-person-of.js';

interface Parts {
  ticket: Ticket;
  person: Named | undefined;
  active: boolean;
  choose: () => void;
}

/** A ticket in the list: whose, since when, for which team, and whether it is late. */
export function TicketRow({ ticket, person, active, choose }: Parts) {
  const { t, language } = useWords();
  const { session, offset } = useHere();
  const now = useNow() + offset;
  const time = (at: string) => fullTime(at, language, session.timezone);
  const { reply_due_at: due } = ticket;
  const late = due !== null && (ticket.breached_at !== null || Date.parse(due) <= now);
  return (
    <NavLink
      component="button"
      active={active}
      onClick={choose}
      leftSection={<Avatar name={person?.name ?? '?'} size={32} />}
      label={
        <Group gap={6} wrap="wrap">
          {person?.name ?? ticket.id}
          {ticket.team && (
            <Badge size="sm" variant="light" tt="none">
              {ticket.team}
            </Badge>
          )}
          {late && (
            <Badge size="sm" color="red" tt="none">
              {t.agent.firstReplyLate}
            </Badge>
          )}
          {ticket.rating && (
            <Badge size="sm" color={ticket.rating === 'poor' ? 'orange' : 'gray'} variant="light" tt="none">
              {t.agent.ratings[ticket.rating] ?? ticket.rating}
            </Badge>
          )}
        </Group>
      }
      description={
        ticket.closed_at ? t.agent.closedAt(time(ticket.closed_at)) : t.agent.openedAt(time(ticket.opened_at))
      }
      style={{ borderRadius: 10, flex: 'none' }}
    />
  );
}
