import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { SandboxEvent } from '../../../src/sandbox/events.js';

const kinds = ['message', 'status', 'reaction', 'read', 'typing', 'customer', 'clock'] as const;
/** Milliseconds in which events are gathered before the screen is refreshed. */
const gather = 200;
/** A turn takes a moment after its message; what it changed behind the scenes is read again then. */
const afterTurn = 1_500;

/** Keeps the screen fresh while things happen. Answers until when (local time) a phone shows "typing". */
export function useSandboxEvents(): Record<string, number> {
  const client = useQueryClient();
  const [typing, setTyping] = useState<Record<string, number>>({});
  useEffect(() => {
    const stale = new Set<string>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let later: ReturnType<typeof setTimeout> | undefined;
    const refresh = (): void => {
      timer = undefined;
      for (const key of stale) void client.invalidateQueries({ queryKey: key.split(' ') });
      stale.clear();
    };
    const mark = (...keys: string[]): void => {
      for (const key of keys) stale.add(key);
      timer ??= setTimeout(refresh, gather);
    };
    const react = (event: SandboxEvent): void => {
      if (event.type === 'clock') {
        mark('clock', 'inside', 'people', 'tickets', 'broadcasts', 'broadcast', 'rights', 'complaints');
        return;
      }
      mark(`messages ${event.phone}`, 'people');
      if (event.type === 'typing') setTyping((now) => ({ ...now, [event.phone]: Date.now() + event.lasts }));
      if (event.type !== 'message') return;
      if (event.message.from === 'business') setTyping((now) => ({ ...now, [event.phone]: 0 }));
      mark(`inside ${event.phone}`);
      clearTimeout(later);
      later = setTimeout(() => mark('inside', 'tickets', 'history', 'rights', 'complaints'), afterTurn);
    };
    const source = new EventSource('/sandbox/api/events');
    const listen = (message: MessageEvent<string>) => react(JSON.parse(message.data) as SandboxEvent);
    for (const kind of kinds) source.addEventListener(kind, listen);
    source.addEventListener('open', () => void client.invalidateQueries());
    return () => {
      source.close();
      clearTimeout(timer);
      clearTimeout(later);
    };
  }, [client]);
  return typing;
}
