import { createContext, useContext } from 'react';
import type { Izin } from './izin-api.js';
import type { Session } from './sandbox-api.js';

interface Here {
  session: Pick<Session, 'timezone' | 'orgName'>;
  izin: Izin;
  /** Milliseconds by which the sandbox's clock is ahead of this browser's. */
  offset: number;
}

const Context = createContext<Here | undefined>(undefined);
export const HereProvider = Context.Provider;

/** What every part of a page shares. */
export function useHere(): Here {
  const here = useContext(Context);
  if (!here) throw new Error('outside of a page');
  return here;
}
