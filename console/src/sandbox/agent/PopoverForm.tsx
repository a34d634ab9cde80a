import { Button, Popover, Stack } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { FriendlyError } from '../../parts/FriendlyError.js';

interface PopoverFormProps {
  label: string;
  /** On the button that sends it. */
  send: string;
  /** Sends it; its fault is shown in the form. */
  act: UseMutationResult<unknown, Error, void>;
  opened: boolean;
  setOpened: (opened: boolean) => void;
  /** Enough is filled in to send it. */
  ready: boolean;
  /** What cannot be taken back lightly looks like it. */
  grave?: boolean;
  children: ReactNode;
}

/** A button that opens a small form above it. */
export function PopoverForm({
  label,
  send,
  act,
  opened,
  setOpened,
  ready,
  grave = false,
  children,
}: PopoverFormProps) {
  return (
    <Popover opened={opened} onChange={setOpened} width={290} position="top-start" withArrow trapFocus>
      <Popover.Target>
        <Button
          size="xs"
          variant={grave ? 'subtle' : 'default'}
          {...(grave && { color: 'red' })}
          onClick={() => setOpened(!opened)}
        >
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            act.mutate();
          }}
        >
          <Stack gap="xs">
            {children}
            {act.isError && <FriendlyError error={act.error} />}
            <div>
              <Button
                type="submit"
                size="xs"
                {...(grave && { color: 'red' })}
                disabled={!ready}
                loading={act.isPending}
              >
                {send}
              </Button>
            </div>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
