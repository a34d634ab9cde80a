import { Group, SegmentedControl, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { TicketList } from '../izin-api.js';
import type { Person } from '../sandbox-api.js';
import { usePersonOf } from '../use-person-of.js';
import styles from './agent.module.css';
import { Presence } from './Presence.js';
import { Rules } from './Rules.js';
import { TicketDetail } from './TicketDetail.js';
import { TicketRow } from './TicketRow.js';
import { useTeams } from './use-teams.js';
import { useTickets } from './use-tickets.js';

const lists: TicketList[] = ['open', 'snoozed', 'closed'];

/** The agents' inbox: what an agent does with conversations that were handed over. */
export function AgentPane({ people }: { people: Person[] }) {
  const { t } = useWords();
  const [list, show] = useState<TicketList>('open');
  const [team, setTeam] = useState<string | null>(null);
  const [chosen, choose] = useState('');
  const tickets = useTickets(list);
  const all = tickets.data?.items ?? [];
  const teams = useTeams(all);
  const items = team === null ? all : all.filter((one) => one.team === team);
  const personOf = usePersonOf(
    all.map(({ contact }) => contact),
    people,
  );
  const ticket = items.find(({ id }) => id === chosen) ?? items[0];
  return (
    <Stack gap="md" className={styles.pane ?? ''}>
      <Group justify="space-between" gap="xs">
        <SegmentedControl
          size="xs"
          aria-label={t.agent.shown}
          value={list}
          onChange={(value) => show(value as TicketList)}
          data={lists.map((value) => ({ value, label: t.agent.lists[value] }))}
        />
        <Group gap="xs">
          {teams.length > 0 && (
            <Select
              size="xs"
              w={130}
              aria-label={t.agent.transferTeam}
              placeholder={t.agent.allTeams}
              clearable
              data={teams.map((value) => ({ value, label: t.agent.team(value) }))}
              value={team}
              onChange={setTeam}
            />
          )}
          <Rules teams={teams} />
          <Presence teams={teams} />
        </Group>
      </Group>
      {tickets.isError && <FriendlyError error={tickets.error} again={() => void tickets.refetch()} />}
      {!ticket && !tickets.isError && (
        <Text c="dimmed" ta="center" py="xl">
          {tickets.isPending ? t.loading : t.agent.none[list]}
        </Text>
      )}
      {ticket && (
        <div className={styles.columns}>
          <nav aria-label={t.agent.list} className={styles.list}>
            {items.map((one) => (
              <TicketRow
                key={one.id}
                ticket={one}
                person={personOf(one.contact)}
                active={one.id === ticket.id}
                choose={() => choose(one.id)}
              />
            ))}
          </nav>
          <TicketDetail key={ticket.id} ticket={ticket} person={personOf(ticket.contact)} teams={teams} />
        </div>
      )}
    </Stack>
  );
}
