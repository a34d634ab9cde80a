import { Badge } from '@mantine/core';
import { useWords } from '../../language/LanguageProvider.js';
import { useChanges } from './use-changes.js';

/** The name of the tab, with the number of changes that wait: an alarm has to be seen from elsewhere too. */
export function FactsTab() {
  const { t } = useWords();
  const { waiting } = useChanges();
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
      {t.tabs.facts}
      {waiting.length > 0 && (
        <Badge color="orange" size="sm" circle title={t.facts.alarm(waiting.length)}>
          {waiting.length}
        </Badge>
      )}
    </span>
  );
}
