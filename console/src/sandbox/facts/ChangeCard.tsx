import { Badge, Button, Group, Paper, Popover, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { useNow } from '../../use-now.js';
import type { FactChange } from '../izin-types.js';
import { timeLeft } from '../registers/time-left.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import { Difference } from './Difference.js';

/** A change that does not count yet: what it changes, who wants it, how long it still rests, and the two ways on. */
export function ChangeCard({ change, say }: { change: FactChange; say: (words: string) => void }) {
  const { t, language } = useWords();
  const { izin, session, offset } = useHere();
  const client = useQueryClient();
  const now = useNow() + offset;
  const time = (at: string) => fullTime(at, language, session.timezone);
  const cancel = useMutation({
    mutationFn: () => izin.cancelFact(change.number),
    onSuccess: () => say(t.facts.cancelledNow),
    onSettled: () => client.invalidateQueries({ queryKey: ['fact-changes'] }),
  });
  const { effective_at: counts, approved_by, approved_at } = change;
  return (
    <Paper
      withBorder
      p="md"
      radius="md"
      component="article"
      aria-label={`${t.facts.number(change.number)} · ${change.fact}`}
    >
      <Stack gap="xs">
        <Group gap="xs">
          <Text fw={600}>
            {t.facts.number(change.number)} · {change.fact}
          </Text>
          <Badge color="orange" variant={change.state === 'approved' ? 'filled' : 'light'} tt="none">
            {t.facts.states[change.state]}
          </Badge>
          {counts && (
            <Badge color="gray" variant="light" tt="none" title={t.facts.counts(time(counts))}>
              {timeLeft(Date.parse(counts), now, t.registers, t.clock.counted).text}
            </Badge>
          )}
        </Group>
        <Difference before={change.before} after={change.after} />
        <Text size="xs" c="dimmed">
          {t.facts.by(change.proposed_by, time(change.proposed_at))}
          {approved_by && approved_at && ` · ${t.facts.approvedBy(approved_by, time(approved_at))}`}
          {counts && ` · ${t.facts.counts(time(counts))}`}
        </Text>
        {cancel.isError && <FriendlyError error={cancel.error} />}
        <Group gap="xs">
          {change.state === 'proposed' && <Approve number={change.number} say={say} />}
          <Button
            size="xs"
            variant="default"
            color="red"
            loading={cancel.isPending}
            onClick={() => cancel.mutate()}
          >
            {t.facts.cancel}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** The second person's yes. The server decides whether it is a second person at all. */
function Approve({ number, say }: { number: number; say: (words: string) => void }) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const [key, setKey] = useState('');
  const approve = useMutation({
    mutationFn: () => izin.approveFact(number, key.trim()),
    onSuccess: () => {
      say(t.facts.approvedNow);
      return client.invalidateQueries({ queryKey: ['fact-changes'] });
    },
  });
  return (
    <Popover width={300} position="bottom-start" withArrow trapFocus>
      <Popover.Target>
        <Button size="xs">{t.facts.approve}</Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            approve.mutate();
          }}
        >
          <Stack gap="xs">
            <TextInput
              type="password"
              size="xs"
              autoComplete="off"
              label={t.facts.secondKey}
              description={t.facts.approveHint}
              value={key}
              onChange={(event) => setKey(event.currentTarget.value)}
            />
            {approve.isError && <FriendlyError error={approve.error} />}
            <div>
              <Button type="submit" size="xs" loading={approve.isPending}>
                {t.facts.approveYes}
              </Button>
            </div>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
