import { Paper, Text } from '@mantine/core';
import { useWords } from '../../language/LanguageProvider.js';
import type { Signup } from '../izin-types.js';

/** Sheets of the account that were not made here, so that staff see why their people do not arrive. */
export function ForeignSheets({ sheets }: { sheets: readonly Signup[] }) {
  const { t } = useWords();
  return sheets.map((sheet) => (
    <Paper key={sheet.id} withBorder p="md" radius="md">
      <Text fw={600}>{sheet.name}</Text>
      <Text size="sm" c="dimmed">
        {t.ways.foreign}
      </Text>
    </Paper>
  ));
}
