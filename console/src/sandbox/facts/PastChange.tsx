import { Badge, Group, Text } from '@mantine/core';
import { useWords } from '../../language/LanguageProvider.js';
import type { FactChange } from '../izin-types.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import { valueWords } from './fact-words.js';

/** A change that is over, on two lines: what it was about, and who did what. */
export function PastChange({ change }: { change: FactChange }) {
  const { t, language } = useWords();
  const { session } = useHere();
  const time = (at: string) => fullTime(at, language, session.timezone);
  const { number, fact, state, after, proposed_by, proposed_at, approved_by, approved_at } = change;
  const { closed_by, closed_at } = change;
  const acts = [
    t.facts.by(proposed_by, time(proposed_at)),
    approved_by && approved_at && t.facts.approvedBy(approved_by, time(approved_at)),
    state === 'cancelled' && closed_by && closed_at && t.facts.closedBy(closed_by, time(closed_at)),
  ];
  return (
    <div>
      <Group gap={6}>
        <Text size="sm">
          {t.facts.number(number)} · {fact}: {after ? valueWords(after, language) : t.facts.isGone}
        </Text>
        <Badge size="sm" variant="light" color={state === 'done' ? 'leaf' : 'gray'} tt="none">
          {t.facts.states[state]}
        </Badge>
      </Group>
      <Text size="xs" c="dimmed">
        {acts.filter(Boolean).join(' · ')}
      </Text>
    </div>
  );
}
