import { useDocumentVisibility } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SandboxEvent } from '../../../src/sandbox/events.js';
import { useRefresh } from './use-refresh.js';

const kinds = ['message', 'status', 'reaction', 'read', 'typing', 'customer', 'clock'] as const;

/** Keeps the screen fresh while things happen and somebody looks. Answers until when (local time) a phone shows "typing". */
export function useSandboxEvents(): Record<string, number> {
  const client = useQueryClient();
  const refresh = useRefresh();
  const seen = useDocumentVisibility() === 'visible';
  const [typing, setTyping] = useState<Record<string, number>>({});
  useEffect(() => {
    if (!seen) return;
    const react = (event: SandboxEvent): void => {
      if (event.type === 'clock') {
        refresh('clock', 'inside', 'people', 'tickets', 'broadcasts', 'broadcast', 'rights', 'complaints');
        return;
      }
      refresh(`messages ${event.phone}`, 'people', 'history');
      if (event.type === 'typing') setTyping((now) => ({ ...now, [event.phone]: Date.now() + event.lasts }));
      if (event.type !== 'message') return;
      if (event.message.from === 'business') setTyping((now) => ({ ...now, [event.phone]: 0 }));
      refresh(`inside ${event.phone}`);
    };
    const source = new EventSource('/sandbox/api/events');
    const listen = (message: MessageEvent<string>) => react(JSON.parse(message.data) as SandboxEvent);
    for (const kind of kinds) source.addEventListener(kind, listen);
    source.addEventListener('open', () => void client.invalidateQueries());
    return () => source.close();
  }, [seen, client, refresh]);
  return typing;
}
