import { ActionIcon, Menu } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useWords } from '../../language/LanguageProvider.js';
import { Avatar } from '../../parts/Avatar.js';
import { FriendlyError } from '../../parts/FriendlyError.js';
import { DotsIcon } from '../../parts/icons.js';
import { type CustomerInput, type Message, type Person, sandbox } from '../sandbox-api.js';
import { useHere } from '../session.js';
import { ChatLog } from './ChatLog.js';
import { Composer } from './Composer.js';
import { inputOf } from './input-of.js';
import { ListSheet } from './ListSheet.js';
import styles from './phone.module.css';
import { SignupSheet } from './SignupSheet.js';

export interface PhoneParts {
  person: Person;
  typingUntil: number;
  /** Id of Meta's sheet that lies over the chat. */
  signup: string | undefined;
  openSignup: (id: string | undefined) => void;
}

/** The phone of one person, open on the chat with the organisation. */
export function Phone({ person, typingUntil, signup, openSignup }: PhoneParts) {
  const { t } = useWords();
  const { session } = useHere();
  const { phone } = person;
  const [sheet, setSheet] = useState<Message>();
  const [replyTo, setReplyTo] = useState<Message>();
  const [hidden, setHidden] = useState(false);
  const typing = useTyping(typingUntil);
  const messages = useQuery({
    queryKey: ['messages', phone],
    queryFn: () => sandbox.messages(phone),
    select: (answer) => answer.items,
  });
  const write = useMutation({
    mutationFn: (input: CustomerInput) =>
      sandbox.write(phone, hidden ? { ...input, asBsuidOnly: true } : input),
  });
  const attach = useMutation({
    mutationFn: async (file: File) => {
      const media = await sandbox.upload(file);
      const picture = file.type.startsWith('image/');
      write.mutate(picture ? { type: 'image', media } : { type: 'document', media, filename: file.name });
    },
  });
  const signups = useQuery({ queryKey: ['sheets'], queryFn: sandbox.signups });
  const sheets = signups.data?.items.filter(({ status }) => status === 'ACTIVE') ?? [];
  const opened = sheets.find(({ id }) => id === signup);
  const prefer = useMutation({ mutationFn: (value: 'stop' | 'resume') => sandbox.prefer(phone, value) });
  useReading(person, messages.data);

  return (
    <section className={styles.phone} aria-label={t.phone.label(person.name)}>
      <header className={styles.head}>
        <Avatar name={session.orgName} size={38} />
        <div className={styles.who}>
          <strong>{session.orgName}</strong>
          <span aria-live="polite">{typing ? t.phone.typing : t.phone.business}</span>
        </div>
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="transparent" c="white" size={40} aria-label={t.phone.menu}>
              <DotsIcon />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => prefer.mutate(person.marketingStopped ? 'resume' : 'stop')}>
              {person.marketingStopped ? t.phone.resumeMarketing : t.phone.stopMarketing}
            </Menu.Item>
            <Menu.Item onClick={() => write.mutate({ type: 'contact_share' })}>{t.phone.contact}</Menu.Item>
            <Menu.Item
              role="menuitemcheckbox"
              aria-checked={hidden}
              leftSection={hidden ? '✓' : undefined}
              onClick={() => setHidden(!hidden)}
            >
              {t.phone.asHidden}
            </Menu.Item>
            {sheets.map(({ id, display_name }) => (
              <Menu.Item key={id} onClick={() => openSignup(id)}>
                {t.phone.signup(display_name)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </header>
      {person.marketingStopped && <div className={styles.notice}>{t.phone.stopped}</div>}
      {messages.isError && <FriendlyError error={messages.error} again={() => void messages.refetch()} />}
      {write.isError && <FriendlyError error={write.error} />}
      {attach.isError && <FriendlyError error={attach.error} />}
      <ChatLog
        messages={messages.data ?? []}
        typing={typing}
        actions={{
          press: (message, button) => {
            const input = inputOf(message, button);
            if (input) write.mutate(input);
          },
          openList: setSheet,
          react: (message, emoji) => write.mutate({ type: 'reaction', messageId: message.id, emoji }),
          reply: setReplyTo,
        }}
      />
      <Composer
        send={write.mutate}
        sendFile={attach.mutate}
        replyTo={replyTo}
        stopReply={() => setReplyTo(undefined)}
      />
      {sheet && (
        <ListSheet
          message={sheet}
          close={() => setSheet(undefined)}
          choose={(row) => {
            write.mutate({ type: 'list_reply', contextId: sheet.id, ...row });
            setSheet(undefined);
          }}
        />
      )}
      {opened && <SignupSheet signup={opened} phone={phone} close={() => openSignup(undefined)} />}
    </section>
  );
}

/** Turns false by itself when the time is over. */
function useTyping(until: number): boolean {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setTimeout(() => setNow(Date.now()), Math.max(0, until - Date.now()) + 50);
    return () => clearTimeout(timer);
  }, [until]);
  return until > now;
}

/** Tells the fake Meta that this chat is on the screen whenever something new is. */
function useReading(person: Person, messages: Message[] | undefined): void {
  const { phone, unread } = person;
  const arrived = messages?.filter(({ from, status }) => from === 'business' && status === 'delivered') ?? [];
  const news = arrived.length + unread === 0 ? '' : `${unread} ${messages?.at(-1)?.id} ${arrived.length}`;
  useEffect(() => {
    if (news === '') return;
    const read = () => {
      if (document.visibilityState === 'visible') void sandbox.read(phone).catch(() => {});
    };
    read();
    document.addEventListener('visibilitychange', read);
    return () => document.removeEventListener('visibilitychange', read);
  }, [phone, news]);
}
