import { Autocomplete, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import type { Ticket } from '../izin-types.js';
import { useHere } from '../session.js';
import type { Done } from './done.js';
import { PopoverForm } from './PopoverForm.js';
import { useAgentName } from './use-agent-name.js';

interface Parts {
  ticket: Ticket;
  teams: string[];
  done: (what: Done) => void;
}

/** Hands a ticket to an agent, or to a team whose agents get it by the rule; with a note for them. */
export function TransferForm({ ticket, teams, done }: Parts) {
  const { t } = useWords();
  const { izin } = useHere();
  const { author } = useAgentName();
  const client = useQueryClient();
  const [opened, setOpened] = useState(false);
  const [name, setName] = useState('');
  const [team, setTeam] = useState(ticket.team ?? '');
  const [note, setNote] = useState('');
  const agents = useQuery({ queryKey: ['agents'], queryFn: izin.agents });
  const text = note.trim();
  const moves = team.trim() !== (ticket.team ?? '');
  const transfer = useMutation({
    mutationFn: () =>
      izin.assign(ticket.id, {
        assignee: name.trim() || null,
        ...(moves && { team: team.trim() || null }),
        ...(text !== '' && { note: text }),
        ...author,
      }),
    onSuccess: () => {
      setOpened(false);
      setName('');
      setNote('');
      done('transferred');
      return client.invalidateQueries({ queryKey: ['tickets'] });
    },
  });
  const words = (one: { name: string; presence: 'here' | 'away' }) =>
    `${one.name} · ${t.agent[one.presence]}`;
  const items = agents.data?.items ?? [];
  return (
    <PopoverForm
      label={t.agent.transfer}
      send={t.agent.transfer}
      act={transfer}
      opened={opened}
      setOpened={setOpened}
      ready={name.trim() !== '' || moves}
    >
      <Autocomplete
        label={t.agent.transferTo}
        placeholder={t.agent.anybody}
        size="xs"
        comboboxProps={{ withinPortal: false }}
        data={items.map((one) => one.name)}
        renderOption={({ option }) => {
          const agent = items.find((one) => one.name === option.value);
          return agent ? words(agent) : option.value;
        }}
        value={name}
        onChange={setName}
      />
      <Autocomplete
        label={t.agent.transferTeam}
        placeholder={t.agent.noTeam}
        size="xs"
        comboboxProps={{ withinPortal: false }}
        data={teams}
        value={team}
        onChange={setTeam}
      />
      <Textarea
        label={t.agent.transferNote}
        size="xs"
        autosize
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </PopoverForm>
  );
}
