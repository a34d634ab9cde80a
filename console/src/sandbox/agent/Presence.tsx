import {
  Badge,
  Button,
  Group,
  Popover,
  SegmentedControl,
  Stack,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { AgentItem, Satisfaction } from '../izin-types.js';
import { useHere } from '../session.js';
import { useAgentName } from './use-agent-name.js';

/** Who sits here, whether they are there and in which teams, and how it stands with the others. */
export function Presence({ teams }: { teams: string[] }) {
  const { t } = useWords();
  const { izin } = useHere();
  const { name } = useAgentName();
  const agents = useQuery({ queryKey: ['agents'], queryFn: izin.agents, refetchInterval: 15_000 });
  const said = useQuery({ queryKey: ['satisfaction'], queryFn: izin.satisfaction });
  const items = agents.data?.items ?? [];
  const ratings = new Map(said.data?.items.map((one) => [one.agent, one]));
  const me = items.find((one) => one.name === name);
  return (
    <Popover width={300} position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <Button size="xs" variant="default">
          {name === '' ? t.agent.unnamed : `${name} · ${t.agent[me?.presence ?? 'away']}`}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          <Mine key={me?.since ?? 'new'} me={me} teams={teams} />
          <Text size="sm" fw={600}>
            {t.agent.everybody}
          </Text>
          {items.length === 0 && (
            <Text size="sm" c="dimmed">
              {t.agent.noAgents}
            </Text>
          )}
          {items.map((one) => (
            <Group key={one.name} justify="space-between" gap="xs">
              <Text size="sm">
                {one.name}
                {one.teams.length > 0 && (
                  <Text span size="xs" c="dimmed">
                    {' '}
                    · {one.teams.join(', ')}
                  </Text>
                )}
                <Ratings of={ratings.get(one.name)} />
              </Text>
              <Group gap={6}>
                <Text size="xs" c="dimmed">
                  {t.agent.load(one.open_tickets)}
                </Text>
                <Badge size="sm" variant="light" tt="none" color={one.presence === 'here' ? 'leaf' : 'gray'}>
                  {t.agent[one.presence]}
                </Badge>
              </Group>
            </Group>
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function Ratings({ of: said }: { of: Satisfaction | undefined }) {
  const { t } = useWords();
  if (!said || said.good + said.fair + said.poor === 0) return null;
  return (
    <Text size="xs" c="dimmed" component="span" display="block">
      {t.agent.said(said.good, said.fair, said.poor)}
    </Text>
  );
}

function Mine({ me, teams }: { me: AgentItem | undefined; teams: string[] }) {
  const { t } = useWords();
  const { izin } = useHere();
  const { name, setName } = useAgentName();
  const client = useQueryClient();
  const [written, setWritten] = useState(name);
  const [mine, setMine] = useState(me?.teams ?? []);
  const set = useMutation({
    mutationFn: (presence: string) => {
      setName(written.trim());
      return izin.setPresence({ name: written.trim(), presence, teams: mine });
    },
    onSuccess: async (after) => {
      client.setQueryData(['agents'], after);
      await client.invalidateQueries({ queryKey: ['tickets'] });
    },
  });
  return (
    <Stack gap="xs">
      <TextInput
        size="xs"
        label={t.agent.myName}
        maxLength={120}
        value={written}
        onChange={(event) => setWritten(event.currentTarget.value)}
      />
      <TagsInput
        size="xs"
        label={t.agent.myTeams}
        placeholder={t.agent.labelsHint}
        comboboxProps={{ withinPortal: false }}
        data={teams}
        value={mine}
        onChange={setMine}
      />
      <SegmentedControl
        size="xs"
        aria-label={t.agent.presence}
        disabled={written.trim() === '' || set.isPending}
        value={written.trim() === me?.name ? me.presence : ''}
        onChange={(presence) => set.mutate(presence)}
        data={(['here', 'away'] as const).map((value) => ({ value, label: t.agent[value] }))}
      />
      <Text size="xs" c="dimmed">
        {t.agent.presenceHint}
      </Text>
      {set.isError && <FriendlyError error={set.error} />}
    </Stack>
  );
}
