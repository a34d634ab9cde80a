import { Fragment, useLayoutEffect, useMemo, useRef } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import type { Message } from '../sandbox-api.js';
import { useHere } from '../session.js';
import { clockTime, dayKey, dayWords } from '../times.js';
import { type BubbleActions, BubbleView } from './BubbleView.js';
import styles from './phone.module.css';

/** All messages with a sign between days; stays at the end unless the reader scrolled up. */
export function ChatLog(props: { messages: Message[]; typing: boolean; actions: BubbleActions }) {
  const { messages, typing, actions } = props;
  const { t, language } = useWords();
  const { session, offset } = useHere();
  const { timezone } = session;
  const log = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const byId = useMemo(() => new Map(messages.map((message) => [message.id, message])), [messages]);
  const lastId = messages.at(-1)?.id;
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was added is the reason to scroll
  useLayoutEffect(() => {
    if (atEnd.current && log.current) log.current.scrollTop = log.current.scrollHeight;
  }, [lastId, typing]);
  const onScroll = () => {
    const box = log.current;
    if (box) atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  };
  return (
    <div className={styles.log} ref={log} onScroll={onScroll} role="log" aria-live="polite">
      {messages.length === 0 && <p className={styles.empty}>{t.phone.empty}</p>}
      {messages.map((message, index) => {
        const before = messages[index - 1];
        const newDay = !before || dayKey(before.at, timezone) !== dayKey(message.at, timezone);
        return (
          <Fragment key={message.id}>
            {newDay && (
              <div className={styles.day}>
                {dayWords(message.at, Date.now() + offset, language, timezone, t.phone)}
              </div>
            )}
            <BubbleView
              message={message}
              quoted={message.contextId === undefined ? undefined : byId.get(message.contextId)}
              time={clockTime(message.at, language, timezone)}
              actions={actions}
            />
          </Fragment>
        );
      })}
      {typing && (
        <div className={styles.typing}>
          <span className="visually-hidden">{t.phone.typing}</span>
          <i />
          <i />
          <i />
        </div>
      )}
    </div>
  );
}
