import { useWords } from '../../language/LanguageProvider.js';
import styles from './state.module.css';

/** The state of a consent in words; the colour only supports them. */
export function StateBadge({ state }: { state: string }) {
  const { t } = useWords();
  return (
    <span className={styles.badge} data-state={state}>
      {t.states[state] ?? state}
    </span>
  );
}

export function BlockBadge({ kind }: { kind: string }) {
  const { t } = useWords();
  return (
    <span className={styles.badge} data-state="block">
      {t.blockNames[kind] ?? kind}
    </span>
  );
}
