import { Badge, Button, Group, Paper, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { Avatar } from '../../parts/Avatar.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { IncomingFile } from '../agent/IncomingFile.js';
import { useAgentName } from '../agent/use-agent-name.js';
import type { TransferProof } from '../izin-types.js';
import type { Person } from '../sandbox-api.js';
import { useHere } from '../session.js';
import { fullTime } from '../times.js';
import { type Named, usePersonOf } from '../use-person-of.js';
import { List } from './List.js';

/** Pictures of transfers that wait for somebody to compare them with the account. */
export function TransferProofs({ people }: { people: Person[] }) {
  const { t } = useWords();
  const { izin } = useHere();
  const proofs = useQuery({
    queryKey: ['transfer-proofs'],
    queryFn: () => izin.transferProofs('new'),
    refetchInterval: 10_000,
  });
  const items = proofs.data?.items ?? [];
  const [last, setLast] = useState<TransferProof>();
  const personOf = usePersonOf(
    items.map(({ contact }) => contact),
    people,
  );
  return (
    <List title={t.duties.proofs} none={t.duties.noProofs} count={proofs.data?.items.length}>
      {proofs.isError && <FriendlyError error={proofs.error} again={() => void proofs.refetch()} />}
      {items.map((proof) => (
        <Proof key={proof.number} proof={proof} person={personOf(proof.contact)} decided={setLast} />
      ))}
      <Text size="sm" role="status" c={last?.untold === 'window_closed' ? 'orange.9' : 'leaf.8'}>
        {last && (last.untold === 'window_closed' ? t.duties.proofUntold : t.duties.proofTold)}
      </Text>
    </List>
  );
}

interface ProofParts {
  proof: TransferProof;
  person: Named | undefined;
  decided: (proof: TransferProof) => void;
}

function Proof({ proof, person, decided }: ProofParts) {
  const { t, language } = useWords();
  const { izin, session } = useHere();
  const client = useQueryClient();
  const { author } = useAgentName();
  const [note, setNote] = useState('');
  const decide = useMutation({
    mutationFn: (state: 'confirmed' | 'refused') =>
      izin.decideProof(proof.number, {
        state,
        ...(note.trim() !== '' && { note: note.trim() }),
        ...author,
      }),
    onSuccess: (answer) => {
      decided(answer);
      return client.invalidateQueries({ queryKey: ['transfer-proofs'] });
    },
  });
  const title = `${t.registers.number(proof.number)} · ${t.duties.proof}`;
  return (
    <Paper withBorder p="md" radius="md" component="article" aria-label={title}>
      <Stack gap="xs">
        <Group justify="space-between" gap="xs">
          <Text fw={600}>{title}</Text>
          {proof.amount !== null && (
            <Badge variant="light" tt="none" size="lg">
              {t.duties.amount(rupiah(proof.amount))}
            </Badge>
          )}
        </Group>
        <Group gap="xs" wrap="nowrap">
          {person && <Avatar name={person.name} size={28} />}
          <div>
            <Text size="sm">{person?.name ?? t.registers.notHere}</Text>
            <Text size="xs" c="dimmed">
              {fullTime(proof.received_at, language, session.timezone)}
            </Text>
          </div>
        </Group>
        {proof.media && <IncomingFile message={proof.message} file={proof.media} />}
        <TextInput
          size="xs"
          label={t.duties.proofNote}
          value={note}
          onChange={(event) => setNote(event.currentTarget.value)}
        />
        {decide.isError && <FriendlyError error={decide.error} />}
        <Group gap="xs">
          <Button size="xs" loading={decide.isPending} onClick={() => decide.mutate('confirmed')}>
            {t.duties.confirmProof}
          </Button>
          <Button
            size="xs"
            variant="default"
            disabled={decide.isPending}
            onClick={() => decide.mutate('refused')}
          >
            {t.duties.refuseProof}
          </Button>
        </Group>
      </Stack>
    </Paper>
  );
}

/** The currency is Indonesia's in either language, and so is its notation. */
const rupiah = (amount: number) => `Rp${amount.toLocaleString('id')}`;
