import { ActionIcon, Menu, Textarea } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import {
  CloseIcon,
  FileIcon,
  MicIcon,
  PhotoIcon,
  PinIcon,
  PlusIcon,
  SendIcon,
  SmileIcon,
} from '../../parts/icons.js';
import type { CustomerInput, Message } from '../sandbox-api.js';
import { summaryOf } from './BubbleView.js';
import styles from './phone.module.css';

interface ComposerParts {
  send: (input: CustomerInput) => void;
  /** Sends a file of this machine. */
  sendFile: (file: File) => void;
  replyTo: Message | undefined;
  stopReply: () => void;
}

/** Where the person writes. Enter sends, Shift+Enter breaks the line. */
export function Composer({ send, sendFile, replyTo, stopReply }: ComposerParts) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const field = useRef<HTMLTextAreaElement>(null);
  const picker = useRef<HTMLInputElement>(null);
  const context = replyTo ? { contextId: replyTo.id } : {};
  const submit = (): void => {
    if (text.trim() === '') return;
    send({ type: 'text', body: text.trim(), ...context });
    setText('');
    stopReply();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    submit();
  };
  const attachments: [string, typeof PhotoIcon, CustomerInput][] = [
    [t.phone.image, PhotoIcon, { type: 'image' }],
    [t.phone.voice, MicIcon, { type: 'voice' }],
    [t.phone.location, PinIcon, { type: 'location' }],
    [t.phone.document, FileIcon, { type: 'document' }],
    [t.phone.sticker, SmileIcon, { type: 'sticker' }],
  ];
  return (
    <div className={styles.foot}>
      {replyTo && (
        <div className={styles.replying}>
          <span>
            {t.phone.replyTo}: {summaryOf(replyTo.bubble, t.phone.media)}
          </span>
          <ActionIcon variant="subtle" color="gray" aria-label={t.cancel} onClick={stopReply}>
            <CloseIcon />
          </ActionIcon>
        </div>
      )}
      <form
        className={styles.composer}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Menu position="top-start" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="dark" size={40} radius="xl" aria-label={t.phone.attach}>
              <PlusIcon />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<FileIcon />} onClick={() => picker.current?.click()}>
              {t.phone.file}
            </Menu.Item>
            {attachments.map(([label, Icon, input]) => (
              <Menu.Item key={label} leftSection={<Icon />} onClick={() => send({ ...input, ...context })}>
                {label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <input
          ref={picker}
          type="file"
          hidden
          aria-label={t.phone.file}
          onChange={(event) => {
            const file = event.currentTarget.files?.[0];
            if (file) sendFile(file);
            event.currentTarget.value = '';
          }}
        />
        <Textarea
          ref={field}
          className={styles.field}
          classNames={{ input: styles.input ?? '' }}
          aria-label={t.phone.message}
          placeholder={t.phone.message}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          autosize
          minRows={1}
          maxRows={5}
        />
        <ActionIcon
          type="submit"
          size={40}
          radius="xl"
          aria-label={t.phone.send}
          disabled={text.trim() === ''}
        >
          <SendIcon />
        </ActionIcon>
      </form>
    </div>
  );
}
