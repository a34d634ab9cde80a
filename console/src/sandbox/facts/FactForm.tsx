import { Alert, Button, Group, Modal, Select, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api.js';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { Fact, FactKind } from '../izin-types.js';
import { useHere } from '../session.js';
import { draftOf, factOf } from './draft.js';
import { isGuarded, KINDS } from './fact-words.js';

interface Parts {
  /** Which one is changed; `new`: another one; undefined: the form is closed. */
  fact: Fact | 'new' | undefined;
  close: () => void;
  say: (words: string) => void;
}

/** Proposes a fact or a change of one. What it points to can wait for a second person; the server says so. */
export function FactForm({ fact, close, say }: Parts) {
  const { t } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const isSmall = useMediaQuery('(max-width: 600px)') ?? false;
  const [draft, setDraft] = useState(() => draftOf(fact === 'new' ? undefined : fact));
  const save = useMutation({
    mutationFn: () => izin.proposeFact(factOf(draft)),
    onSuccess: async ({ state }) => {
      say(state === 'proposed' ? t.facts.proposed : t.facts.kept);
      close();
      await client.invalidateQueries({ queryKey: ['facts'] });
      await client.invalidateQueries({ queryKey: ['fact-changes'] });
    },
  });
  const refused = save.error instanceof ApiError ? save.error.paths : [];
  const isRefused = (part: string) => refused.some((path) => path === part || path.startsWith(`${part}.`));
  const field = (part: Exclude<keyof typeof draft, 'kind'>, about: keyof typeof t.facts.faults = part) => ({
    value: draft[part],
    error: isRefused(String(about)) && t.facts.faults[about],
    onChange: (event: { currentTarget: { value: string } }) =>
      setDraft({ ...draft, [part]: event.currentTarget.value }),
  });
  const isNew = fact === 'new';
  return (
    <Modal
      opened={fact !== undefined}
      onClose={close}
      fullScreen={isSmall}
      title={<Text fw={600}>{isNew ? t.facts.addTitle : t.facts.changeTitle(draft.id)}</Text>}
      closeButtonProps={{ 'aria-label': t.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate();
        }}
      >
        <Stack gap="sm">
          {isNew && (
            <>
              <Select
                label={t.facts.kind}
                allowDeselect={false}
                data={KINDS.map((value) => ({ value, label: t.facts.kinds[value] ?? value }))}
                value={draft.kind}
                onChange={(kind) =>
                  setDraft({ ...draft, kind: (kind ?? 'account') as FactKind, bank: '', holder: '' })
                }
              />
              <TextInput label={t.facts.id} description={t.facts.idHint} maxLength={60} {...field('id')} />
            </>
          )}
          {draft.kind === 'figure' ? (
            <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
              <TextInput label={t.facts.valueId} {...field('value')} />
              <TextInput label={t.facts.valueEn} {...field('valueEn', 'value')} />
            </SimpleGrid>
          ) : (
            <TextInput
              label={t.facts.value}
              description={t.facts.values[draft.kind]}
              maxLength={300}
              {...field('value')}
            />
          )}
          {draft.kind === 'account' && <TextInput label={t.facts.bank} maxLength={80} {...field('bank')} />}
          {(draft.kind === 'account' || draft.kind === 'qris') && (
            <TextInput label={t.facts.holder} maxLength={80} {...field('holder')} />
          )}
          <TextInput
            label={t.facts.sourceOf}
            description={t.facts.sourceHint}
            maxLength={200}
            {...field('source')}
          />
          <TextInput
            label={t.facts.ownerOf}
            description={t.facts.ownerHint}
            maxLength={200}
            {...field('owner')}
          />
          <TextInput type="date" label={t.facts.expires} {...field('expires')} />
          <Alert color={isGuarded(draft.kind) ? 'orange' : 'gray'} variant="light" p="xs">
            {isGuarded(draft.kind) ? t.facts.guarded : t.facts.atOnce}
          </Alert>
          {save.isError && <FriendlyError error={save.error} />}
          <Group gap="xs">
            <Button type="submit" loading={save.isPending}>
              {isGuarded(draft.kind) ? t.facts.propose : t.facts.keep}
            </Button>
            <Button variant="subtle" onClick={close}>
              {t.cancel}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
