import { Code, Group, Loader, Stack, Table, Text, Title, Tooltip } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { inLanguage } from '../localized.js';
import { type Inside, sandbox } from '../sandbox-api.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import { FlowGraph } from './FlowGraph.js';
import { BlockBadge, StateBadge } from './StateBadge.js';

/** What Izin knows about the person whose phone is open. */
export function InsidePane({ phone, name }: { phone: string; name: string }) {
  const { t } = useWords();
  const inside = useQuery({ queryKey: ['inside', phone], queryFn: () => sandbox.inside(phone) });
  if (inside.isPending) return <Loader aria-label={t.loading} />;
  if (inside.isError) return <FriendlyError error={inside.error} again={() => void inside.refetch()} />;
  const { data } = inside;
  if (!data.known)
    return (
      <Text c="dimmed" ta="center" py="xl">
        {t.inside.unknown}
      </Text>
    );
  return (
    <Stack gap="xl">
      <Facts inside={data} name={name} />
      <Consents inside={data} />
      <Flow inside={data} />
      <Ledger inside={data} />
    </Stack>
  );
}

function Part({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Group justify="space-between" mb="sm">
        <Title order={2} size="h4">
          {title}
        </Title>
        {aside}
      </Group>
      {children}
    </section>
  );
}

function useTime() {
  const { language } = useWords();
  const { session } = useHere();
  return (at: string) => fullTime(at, language, session.timezone);
}

function Facts({ inside, name }: { inside: Inside; name: string }) {
  const { t } = useWords();
  const time = useTime();
  return (
    <Group gap="lg" align="flex-start">
      <Fact label={t.customers.name}>{name}</Fact>
      <Fact label={t.inside.window}>
        {inside.windowUntil ? t.inside.openUntil(time(inside.windowUntil)) : t.inside.closed}
      </Fact>
      {inside.language && <Fact label={t.inside.contactLanguage}>{inside.language.toUpperCase()}</Fact>}
      {inside.labels && inside.labels.length > 0 && (
        <Fact label={t.inside.labels}>{inside.labels.join(', ')}</Fact>
      )}
      {inside.tickets.length > 0 && (
        <Fact label={t.inside.tickets}>
          {[...new Set(inside.tickets.map(({ state }) => t.inside.ticketStates[state] ?? state))].join(', ')}
        </Fact>
      )}
    </Group>
  );
}

function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text size="xs" c="dimmed">
        {label}
      </Text>
      <Text size="sm" fw={500}>
        {children}
      </Text>
    </div>
  );
}

function Consents({ inside }: { inside: Inside }) {
  const { t, language } = useWords();
  const time = useTime();
  return (
    <Part title={t.inside.consents}>
      {inside.blocks.map((block) => (
        <Group key={block.kind} gap="xs" mb="xs" role="status">
          <BlockBadge kind={block.kind} />
          <Text size="sm" c="dimmed">
            {block.until
              ? t.inside.until(time(block.until))
              : block.since
                ? t.inside.since(time(block.since))
                : ''}
          </Text>
        </Group>
      ))}
      {inside.topics.length === 0 && <Text c="dimmed">{t.inside.noTopics}</Text>}
      <Table verticalSpacing="xs">
        <Table.Tbody>
          {inside.topics.map((topic) => (
            <Table.Tr key={topic.id}>
              <Table.Td pl={0}>
                {inLanguage(topic.name, language)}
                {topic.notAsked && (
                  <Text size="xs" c="dimmed" maw={280}>
                    {inLanguage(topic.notAsked, language)}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>
                <StateBadge state={topic.state} />
              </Table.Td>
              <Table.Td c="dimmed" fz="sm" ta="right" pr={0}>
                {topic.expiresAt
                  ? t.inside.until(time(topic.expiresAt))
                  : topic.since
                    ? t.inside.since(time(topic.since))
                    : ''}
                {topic.version !== undefined && ` · ${t.inside.version(topic.version)}`}
                {topic.unread !== undefined && ` · ${t.inside.unread(topic.unread)}`}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Part>
  );
}

function Flow({ inside }: { inside: Inside }) {
  const { t } = useWords();
  const { flow } = inside;
  const aside = flow && (
    <Text size="sm" c="dimmed">
      {flow.name} · {t.inside.step} <Code>{flow.state}</Code>
    </Text>
  );
  return (
    <Part title={t.inside.flow} aside={aside}>
      {!flow && <Text c="dimmed">{t.inside.noFlow}</Text>}
      {flow?.machine !== undefined && (
        <FlowGraph machine={flow.machine} active={flow.state} label={t.inside.graph} />
      )}
    </Part>
  );
}

function Ledger({ inside }: { inside: Inside }) {
  const { t } = useWords();
  const time = useTime();
  const word = (state: string) => t.states[state] ?? t.blockNames[state] ?? state;
  const change = (from: string, to: string) =>
    from === to ? t.inside.unchanged : [from, to].filter(Boolean).map(word).join(' → ');
  const records = [...inside.ledger].sort((one, other) => other.seq - one.seq);
  return (
    <Part title={t.inside.ledger}>
      {records.length === 0 && <Text c="dimmed">{t.inside.noLedger}</Text>}
      {records.length > 0 && (
        <Table.ScrollContainer minWidth={560}>
          <Table striped verticalSpacing={6} fz="sm">
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={40}>{t.inside.seq}</Table.Th>
                <Table.Th>{t.inside.what}</Table.Th>
                <Table.Th>{t.inside.change}</Table.Th>
                <Table.Th>{t.inside.source}</Table.Th>
                <Table.Th>{t.inside.at}</Table.Th>
                <Table.Th>{t.inside.hash}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {records.map((record) => (
                <Table.Tr key={`${record.topic ?? ''} ${record.seq}`}>
                  <Table.Td>{record.seq}</Table.Td>
                  <Table.Td>
                    <Tooltip label={record.event}>
                      <span>{t.events[record.event] ?? record.event}</span>
                    </Tooltip>
                    {record.topic && (
                      <Text size="xs" c="dimmed">
                        {record.topic}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>{change(record.from, record.to)}</Table.Td>
                  <Table.Td>{t.inside.sources[record.source] ?? record.source}</Table.Td>
                  <Table.Td>{time(record.at)}</Table.Td>
                  <Table.Td>
                    <Code title={record.hash}>{record.hash.slice(0, 8)}</Code>
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Part>
  );
}
