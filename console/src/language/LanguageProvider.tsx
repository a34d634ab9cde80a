import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import { en } from './en.js';
import { type Dictionary, id } from './id.js';
import type { Language } from './language.js';

interface Spoken {
  language: Language;
  t: Dictionary;
  setLanguage: (language: Language) => void;
}

const place = 'izin-language';
const Context = createContext<Spoken>({ language: 'id', t: id, setLanguage: () => {} });

/** The language of the screens: Bahasa Indonesia unless this browser chose English. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() =>
    localStorage.getItem(place) === 'en' ? 'en' : 'id',
  );
  useEffect(() => {
    localStorage.setItem(place, language);
    document.documentElement.lang = language;
  }, [language]);
  const spoken = useMemo(() => ({ language, t: language === 'id' ? id : en, setLanguage }), [language]);
  return <Context value={spoken}>{children}</Context>;
}

export function useWords(): Spoken {
  return useContext(Context);
}
