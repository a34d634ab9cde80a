import { ActionIcon, Button, Group, NavLink, Popover, Text, TextInput } from '@mantine/core';
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

/** Takes a reply that is kept, takes one away, or keeps this one; its variables are filled in when it is sent. */
export function QuickReplies({ text, use, kept }: Parts) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const [title, setTitle] = useState('');
  const [keeping, setKeeping] = useState(false);
  const [choosing, setChoosing] = useState(false);
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
  const remove = useMutation({
    mutationFn: izin.removeQuickReply,
    onSettled: () => client.invalidateQueries({ queryKey: ['quick-replies'] }),
  });
  const items = replies.data?.items ?? [];
  return (
    <>
      <Popover opened={choosing} onChange={setChoosing} width={320} position="top-start" withArrow trapFocus>
        <Popover.Target>
          <Button variant="default" onClick={() => setChoosing(!choosing)}>
            {t.agent.quick}
          </Button>
        </Popover.Target>
        <Popover.Dropdown mah={320} p="xs" style={{ overflowY: 'auto' }}>
          {items.length === 0 && (
            <Text size="sm" c="dimmed">
              {t.agent.noQuick}
            </Text>
          )}
          {remove.isError && <FriendlyError error={remove.error} />}
          {items.map((one) => (
            <Group key={one.id} gap={4} wrap="nowrap">
              <NavLink
                component="button"
                label={one.title}
                description={
                  <Text size="xs" lineClamp={2}>
                    {one.text}
                  </Text>
                }
                style={{ borderRadius: 8 }}
                onClick={() => {
                  use(one.text);
                  setChoosing(false);
                }}
              />
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t.agent.removeQuick(one.title)}
                loading={remove.isPending && remove.variables === one.id}
                onClick={() => remove.mutate(one.id)}
              >
                ×
              </ActionIcon>
            </Group>
          ))}
        </Popover.Dropdown>
      </Popover>
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
