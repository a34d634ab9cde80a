import { SegmentedControl } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../language/LanguageProvider.js';
import type { Language } from '../language/language.js';
import styles from './top-bar.module.css';

interface TopBarProps {
  /** Stands beside the name. */
  mode?: string;
  /** What stands between the name and the choice of language. */
  children: ReactNode;
}

/** The head of every page. */
export function TopBar({ mode, children }: TopBarProps) {
  const { t, language, setLanguage } = useWords();
  return (
    <header className={styles.top}>
      <h1 className={styles.brand}>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} alt="" width={26} height={26} />
        Izin {mode && <span className={styles.mode}>{mode}</span>}
      </h1>
      {children}
      <SegmentedControl
        size="xs"
        aria-label={t.language}
        value={language}
        onChange={(value) => setLanguage(value as Language)}
        data={[
          { value: 'id', label: 'ID' },
          { value: 'en', label: 'EN' },
        ]}
      />
    </header>
  );
}
