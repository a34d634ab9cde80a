import { useLocalStorage } from '@mantine/hooks';

/** Whoever sits at this browser; `author` is empty while nobody has said so, and the key's name stands there. */
export function useAgentName(): {
  name: string;
  setName: (name: string) => void;
  author: { author?: string };
} {
  const [name, setName] = useLocalStorage({ key: 'izin-agent-name', defaultValue: '' });
  return { name, setName, author: name === '' ? {} : { author: name } };
}
