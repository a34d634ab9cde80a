import { ActionIcon, Menu, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import {
  FileIcon,
  LinkIcon,
  ListIcon,
  MicIcon,
  PhotoIcon,
  PinIcon,
  ReplyIcon,
  SmileIcon,
} from '../../parts/icons.js';
import { type Bubble, type BubbleButton, type Message, sandbox } from '../sandbox-api.js';
import styles from './bubble.module.css';
import { FormattedText } from './FormattedText.js';
import { Ticks } from './Ticks.js';

/** What a person can do with a message. */
export interface BubbleActions {
  press: (message: Message, button: BubbleButton) => void;
  openList: (message: Message) => void;
  react: (message: Message, emoji: string) => void;
  reply: (message: Message) => void;
}

interface Shown {
  message: Message;
  quoted: Message | undefined;
  time: string;
  actions: BubbleActions;
}

/** One message. The phone is the customer's: their own bubbles stand on the right. */
export function BubbleView({ message, quoted, time, actions }: Shown) {
  const { t } = useWords();
  const mine = message.from === 'customer';
  const { bubble, reaction } = message;
  const emojis = [reaction?.customer, reaction?.business].filter(Boolean).join(' ');
  return (
    <div
      className={`${mine ? styles.rowMine : styles.row} ${emojis ? styles.reacted : ''}`}
      data-message={message.id}
    >
      <div className={mine ? styles.bubbleMine : styles.bubble}>
        <div className={styles.content}>
          <span className="visually-hidden">{`${mine ? t.phone.from.customer : t.phone.from.business}: `}</span>
          {quoted && <span className={styles.quote}>{summaryOf(quoted.bubble, t.phone.media)}</span>}
          <Attachment bubble={bubble} />
          {bubble.header && <div className={styles.header}>{bubble.header}</div>}
          {bubble.body && (
            <div className={styles.body}>
              <FormattedText text={bubble.body} />
            </div>
          )}
          {bubble.footer && <div className={styles.footer}>{bubble.footer}</div>}
          <div className={styles.meta}>
            {message.status === 'failed' && (
              <span className={styles.failed}>{t.phone.failed(message.error ?? 0)}</span>
            )}
            <span>{time}</span>
            {(mine || message.status === 'failed') && <Ticks message={message} />}
          </div>
        </div>
        <Actions message={message} actions={actions} />
        {emojis && <span className={styles.reaction}>{emojis}</span>}
      </div>
      {!mine && message.status !== 'failed' && <Tools message={message} actions={actions} />}
    </div>
  );
}

/** A message in one line, for quotes and the list of chats. */
export function summaryOf(bubble: Bubble, words: Record<string, string>): string {
  if (bubble.body) return bubble.body.replace(/\s+/g, ' ').replace(/[*_~]/g, '');
  if (bubble.media) return words[bubble.media.voice ? 'voice' : bubble.media.kind] ?? bubble.media.kind;
  if (bubble.location)
    return bubble.location.name ?? `${bubble.location.latitude}, ${bubble.location.longitude}`;
  return bubble.header ?? '';
}

function Attachment({ bubble }: { bubble: Bubble }) {
  const { t } = useWords();
  if (bubble.location) {
    const { name, latitude, longitude } = bubble.location;
    return (
      <span className={styles.media}>
        <PinIcon />
        {name ?? `${latitude}, ${longitude}`}
      </span>
    );
  }
  if (!bubble.media) return null;
  const { kind, voice, filename, id } = bubble.media;
  const words = t.phone.media as Record<string, string>;
  const title = filename ?? words[voice ? 'voice' : kind] ?? kind;
  if (id && (kind === 'image' || kind === 'sticker'))
    return <img className={styles.photo} src={sandbox.mediaUrl(id)} alt={title} />;
  if (kind === 'image' || kind === 'video' || kind === 'sticker')
    return (
      <span className={styles.picture}>
        <span style={{ display: 'grid', placeItems: 'center' }}>
          <PhotoIcon />
          {title}
        </span>
      </span>
    );
  if (kind === 'audio')
    return (
      <span className={styles.media}>
        <MicIcon />
        <span className="visually-hidden">{title}</span>
        <span className={styles.voice} />
      </span>
    );
  const file = (
    <>
      <FileIcon />
      {title}
    </>
  );
  return id ? (
    <a className={styles.media} href={sandbox.mediaUrl(id)} target="_blank" rel="noreferrer">
      {file}
    </a>
  ) : (
    <span className={styles.media}>{file}</span>
  );
}

function Actions({ message, actions }: { message: Message; actions: BubbleActions }) {
  const { t } = useWords();
  const { buttons = [], list } = message.bubble;
  if (buttons.length === 0 && !list) return null;
  const titles: Partial<Record<BubbleButton['kind'], string>> = {
    location: t.phone.shareLocation,
    contact: t.phone.shareContact,
    catalog: t.phone.catalog,
  };
  return (
    <div className={styles.actions}>
      {list && (
        <button type="button" className={styles.action} onClick={() => actions.openList(message)}>
          <ListIcon />
          {list.button}
        </button>
      )}
      {buttons.map((button) => (
        <ActionButton
          key={`${button.kind} ${button.value} ${button.title}`}
          button={button}
          press={() => actions.press(message, button)}
        >
          {titles[button.kind] ?? button.title}
        </ActionButton>
      ))}
    </div>
  );
}

function ActionButton(props: { button: BubbleButton; press: () => void; children: ReactNode }) {
  const { button, press, children } = props;
  if (button.kind === 'url')
    return (
      <a className={styles.action} href={button.value} target="_blank" rel="noreferrer noopener">
        <LinkIcon />
        {children}
      </a>
    );
  const dead =
    button.kind === 'call' || button.kind === 'copy' || button.kind === 'flow' || button.kind === 'catalog';
  return (
    <button type="button" className={styles.action} disabled={dead} onClick={press}>
      {button.kind === 'quick_reply' || button.kind === 'reply' ? <ReplyIcon /> : null}
      {children}
    </button>
  );
}

const emojis = ['👍', '🙏', '❤️', '👎', '😂', '😢'];

function Tools({ message, actions }: { message: Message; actions: BubbleActions }) {
  const { t } = useWords();
  return (
    <div className={styles.tools}>
      <Menu position="top" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="md"
            aria-label={t.phone.react}
            title={t.phone.react}
          >
            <SmileIcon />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown style={{ display: 'flex' }}>
          {emojis.map((emoji) => (
            <Menu.Item key={emoji} px={8} onClick={() => actions.react(message, emoji)}>
              {emoji}
            </Menu.Item>
          ))}
          {message.reaction?.customer && (
            <Menu.Item px={8} onClick={() => actions.react(message, '')} aria-label={t.phone.removeReaction}>
              ✕
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={t.phone.reply}>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t.phone.reply}
          onClick={() => actions.reply(message)}
        >
          <ReplyIcon />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
