import { Center, Loader, SegmentedControl, Tabs } from '@mantine/core';
import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import { useWords } from '../language/LanguageProvider.js';
import { FriendlyError } from '../parts/FriendlyError.js';
import { TopBar } from '../parts/TopBar.js';
import { AgentPane } from './agent/AgentPane.js';
import { BroadcastPane } from './broadcast/BroadcastPane.js';
import { FactsPane } from './facts/FactsPane.js';
import { FactsTab } from './facts/FactsTab.js';
import { createIzin } from './izin-api.js';
import { AddPerson, People } from './People.js';
import styles from './page.module.css';
import { Phone } from './phone/Phone.js';
import { RegistersPane } from './registers/RegistersPane.js';
import { sandbox } from './sandbox-api.js';
import { HereProvider } from './session.js';
import { ClockControl } from './tools/ClockControl.js';
import { ToolsPane } from './tools/ToolsPane.js';
import { useNews } from './use-news.js';
import { useSandboxEvents } from './use-sandbox-events.js';
import { WaysInPane } from './ways-in/WaysInPane.js';

const InsidePane = lazy(() =>
  import('./inside/InsidePane.js').then((pane) => ({ default: pane.InsidePane })),
);

type Pane = 'inside' | 'agent' | 'registers' | 'facts' | 'ways' | 'broadcast' | 'tools';
const panes: Pane[] = ['inside', 'agent', 'registers', 'facts', 'ways', 'broadcast', 'tools'];

/** The sandbox: phones of made-up customers, and everything that happens behind them. */
export function SandboxPage() {
  const { t } = useWords();
  const session = useQuery({
    queryKey: ['session'],
    queryFn: sandbox.session,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const people = useQuery({ queryKey: ['people'], queryFn: sandbox.people });
  const clock = useQuery({
    queryKey: ['clock'],
    queryFn: async () => (await sandbox.clock()).now - Date.now(),
  });
  const typing = useSandboxEvents();
  useNews(session.data?.apiKey);
  const [pane, setPane] = useState<Pane>('inside');
  const [view, setView] = useState<'phone' | 'panes'>('phone');
  const [signup, openSignup] = useState<string>();
  const [wanted, choose] = useLocalStorage({ key: 'izin-sandbox-person', defaultValue: '' });
  const offset = clock.data ?? 0;
  const here = useMemo(
    () => session.data && { session: session.data, izin: createIzin(session.data.apiKey), offset },
    [session.data, offset],
  );
  const items = people.data?.items ?? [];
  const person = items.find(({ phone }) => phone === wanted) ?? items[0];
  // The list is sorted by time: without a choice the phone would change hands with every message.
  const first = items[0]?.phone;
  const lost = person?.phone !== wanted;
  useEffect(() => {
    if (lost && first) choose(first);
  }, [lost, first, choose]);
  const failed = session.isError ? session : people;

  if (!here || !person)
    return (
      <Center h="100dvh" p="lg">
        {failed.isError ? (
          <FriendlyError error={failed.error} again={() => void failed.refetch()} />
        ) : (
          <Loader aria-label={t.loading} />
        )}
      </Center>
    );
  return (
    <HereProvider value={here}>
      <div className={styles.page}>
        <TopBar mode={t.title}>
          <p className={styles.hint}>{t.practice}</p>
          <div className={styles.clock}>
            <ClockControl />
          </div>
        </TopBar>
        <div className={styles.switch}>
          <SegmentedControl
            fullWidth
            aria-label={t.view}
            value={view}
            onChange={(value) => setView(value as 'phone' | 'panes')}
            data={[
              { value: 'phone', label: t.tabs.phone },
              { value: 'panes', label: t.tabs.inside },
            ]}
          />
        </div>
        <main className={styles.columns} data-view={view}>
          <nav className={styles.people} aria-label={t.customers.title}>
            <div className={styles.peopleHead}>
              <h2>{t.customers.title}</h2>
              <AddPerson added={choose} />
            </div>
            <People
              people={items}
              total={people.data?.total ?? items.length}
              chosen={person.phone}
              choose={choose}
            />
          </nav>
          <div className={styles.phone}>
            <Phone
              key={person.phone}
              person={person}
              typingUntil={typing[person.phone] ?? 0}
              signup={signup}
              openSignup={openSignup}
            />
          </div>
          <Tabs
            className={styles.panes ?? ''}
            value={pane}
            onChange={(value) => setPane((value ?? 'inside') as Pane)}
            keepMounted={false}
          >
            <Tabs.List className={styles.tabs ?? ''}>
              {panes.map((name) => (
                <Tabs.Tab key={name} value={name} px={6} py="md">
                  {name === 'facts' ? <FactsTab /> : t.tabs[name]}
                </Tabs.Tab>
              ))}
            </Tabs.List>
            <Tabs.Panel value="inside" className={styles.panel ?? ''}>
              <Suspense fallback={<Loader aria-label={t.loading} />}>
                <InsidePane phone={person.phone} name={person.name} />
              </Suspense>
            </Tabs.Panel>
            <Tabs.Panel value="agent" className={styles.panel ?? ''}>
              <AgentPane people={items} />
            </Tabs.Panel>
            <Tabs.Panel value="registers" className={styles.panel ?? ''}>
              <RegistersPane people={items} />
            </Tabs.Panel>
            <Tabs.Panel value="facts" className={styles.panel ?? ''}>
              <FactsPane />
            </Tabs.Panel>
            <Tabs.Panel value="ways" className={styles.panel ?? ''}>
              <WaysInPane
                person={person}
                openSignup={(id) => {
                  openSignup(id);
                  setView('phone');
                }}
              />
            </Tabs.Panel>
            <Tabs.Panel value="broadcast" className={styles.panel ?? ''}>
              <BroadcastPane />
            </Tabs.Panel>
            <Tabs.Panel value="tools" className={styles.panel ?? ''}>
              <ToolsPane />
            </Tabs.Panel>
          </Tabs>
        </main>
      </div>
    </HereProvider>
  );
}
