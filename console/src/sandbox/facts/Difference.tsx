import { Stack, Text } from '@mantine/core';
import { useWords } from '../../language/LanguageProvider.js';
import type { Fact } from '../izin-types.js';
import { dayName } from '../times.js';
import { valueWords } from './fact-words.js';

/** What was and what is to be, one above the other; only what differs. */
export function Difference({ before, after }: { before: Fact | null; after: Fact | null }) {
  const { t, language } = useWords();
  const parts = [
    { name: '', of: (fact: Fact) => valueWords(fact, language) },
    { name: t.facts.sourceOf, of: (fact: Fact) => fact.source },
    { name: t.facts.ownerOf, of: (fact: Fact) => fact.owner },
    {
      name: t.facts.expires,
      of: (fact: Fact) => (fact.expires === undefined ? t.facts.endless : dayName(fact.expires, language)),
    },
  ].map(({ name, of }) => ({ name, old: before && of(before), now: after && of(after) }));
  return (
    <Stack gap={2}>
      {parts
        .filter(({ name, old, now }) => name === '' || (now !== null && old !== now))
        .map(({ name, old, now }) => (
          <div key={name}>
            {name !== '' && (
              <Text size="xs" c="dimmed">
                {name}
              </Text>
            )}
            {old !== null && old !== now && (
              <Text
                size="sm"
                c="dimmed"
                component="del"
                td="line-through"
                display="block"
                style={{ overflowWrap: 'anywhere' }}
              >
                {old}
              </Text>
            )}
            <Text size="sm" fw={name === '' ? 600 : 400} style={{ overflowWrap: 'anywhere' }}>
              {now ?? t.facts.isGone}
              {old === null && name === '' && ` (${t.facts.isNew})`}
            </Text>
          </div>
        ))}
    </Stack>
  );
}
