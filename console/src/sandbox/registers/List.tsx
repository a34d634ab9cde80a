import { Group, Stack, Text, Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';

interface ListParts {
  title: string;
  none: string;
  count: number | undefined;
  children: ReactNode;
}

/** A list of what waits, with its name and how many there are. */
export function List({ title, none, count, children }: ListParts) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Group gap="xs" mb="sm">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {Boolean(count) && <Text c="dimmed">{count}</Text>}
      </Group>
      {count === 0 && <Text c="dimmed">{none}</Text>}
      <Stack gap="sm">{children}</Stack>
    </section>
  );
}
