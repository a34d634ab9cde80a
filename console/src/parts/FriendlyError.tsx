import { Alert, Button, Group, Text } from '@mantine/core';
import { ApiError } from '../api.js';
import { useWords } from '../language/LanguageProvider.js';

/** Says kindly that something did not work, and offers another try. */
export function FriendlyError({ error, again }: { error: unknown; again?: () => void }) {
  const { t } = useWords();
  const status = error instanceof ApiError ? error.status : -1;
  const detail =
    error instanceof ApiError && status >= 400 && status !== 404 && status < 500 ? error.detail : undefined;
  return (
    <Alert color={status === 404 ? 'gray' : 'orange'} variant="light" role="status">
      <Group justify="space-between" gap="sm">
        <Text size="sm">{detail ?? sentence(status, t.errors)}</Text>
        {again && (
          <Button size="compact-sm" variant="default" onClick={again}>
            {t.errors.again}
          </Button>
        )}
      </Group>
    </Alert>
  );
}

function sentence(
  status: number,
  words: { silent: string; missing: string; refused: string; other: string },
): string {
  if (status === 0) return words.silent;
  if (status === 404) return words.missing;
  return status === 401 || status === 403 ? words.refused : words.other;
}
