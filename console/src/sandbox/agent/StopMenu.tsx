import { Button, Menu } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Ticket } from '../izin-types.js';
import { inLanguage } from '../localized.js';
import { useHere } from '../session.js';
import { useAgentName } from './use-agent-name.js';

/**
 * Stops updates for who has asked the agent for it. The menu asks what they said, which is the only question: there
 * is no second one, and only they can subscribe again.
 */
export function StopMenu({ ticket, stopped }: { ticket: Ticket; stopped: () => void }) {
  const { t, language } = useWords();
  const { izin } = useHere();
  const { author } = useAgentName();
  const client = useQueryClient();
  const topics = useQuery({ queryKey: ['topics'], queryFn: izin.topics });
  const consents = useQuery({
    queryKey: ['consents', ticket.contact],
    queryFn: () => izin.consents(ticket.contact),
  });
  const stop = useMutation({
    mutationFn: (topic: string | null) =>
      izin.stop(ticket.id, { ...(topic !== null && { topic }), ...author }),
    onSuccess: async () => {
      stopped();
      await client.invalidateQueries({ queryKey: ['consents', ticket.contact] });
      await client.invalidateQueries({ queryKey: ['inside'] });
    },
  });
  const subscribed = consents.data?.items.filter(({ state }) => state === 'subscribed') ?? [];
  const nameOf = (id: string) => {
    const topic = topics.data?.items.find((one) => one.id === id);
    return topic ? inLanguage(topic.name, language) : id;
  };
  return (
    <>
      {stop.isError && <FriendlyError error={stop.error} />}
      <Menu position="top-start" withinPortal>
        <Menu.Target>
          <Button size="xs" variant="light" color="red" loading={stop.isPending}>
            {t.agent.stop}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{t.agent.stopWhat}</Menu.Label>
          <Menu.Item onClick={() => stop.mutate(null)}>{t.agent.stopAll}</Menu.Item>
          {subscribed.map(({ topic }) => (
            <Menu.Item key={topic} onClick={() => stop.mutate(topic)}>
              {nameOf(topic)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}
