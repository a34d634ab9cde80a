import { useWords } from '../../language/LanguageProvider.js';
import type { Message } from '../sandbox-api.js';
import styles from './bubble.module.css';

/** One tick sent, two arrived, blue read; the words are there for everyone who cannot see them. */
export function Ticks({ message }: { message: Message }) {
  const { t } = useWords();
  const { status, from } = message;
  const words = from === 'customer' ? t.phone.inStatus[status] : t.phone.status[status];
  const double = status === 'delivered' || status === 'read';
  return (
    <span className={status === 'read' ? styles.ticksRead : styles.ticks} title={words}>
      <svg
        aria-hidden
        width="18"
        height="12"
        viewBox="0 0 18 12"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.6"
      >
        {status === 'accepted' ? (
          <path d="M9 1.5a4.5 4.5 0 1 0 0 9 4.5 4.5 0 0 0 0-9ZM9 3.5V6l1.8 1.2" />
        ) : (
          <path d={double ? 'm1.5 6.5 3.2 3.4L11 2M8 8.4l1.5 1.5L16 2' : 'm4 6.5 3.2 3.4L13.5 2'} />
        )}
      </svg>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}
