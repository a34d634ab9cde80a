import { Divider, SegmentedControl, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Register } from '../izin-api.js';
import type { Person } from '../sandbox-api.js';
import { useHere } from '../session.js';
import { usePersonOf } from '../use-person-of.js';
import { ComplaintEntry } from './ComplaintEntry.js';
import { FailedEvents } from './FailedEvents.js';
import { List } from './List.js';
import { NewRequest } from './NewRequest.js';
import { RequestEntry } from './RequestEntry.js';
import { TransferProofs } from './TransferProofs.js';
import { Unanswered } from './Unanswered.js';

/** What staff owe people: requests by right and complaints, each with its clock, answers, and what went wrong. */
export function RegistersPane({ people }: { people: Person[] }) {
  const { t } = useWords();
  const { izin } = useHere();
  const [shown, show] = useState<Register>('open');
  const requests = useQuery({
    queryKey: ['rights', shown],
    queryFn: () => izin.rightsRequests(shown),
    refetchInterval: 10_000,
  });
  const complaints = useQuery({
    queryKey: ['complaints', shown],
    queryFn: () => izin.complaints(shown),
    refetchInterval: 10_000,
  });
  const all = [...(requests.data?.items ?? []), ...(complaints.data?.items ?? [])];
  const personOf = usePersonOf(
    all.map(({ contact }) => contact),
    people,
  );
  const failed = requests.isError ? requests : complaints;
  return (
    <Stack gap="xl">
      <SegmentedControl
        aria-label={t.registers.show}
        value={shown}
        onChange={(value) => show(value as Register)}
        data={[
          { value: 'open', label: t.registers.open },
          { value: 'all', label: t.registers.all },
        ]}
        style={{ alignSelf: 'flex-start' }}
      />
      {failed.isError && <FriendlyError error={failed.error} again={() => void failed.refetch()} />}
      <List title={t.registers.requests} none={t.registers.noRequests} count={requests.data?.items.length}>
        {inOrder(requests.data?.items, shown).map((request) => (
          <RequestEntry key={request.number} request={request} person={personOf(request.contact)} />
        ))}
      </List>
      <List
        title={t.registers.complaints}
        none={t.registers.noComplaints}
        count={complaints.data?.items.length}
      >
        {inOrder(complaints.data?.items, shown).map((complaint) => (
          <ComplaintEntry key={complaint.number} complaint={complaint} person={personOf(complaint.contact)} />
        ))}
      </List>
      <TransferProofs people={people} />
      <Unanswered />
      <FailedEvents />
      <Divider />
      <section aria-labelledby="enter-request">
        <Title order={2} size="h4" mb={4} id="enter-request">
          {t.registers.enter}
        </Title>
        <NewRequest people={people} />
      </section>
    </Stack>
  );
}

/** What waits: the one whose time is over first. Else the newest first, as they come. */
function inOrder<One extends { due_at: string }>(
  items: readonly One[] = [],
  shown: Register,
): readonly One[] {
  return shown === 'open' ? items.toSorted((a, b) => a.due_at.localeCompare(b.due_at)) : items;
}
