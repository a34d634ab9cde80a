import { FocusTrap } from '@mantine/core';
import { useWords } from '../../language/LanguageProvider.js';
import { CloseIcon } from '../../parts/icons.js';
import type { Message } from '../sandbox-api.js';
import styles from './sheet.module.css';

interface Row {
  id: string;
  title: string;
  description?: string;
}

/** The rows of a list message, from below, as on a phone. Escape or a tap outside closes it. */
export function ListSheet(props: { message: Message; choose: (row: Row) => void; close: () => void }) {
  const { message, choose, close } = props;
  const { t } = useWords();
  const list = message.bubble.list;
  if (!list) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the veil only catches taps and Escape; the dialog holds the controls
    <div className={styles.veil} onClick={close} onKeyDown={(event) => event.key === 'Escape' && close()}>
      <FocusTrap>
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: keeps taps inside from closing the sheet */}
        <div
          className={styles.sheet}
          role="dialog"
          aria-modal="true"
          aria-label={list.button}
          onClick={(event) => event.stopPropagation()}
        >
          <header className={styles.head}>
            <button type="button" className={styles.close} onClick={close} aria-label={t.close}>
              <CloseIcon />
            </button>
            <strong>{list.button}</strong>
          </header>
          <div className={styles.rows}>
            {list.sections.map((section) => (
              <section key={section.rows[0]?.id ?? section.title}>
                {section.title && <h3 className={styles.title}>{section.title}</h3>}
                {section.rows.map((row) => (
                  <button key={row.id} type="button" className={styles.row} onClick={() => choose(row)}>
                    <span>{row.title}</span>
                    {row.description && <small>{row.description}</small>}
                  </button>
                ))}
              </section>
            ))}
          </div>
        </div>
      </FocusTrap>
    </div>
  );
}
