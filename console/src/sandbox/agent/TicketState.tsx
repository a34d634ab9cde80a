import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { Avatar } from '../../parts/Avatar.js';
import { useNow } from '../../use-now.js';
import type { Ticket } from '../izin-types.js';
import { timeLeft } from '../registers/time-left.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import type { Named } from '../use-person-of.js';

/** From here on the end of the reply window is close, ms. */
const WINDOW_NEAR = 2 * 60 * 60 * 1000;
/** From here on the promised first reply is close, ms. */
const REPLY_NEAR = 15 * 60 * 1000;

/** Whose ticket it is, where it waits, and the two clocks: of the promised reply and of the reply window. */
export function TicketState({ ticket, person }: { ticket: Ticket; person: Named | undefined }) {
  const { t, language } = useWords();
  const { session } = useHere();
  const time = (at: string) => fullTime(at, language, session.timezone);
  const isOpen = ticket.state === 'open';
  return (
    <Stack gap={8}>
      <Group gap="sm" wrap="nowrap">
        <Avatar name={person?.name ?? '?'} size={36} />
        <div style={{ minWidth: 0 }}>
          <Title order={2} size="h4">
            {person?.name ?? ticket.id}
          </Title>
          <Text size="xs" c="dimmed">
            {ticket.closed_at
              ? t.agent.closedAt(time(ticket.closed_at))
              : t.agent.openedAt(time(ticket.opened_at))}
          </Text>
        </div>
      </Group>
      <Group gap={6}>
        {isOpen && <Clocks ticket={ticket} />}
        {isOpen && ticket.position !== null && <Mark>{t.agent.position(ticket.position)}</Mark>}
        <Mark>{ticket.assignee ? t.agent.assignee(ticket.assignee) : t.agent.nobody}</Mark>
        {ticket.team && <Mark color="leaf">{t.agent.team(ticket.team)}</Mark>}
        {ticket.reason && (
          <Mark color={ticket.reason === 'angry' || ticket.reason === 'vulnerable' ? 'orange' : 'gray'}>
            {t.agent.reasonIs(t.agent.reasons[ticket.reason] ?? ticket.reason)}
          </Mark>
        )}
        {ticket.snoozed_until && <Mark>{t.agent.snoozedUntil(time(ticket.snoozed_until))}</Mark>}
        <Rating ticket={ticket} />
      </Group>
    </Stack>
  );
}

function Clocks({ ticket }: { ticket: Ticket }) {
  const { t, language } = useWords();
  const { session, offset } = useHere();
  const now = useNow() + offset;
  const time = (at: string) => fullTime(at, language, session.timezone);
  const left = (at: string) => timeLeft(Date.parse(at), now, t.registers, t.clock.counted).text;
  const isNear = (at: string, near: number) => Date.parse(at) - now <= near;
  const { reply_due_at: due, window_until: until } = ticket;
  return (
    <>
      {due && (
        <Mark color={isNear(due, REPLY_NEAR) ? 'red' : 'gray'} title={t.agent.replyBy(time(due))}>
          {t.agent.firstReply(left(due))}
        </Mark>
      )}
      {until && Date.parse(until) > now ? (
        <Mark color={isNear(until, WINDOW_NEAR) ? 'red' : 'gray'} title={time(until)}>
          {t.agent.window(left(until))}
        </Mark>
      ) : (
        <Mark color="red">{t.agent.windowClosed}</Mark>
      )}
    </>
  );
}

/** What the customer said of the answers. */
function Rating({ ticket: { rating, rating_asked_at } }: { ticket: Ticket }) {
  const { t } = useWords();
  if (rating === null) return rating_asked_at ? <Mark>{t.agent.rated}</Mark> : null;
  return (
    <Mark color={rating === 'poor' ? 'orange' : 'leaf'}>
      {t.agent.rating(t.agent.ratings[rating] ?? rating)}
    </Mark>
  );
}

interface MarkParts {
  children: ReactNode;
  color?: string;
  title?: string;
}

const Mark = ({ children, color = 'gray', title }: MarkParts) => (
  <Badge variant="light" color={color} tt="none" size="lg" fw={500} title={title}>
    {children}
  </Badge>
);
