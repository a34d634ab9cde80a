import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { Avatar } from '../../parts/Avatar.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import type { Named } from '../use-person-of.js';
import { timeLeft } from './time-left.js';

export interface EntryParts {
  number: number;
  kind: string;
  state: string;
  cameAt: string;
  dueAt: string;
  source: string;
  person: Named | undefined;
  children: ReactNode;
}

const colours: Record<string, string> = { open: 'blue', refused: 'orange', dropped: 'gray', closed: 'gray' };

/** One line of a register: its number, what it is, whose, and how much of its 3 x 24 hours is left. */
export function Entry({ number, kind, state, cameAt, dueAt, source, person, children }: EntryParts) {
  const { t, language } = useWords();
  const { session, offset } = useHere();
  const time = (at: string) => fullTime(at, language, session.timezone);
  const left = timeLeft(Date.parse(dueAt), Date.now() + offset, t.registers, t.clock.counted);
  const title = `${t.registers.number(number)} · ${t.registers.kinds[kind] ?? kind}`;
  return (
    <Paper withBorder p="md" radius="md" component="article" aria-label={title}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <Text fw={600}>{title}</Text>
            <Badge variant="light" tt="none" color={colours[state] ?? 'leaf'}>
              {t.registers.states[state] ?? state}
            </Badge>
          </Group>
          {state === 'open' && (
            <Badge
              variant={left.urgent ? 'filled' : 'light'}
              color={left.urgent ? 'red' : 'gray'}
              tt="none"
              title={t.registers.due(time(dueAt))}
            >
              {left.text}
            </Badge>
          )}
        </Group>
        <Group gap="xs" wrap="nowrap">
          {person && <Avatar name={person.name} size={28} />}
          <div>
            <Text size="sm">{person?.name ?? t.registers.notHere}</Text>
            <Text size="xs" c="dimmed">
              {t.registers.came(time(cameAt), t.inside.sources[source] ?? source)}
            </Text>
          </div>
        </Group>
        {children}
      </Stack>
    </Paper>
  );
}
