import { Button, Group, NumberInput, Popover, Select, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { ClockIcon } from '../../parts/icons.js';
import { sandbox } from '../sandbox-api.js';
import { useHere } from '../session.js';
import { aheadWords, clockWords } from '../times.js';

const hour = 3_600_000;
const units = { minutes: 60_000, hours: hour, days: 24 * hour } as const;
type Unit = keyof typeof units;

/** Shows the sandbox's time and moves it: windows close, quiet hours come, requests expire. */
export function ClockControl() {
  const { t, language } = useWords();
  const { session, offset } = useHere();
  const client = useQueryClient();
  const now = useSecond() + offset;
  const words = clockWords(now, language, session.timezone);
  const [count, setCount] = useState<number | string>(6);
  const [unit, setUnit] = useState<Unit>('hours');
  const refresh = () => client.invalidateQueries();
  const move = useMutation({ mutationFn: sandbox.moveClock, onSuccess: refresh });
  const reset = useMutation({ mutationFn: sandbox.resetClock, onSuccess: refresh });
  const ahead = aheadWords(offset, t.clock.counted);
  return (
    <Popover position="bottom-end" withArrow trapFocus>
      <Popover.Target>
        <Button variant="default" size="sm" leftSection={<ClockIcon />} aria-label={t.clock.title}>
          <span>
            {words.day} <strong style={{ fontVariantNumeric: 'tabular-nums' }}>{words.time}</strong>{' '}
            {words.zone}
          </span>
          {ahead && (
            <Text span size="xs" c="orange.9" fw={600} ml={8}>
              {t.clock.ahead(ahead)}
            </Text>
          )}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm" w={330}>
          <Text fw={600}>{t.clock.title}</Text>
          <Group grow gap="xs">
            <Button variant="light" px={6} onClick={() => move.mutate(hour)}>
              {t.clock.hour}
            </Button>
            <Button variant="light" px={6} onClick={() => move.mutate(24 * hour)}>
              {t.clock.day}
            </Button>
            <Button variant="light" px={6} onClick={() => move.mutate(72 * hour)}>
              {t.clock.three}
            </Button>
          </Group>
          <form
            onSubmit={(event) => {
              event.preventDefault();
              move.mutate(Math.round(Number(count) * units[unit]));
            }}
          >
            <Group gap="xs" align="flex-end" wrap="nowrap">
              <NumberInput
                label={t.clock.custom}
                min={1}
                max={999}
                value={count}
                onChange={setCount}
                style={{ flex: 1 }}
              />
              <Select
                aria-label={t.clock.unit}
                w={90}
                value={unit}
                allowDeselect={false}
                comboboxProps={{ withinPortal: false }}
                onChange={(value) => setUnit((value ?? 'hours') as Unit)}
                data={(['minutes', 'hours', 'days'] as const).map((value) => ({
                  value,
                  label: t.clock[value],
                }))}
              />
              <Button type="submit" px="md" disabled={!Number(count)}>
                {t.clock.move}
              </Button>
            </Group>
          </form>
          <Button variant="default" disabled={offset < 1000} onClick={() => reset.mutate()}>
            {t.clock.back}
          </Button>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}

function useSecond(): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  return now;
}
