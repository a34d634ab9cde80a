import { Alert, Badge, Button, Group, Space, Tabs, Text } from '@mantine/core';
import { useSessionStorage } from '@mantine/hooks';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useWords } from '../language/LanguageProvider.js';
import { TopBar } from '../parts/TopBar.js';
import { AgentPane } from '../sandbox/agent/AgentPane.js';
import { FactsPane } from '../sandbox/facts/FactsPane.js';
import { FactsTab } from '../sandbox/facts/FactsTab.js';
import { createIzin } from '../sandbox/izin-api.js';
import { inLanguage } from '../sandbox/localized.js';
import { RegistersPane } from '../sandbox/registers/RegistersPane.js';
import { HereProvider, useHere } from '../sandbox/session.js';
import { useNews } from '../sandbox/use-news.js';
import { InboxTab } from './InboxTab.js';
import { SignIn } from './SignIn.js';
import styles from './staff.module.css';

/** The staff's console: the inbox, what else waits, and the list of facts, with the API key of whoever sits here. */
export function StaffPage() {
  const { t } = useWords();
  const client = useQueryClient();
  const [key, setKey] = useSessionStorage({
    key: 'izin-key',
    defaultValue: '',
    getInitialValueInEffect: false,
  });
  const here = useMemo(
    () => ({
      session: { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, orgName: '' },
      izin: createIzin(key),
      offset: 0,
    }),
    [key],
  );
  useNews(key);
  return (
    <div className={styles.page}>
      <TopBar>
        <Space flex={1} />
        {key !== '' && (
          <Button
            size="xs"
            variant="default"
            onClick={() => {
              setKey('');
              client.clear();
            }}
          >
            {t.staff.signOut}
          </Button>
        )}
      </TopBar>
      <main className={styles.main}>
        {key === '' ? (
          <SignIn signIn={setKey} />
        ) : (
          <HereProvider value={here}>
            <Panes />
          </HereProvider>
        )}
      </main>
    </div>
  );
}

function Panes() {
  const { t } = useWords();
  const [pane, setPane] = useState<string | null>('agent');
  return (
    <>
      <AccountState />
      <Tabs className={styles.panes ?? ''} value={pane} onChange={setPane} keepMounted={false}>
        <Tabs.List className={styles.tabs ?? ''} mb="md">
          <Tabs.Tab value="agent">
            <InboxTab />
          </Tabs.Tab>
          <Tabs.Tab value="registers">{t.tabs.registers}</Tabs.Tab>
          <Tabs.Tab value="facts">
            <FactsTab />
          </Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="agent">
          <AgentPane people={[]} />
        </Tabs.Panel>
        <Tabs.Panel value="registers">
          <RegistersPane people={[]} />
        </Tabs.Panel>
        <Tabs.Panel value="facts">
          <FactsPane />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

/** Whether this is real, and what the account at Meta holds up. */
function AccountState() {
  const { t, language } = useWords();
  const { izin } = useHere();
  const { data } = useQuery({ queryKey: ['account'], queryFn: izin.account, refetchInterval: 30_000 });
  if (!data) return null;
  return (
    <>
      <Group gap="xs" mb="sm">
        <Badge variant="light" color={data.environment === 'live' ? 'leaf' : 'yellow'} tt="none">
          {data.environment === 'live' ? t.staff.live : t.title}
        </Badge>
        {data.environment === 'sandbox' && (
          <Text size="sm" c="dimmed">
            {t.staff.isSandbox}
          </Text>
        )}
      </Group>
      {data.health !== 'ok' && (
        <Alert color="orange" variant="light" mb="sm" title={t.staff[data.health]}>
          {data.pauses.map(({ scope, message }) => (
            <Text key={scope + message.id} size="sm">
              {inLanguage(message, language)}
            </Text>
          ))}
        </Alert>
      )}
    </>
  );
}
