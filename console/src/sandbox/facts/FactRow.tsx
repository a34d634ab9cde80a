import { Badge, Button, Code, CopyButton, Group, Paper, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { SureButton } from '../../parts/SureButton.js';
import type { Fact } from '../izin-types.js';
import { useHere } from '../session.js';
import { dayName } from '../times.js';
import { standingOf, valueWords } from './fact-words.js';

interface Parts {
  fact: Fact;
  /** A change of it is under way. */
  waits: boolean;
  change: () => void;
  say: (words: string) => void;
}

/** A fact in force: what people read, where it was read, who keeps it, and until when it holds. */
export function FactRow({ fact, waits, change, say }: Parts) {
  const { t, language } = useWords();
  const reference = `{{fact.${fact.id}}}`;
  return (
    <Paper withBorder p="sm" radius="md" component="article" aria-label={fact.id}>
      <Stack gap={6}>
        <Group gap={6} justify="space-between">
          <Group gap={6}>
            <Badge variant="light" color="gray" tt="none">
              {t.facts.kinds[fact.kind] ?? fact.kind}
            </Badge>
            <Expiry fact={fact} />
            {waits && (
              <Badge variant="light" color="orange" tt="none">
                {t.facts.waiting}
              </Badge>
            )}
          </Group>
          <CopyButton value={reference}>
            {({ copied, copy }) => (
              <Button size="compact-xs" variant="subtle" onClick={copy} title={t.facts.copy}>
                {copied ? t.facts.copied : <Code>{reference}</Code>}
              </Button>
            )}
          </CopyButton>
        </Group>
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {valueWords(fact, language)}
        </Text>
        <Text size="xs" c="dimmed">
          {t.facts.source(fact.source)} · {t.facts.owner(fact.owner)}
        </Text>
        <Group gap="xs">
          <Button size="compact-sm" variant="default" onClick={change}>
            {t.facts.change}
          </Button>
          <RemoveButton id={fact.id} say={say} />
        </Group>
      </Stack>
    </Paper>
  );
}

function Expiry({ fact }: { fact: Fact }) {
  const { t, language } = useWords();
  const { session, offset } = useHere();
  const standing = standingOf(fact, Date.now() + offset, session.timezone);
  switch (standing.is) {
    case 'endless':
      return null;
    case 'holds':
      return (
        <Badge variant="light" color="gray" tt="none">
          {t.facts.until(dayName(standing.day, language))}
        </Badge>
      );
    case 'soon':
      return (
        <Badge
          variant="light"
          color="orange"
          tt="none"
          title={t.facts.until(dayName(standing.day, language))}
        >
          {t.facts.ends(standing.days)}
        </Badge>
      );
    case 'over':
      return (
        <Badge color="red" tt="none">
          {t.facts.over(dayName(standing.day, language))}
        </Badge>
      );
  }
}

/** Takes a fact away at once, which stops texts and sends nobody's money elsewhere. */
function RemoveButton({ id, say }: { id: string; say: (words: string) => void }) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const remove = useMutation({
    mutationFn: () => izin.removeFact(id),
    onSuccess: async () => {
      say(`${t.facts.isGone}: ${id}`);
      await client.invalidateQueries({ queryKey: ['facts'] });
      await client.invalidateQueries({ queryKey: ['fact-changes'] });
    },
  });
  return (
    <SureButton
      size="compact-sm"
      variant="subtle"
      label={t.facts.remove}
      sure={t.facts.removeSure(id)}
      yes={t.facts.removeYes}
      act={remove}
    />
  );
}
