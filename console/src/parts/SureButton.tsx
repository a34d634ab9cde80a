import { Button, type ButtonProps, Popover, Text } from '@mantine/core';
import type { UseMutationResult } from '@tanstack/react-query';
import { FriendlyError } from './FriendlyError.js';

interface SureButtonProps extends Pick<ButtonProps, 'size' | 'variant'> {
  label: string;
  /** What will happen. */
  sure: string;
  /** On the button that lets it happen. */
  yes: string;
  act: UseMutationResult<unknown, Error, void>;
}

/** A button for what cannot be undone: it asks first. */
export function SureButton({ label, sure, yes, act, ...look }: SureButtonProps) {
  return (
    <Popover width={260} position="top-start" withArrow trapFocus>
      <Popover.Target>
        <Button color="red" {...look}>
          {label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Text size="sm" mb="sm">
          {sure}
        </Text>
        {act.isError && <FriendlyError error={act.error} />}
        <Button size="xs" color="red" loading={act.isPending} onClick={() => act.mutate()}>
          {yes}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
