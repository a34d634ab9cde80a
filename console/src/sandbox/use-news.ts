import { useDocumentVisibility } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ApiError, eventsOf } from '../api.js';
import { useRefresh } from './use-refresh.js';

/** Milliseconds until the stream of news is asked for again. */
const again = 3_000;

/** Many agents may look while many people write: each reads again at most so often, ms. */
const rest = 1_000;

/** What a kind of news makes stale. */
const staleBy: Record<string, (about: { contact?: string }) => string[]> = {
  message: ({ contact }) => [
    `history ${contact}`,
    ...['inside', 'rights', 'complaints', 'transfer-proofs', 'unanswered', 'failed-events'],
  ],
  consent: ({ contact }) => [`consents ${contact}`, `contact ${contact}`, 'inside', 'rights'],
  ticket: ({ contact }) => [`history ${contact}`, 'tickets'],
  broadcast: () => ['broadcasts', 'broadcast'],
  account: () => ['account'],
  fact: () => ['facts', 'fact-changes'],
  release: () => ['facts', 'media', 'unanswered'],
};

/**
 * Reads again what has changed at the server, as it happens. Only a tab that is looked at listens: a browser has six
 * connections to a server, for all its tabs.
 */
export function useNews(apiKey: string | undefined): void {
  const client = useQueryClient();
  const refresh = useRefresh(rest);
  const seen = useDocumentVisibility() === 'visible';
  useEffect(() => {
    if (!apiKey || !seen) return;
    const gone = new AbortController();
    const listen = async () => {
      const events = eventsOf('/api/v1/events', { authorization: `Bearer ${apiKey}` }, gone.signal);
      for await (const { event = '', data } of events) refresh(...(staleBy[event]?.(JSON.parse(data)) ?? []));
    };
    const listenOn = async () => {
      while (!gone.signal.aborted) {
        const error: unknown = await listen().catch((cause: unknown) => cause);
        // A key that was withdrawn is told by every other call.
        if (gone.signal.aborted || (error instanceof ApiError && error.status === 401)) return;
        await new Promise((next) => setTimeout(next, again));
        void client.invalidateQueries();
      }
    };
    void listenOn();
    return () => gone.abort();
  }, [apiKey, seen, client, refresh]);
}
