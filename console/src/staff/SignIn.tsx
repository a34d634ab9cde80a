import { Alert, Anchor, Button, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiError } from '../api.js';
import { useWords } from '../language/LanguageProvider.js';
import { FriendlyError } from '../parts/FriendlyError.js';
import { createIzin } from '../sandbox/izin-api.js';

/** Asks for the key of whoever sits here, and tries it before it is taken. */
export function SignIn({ signIn }: { signIn: (key: string) => void }) {
  const { t } = useWords();
  const [key, setKey] = useState('');
  const attempt = useMutation({
    mutationFn: () => createIzin(key.trim()).account(),
    onSuccess: () => signIn(key.trim()),
  });
  const isWrong = attempt.error instanceof ApiError && attempt.error.status === 401;
  return (
    <Paper withBorder p="xl" radius="lg" maw={420} mx="auto" mt="8vh">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attempt.mutate();
        }}
      >
        <Stack gap="md">
          <Title order={1} size="h3">
            {t.staff.title}
          </Title>
          <TextInput
            type="password"
            autoComplete="off"
            label={t.staff.key}
            description={t.staff.keyHint}
            value={key}
            onChange={(event) => setKey(event.currentTarget.value)}
          />
          {isWrong && (
            <Alert color="red" variant="light" p="xs" role="status">
              {t.staff.wrong}
            </Alert>
          )}
          {attempt.isError && !isWrong && <FriendlyError error={attempt.error} />}
          <Button type="submit" disabled={key.trim() === ''} loading={attempt.isPending}>
            {t.staff.signIn}
          </Button>
          <Text size="xs" c="dimmed">
            {t.staff.kept}
          </Text>
          <Anchor href="/sandbox" size="sm">
            {t.staff.practice}
          </Anchor>
        </Stack>
      </form>
    </Paper>
  );
}
