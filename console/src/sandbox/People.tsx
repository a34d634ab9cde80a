import { Button, Checkbox, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useWords } from '../language/LanguageProvider.js';
import { Avatar } from '../parts/Avatar.js';
import { FriendlyError } from '../parts/FriendlyError.js';
import styles from './people.module.css';
import { summaryOf } from './phone/BubbleView.js';
import { type Person, sandbox } from './sandbox-api.js';
import { useHere } from './session.js';
import { clockTime } from './times.js';

interface PeopleParts {
  people: Person[];
  total: number;
  chosen: string;
  choose: (phone: string) => void;
}

/** Everyone with a phone here, the latest conversation first. */
export function People({ people, total, chosen, choose }: PeopleParts) {
  const { t, language } = useWords();
  const { session } = useHere();
  return (
    <>
      <ul className={styles.list}>
        {people.map((person) => (
          <li key={person.phone}>
            <button
              type="button"
              className={styles.person}
              aria-current={person.phone === chosen}
              onClick={() => choose(person.phone)}
            >
              <Avatar name={person.name} />
              <span className={styles.text}>
                <span className={styles.name}>{person.name}</span>
                <span className={styles.last}>
                  {person.last ? summaryOf(person.last.bubble, t.phone.media) : t.customers.none}
                </span>
              </span>
              <span className={styles.side}>
                {person.last && <time>{clockTime(person.last.at, language, session.timezone)}</time>}
                {person.unread > 0 ? (
                  <span className={styles.unread}>
                    <span aria-hidden>{person.unread > 99 ? '99+' : person.unread}</span>
                    <span className="visually-hidden">{t.customers.unread(person.unread)}</span>
                  </span>
                ) : (
                  <WindowDot open={person.windowOpen} />
                )}
              </span>
            </button>
          </li>
        ))}
      </ul>
      {total > people.length && (
        <Text size="sm" c="dimmed" px="sm">
          {t.customers.more(total - people.length)}
        </Text>
      )}
    </>
  );
}

function WindowDot({ open }: { open: boolean }) {
  const { t } = useWords();
  const words = open ? t.phone.windowOpen : t.phone.windowClosed;
  return (
    <span className={open ? styles.window : styles.windowClosed} title={words}>
      <span className="visually-hidden">{words}</span>
    </span>
  );
}

export function AddPerson({ added }: { added: (phone: string) => void }) {
  const { t } = useWords();
  const client = useQueryClient();
  const [opened, { open, close }] = useDisclosure(false);
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [phoneHidden, setPhoneHidden] = useState(false);
  const add = useMutation({
    mutationFn: () =>
      sandbox.addPerson({ phone, ...(name.trim() ? { name: name.trim() } : {}), phoneHidden }),
    onSuccess: async (person) => {
      await client.invalidateQueries({ queryKey: ['people'] });
      added(person.phone);
      setName('');
      setPhone('');
      close();
    },
  });
  return (
    <>
      <Button variant="default" size="xs" onClick={open}>
        {t.customers.add}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={t.customers.add}
        closeButtonProps={{ 'aria-label': t.close }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            add.mutate();
          }}
        >
          <Stack>
            <TextInput
              label={t.customers.name}
              value={name}
              onChange={(event) => setName(event.currentTarget.value)}
              data-autofocus
            />
            <TextInput
              label={t.customers.phone}
              description={t.customers.phoneHint}
              inputMode="tel"
              required
              value={phone}
              onChange={(event) => setPhone(event.currentTarget.value)}
            />
            <Checkbox
              label={t.customers.hidden}
              checked={phoneHidden}
              onChange={(event) => setPhoneHidden(event.currentTarget.checked)}
            />
            {add.isError && <FriendlyError error={add.error} />}
            <Button type="submit" loading={add.isPending}>
              {t.save}
            </Button>
          </Stack>
        </form>
      </Modal>
    </>
  );
}
