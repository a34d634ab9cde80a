import {
  ActionIcon,
  Autocomplete,
  Button,
  Group,
  Popover,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { HandoffRules } from '../izin-types.js';
import { useHere } from '../session.js';

/** How tickets are given out: by which rule, and for which reason or label to which team. */
export function Rules({ teams }: { teams: string[] }) {
  const { t } = useWords();
  const { izin } = useHere();
  const rules = useQuery({ queryKey: ['rules'], queryFn: izin.rules });
  const [saved, setSaved] = useState(false);
  return (
    <Popover width={330} position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <Button size="xs" variant="subtle">
          {t.agent.rules}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {rules.isError && <FriendlyError error={rules.error} again={() => void rules.refetch()} />}
        {rules.data && (
          <RulesForm
            key={JSON.stringify(rules.data)}
            rules={rules.data}
            teams={teams}
            saved={() => setSaved(true)}
          />
        )}
        <Text size="xs" c="leaf.8" role="status" mih={16}>
          {saved && t.agent.saved}
        </Text>
      </Popover.Dropdown>
    </Popover>
  );
}

interface FormParts {
  rules: HandoffRules;
  teams: string[];
  saved: () => void;
}

function RulesForm({ rules, teams, saved }: FormParts) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const [assignment, setAssignment] = useState(rules.assignment);
  const [routes, setRoutes] = useState(
    rules.teams.map((route, key) => ({ reason: '', label: '', ...route, key })),
  );
  const change = (key: number, part: Partial<(typeof routes)[number]>) =>
    setRoutes(routes.map((route) => (route.key === key ? { ...route, ...part } : route)));
  const save = useMutation({
    mutationFn: () =>
      izin.setRules({
        assignment,
        teams: routes.map(({ reason, label, team }) => ({
          ...(reason.trim() !== '' && { reason: reason.trim() }),
          ...(label.trim() !== '' && { label: label.trim() }),
          team: team.trim(),
        })),
      }),
    onSuccess: () => {
      saved();
      return client.invalidateQueries({ queryKey: ['rules'] });
    },
  });
  const isWhole = routes.every(({ reason, label, team }) => team.trim() && (reason.trim() || label.trim()));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <Stack gap="xs">
        <Select
          size="xs"
          label={t.agent.rule}
          comboboxProps={{ withinPortal: false }}
          allowDeselect={false}
          value={assignment}
          onChange={(value) => setAssignment((value ?? 'manual') as HandoffRules['assignment'])}
          data={(Object.keys(t.agent.assignments) as HandoffRules['assignment'][]).map((value) => ({
            value,
            label: t.agent.assignments[value],
          }))}
        />
        <Text size="sm" fw={600} mt={4}>
          {t.agent.routes}
        </Text>
        <Text size="xs" c="dimmed">
          {t.agent.routesHint}
        </Text>
        {routes.map(({ key, reason, label, team }) => (
          <Group key={key} gap={4} wrap="nowrap">
            <TextInput
              size="xs"
              aria-label={t.agent.routeReason}
              placeholder={t.agent.routeReason}
              value={reason}
              onChange={(event) => change(key, { reason: event.currentTarget.value })}
            />
            <TextInput
              size="xs"
              aria-label={t.agent.routeLabel}
              placeholder={t.agent.routeLabel}
              value={label}
              onChange={(event) => change(key, { label: event.currentTarget.value })}
            />
            <Autocomplete
              size="xs"
              aria-label={t.agent.transferTeam}
              placeholder={t.agent.transferTeam}
              comboboxProps={{ withinPortal: false }}
              data={teams}
              value={team}
              onChange={(value) => change(key, { team: value })}
            />
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={t.agent.removeRoute}
              onClick={() => setRoutes(routes.filter((route) => route.key !== key))}
            >
              ×
            </ActionIcon>
          </Group>
        ))}
        {save.isError && <FriendlyError error={save.error} />}
        <Group justify="space-between">
          <Button
            size="xs"
            variant="light"
            onClick={() =>
              setRoutes([
                ...routes,
                { reason: '', label: '', team: '', key: Math.max(-1, ...routes.map((r) => r.key)) + 1 },
              ])
            }
          >
            {t.agent.addRoute}
          </Button>
          <Button type="submit" size="xs" disabled={!isWhole} loading={save.isPending}>
            {t.save}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
