import { Badge } from '@mantine/core';
import { useEffect } from 'react';
import { useWords } from '../language/LanguageProvider.js';
import { useTickets } from '../sandbox/agent/use-tickets.js';

/** The name of the tab, with the number of people who wait for a first answer; the browser's tab tells it too. */
export function InboxTab() {
  const { t } = useWords();
  const { data } = useTickets('open');
  const waiting = (data?.items ?? []).filter(({ position }) => position !== null).length;
  useEffect(() => {
    const name = document.title;
    if (waiting > 0) document.title = `(${waiting}) ${name}`;
    return () => {
      document.title = name;
    };
  }, [waiting]);
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
      {t.tabs.agent}
      {waiting > 0 && (
        <Badge color="leaf" size="sm" circle title={t.staff.waiting(waiting)}>
          {waiting}
        </Badge>
      )}
    </span>
  );
}
