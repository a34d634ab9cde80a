import { Alert, Button, CopyButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../../api.js';
import { useWords } from '../../language/LanguageProvider.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import type { UnansweredCluster } from '../izin-types.js';
import { useHere } from '../session.js';
import { draftOf, entryYaml, withEntry } from './new-entry.js';

/** The path that the server knows the FAQ by. */
const FAQ = 'locales/faq.yaml';
const LANGUAGES = ['id', 'en'] as const;

interface Parts {
  cluster: UnansweredCluster;
  published: () => void;
  close: () => void;
}

/** Writes the answer in both languages and publishes it with everything that is in use; the server checks all of it. */
export function EntryForm({ cluster, published, close }: Parts) {
  const { t, language } = useWords();
  const { izin } = useHere();
  const client = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(cluster));
  const entry = entryYaml(cluster, draft);
  const publish = useMutation({
    mutationFn: async () => {
      const [now] = (await izin.releases()).items;
      if (!now) throw new ApiError(404);
      const { id: base, files } = await izin.release(now.id);
      const faq = files.find(({ path }) => path === FAQ)?.source ?? '';
      await izin.publish({ base, files: [{ path: FAQ, source: withEntry(faq, entry) }] });
    },
    onSuccess: () => {
      published();
      return client.invalidateQueries({ queryKey: ['unanswered'] });
    },
  });
  const faults = publish.error instanceof ApiError ? publish.error.faults : [];
  const isWhole = [draft.question, draft.answer].every(({ id, en }) => id.trim() !== '' && en.trim() !== '');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        publish.mutate();
      }}
    >
      <Stack gap="xs">
        {(['question', 'answer'] as const).map((part) =>
          LANGUAGES.map((one) => (
            <Textarea
              key={part + one}
              size="xs"
              autosize
              minRows={part === 'answer' ? 2 : 1}
              label={t.duties[part][one]}
              description={part === 'answer' && one === 'id' ? t.duties.answerHint : undefined}
              value={draft[part][one]}
              onChange={(event) =>
                setDraft({ ...draft, [part]: { ...draft[part], [one]: event.currentTarget.value } })
              }
            />
          )),
        )}
        {publish.isError && faults.length === 0 && <FriendlyError error={publish.error} />}
        {faults.map(({ message, mend }) => (
          <Alert key={message.id} color="red" variant="light" p="xs">
            {message[language]} {mend[language]}
          </Alert>
        ))}
        <Text size="xs" c="dimmed">
          {t.duties.alsoFile}
        </Text>
        <Group gap="xs">
          <Button type="submit" size="xs" disabled={!isWhole} loading={publish.isPending}>
            {t.duties.publish}
          </Button>
          <CopyButton value={entry}>
            {({ copied, copy }) => (
              <Button size="xs" variant="default" onClick={copy}>
                {copied ? t.duties.copied : t.duties.copyEntry}
              </Button>
            )}
          </CopyButton>
          <Button size="xs" variant="subtle" onClick={close}>
            {t.cancel}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
