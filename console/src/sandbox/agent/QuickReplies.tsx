import { Button, Group, Menu, Popover, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { useHere } from '../session.js';

interface Parts {
  /** What is written now. */
  text: string;
  use: (text: string) => void;
  kept: () => void;
}

/** Takes a reply that is kept, or keeps this one; its variables are filled in when it is sent. */
export function QuickReplies({ text, use, kept }: Parts) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const [title, setTitle] = useState('');
  const [keeping, setKeeping] = useState(false);
  const replies = useQuery({ queryKey: ['quick-replies'], queryFn: izin.quickReplies });
  const keep = useMutation({
    mutationFn: () => izin.addQuickReply({ title, text }),
    onSuccess: () => {
      setTitle('');
      setKeeping(false);
      kept();
      return client.invalidateQueries({ queryKey: ['quick-replies'] });
    },
  });
  const items = replies.data?.items ?? [];
  return (
    <>
      <Menu position="top-start" withinPortal>
        <Menu.Target>
          <Button variant="default">{t.agent.quick}</Button>
        </Menu.Target>
        <Menu.Dropdown maw={320} mah={300} style={{ overflowY: 'auto' }}>
          {items.length === 0 && <Menu.Label>{t.agent.noQuick}</Menu.Label>}
          {items.map((one) => (
            <Menu.Item key={one.id} onClick={() => use(one.text)}>
              <Text size="sm" fw={600}>
                {one.title}
              </Text>
              <Text size="xs" c="dimmed" lineClamp={2}>
                {one.text}
              </Text>
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {text.trim() !== '' && (
        <Popover opened={keeping} onChange={setKeeping} width={280} position="top" withArrow trapFocus>
          <Popover.Target>
            <Button variant="subtle" onClick={() => setKeeping(!keeping)}>
              {t.agent.keepQuick}
            </Button>
          </Popover.Target>
          <Popover.Dropdown>
            <TextInput
              label={t.agent.quickTitle}
              value={title}
              maxLength={80}
              onChange={(event) => setTitle(event.currentTarget.value)}
            />
            {keep.isError && <FriendlyError error={keep.error} />}
            <Group mt="xs">
              <Button
                size="xs"
                disabled={title.trim() === ''}
                loading={keep.isPending}
                onClick={() => keep.mutate()}
              >
                {t.save}
              </Button>
            </Group>
          </Popover.Dropdown>
        </Popover>
      )}
    </>
  );
}
