import { createTheme, type MantineColorsTuple } from '@mantine/core';

const leaf: MantineColorsTuple = [
  '#e9f7f3',
  '#d3ebe4',
  '#a7d7c9',
  '#76c2ac',
  '#4eb093',
  '#35a484',
  '#1f8f71',
  '#0f7a63',
  '#0b6b5d',
  '#06473d',
];

/** Calm green on warm grey. System fonts only: nothing is fetched from elsewhere. */
export const theme = createTheme({
  primaryColor: 'leaf',
  primaryShade: 8,
  respectReducedMotion: true,
  colors: { leaf },
  defaultRadius: 'md',
  fontFamily: 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Liberation Sans", sans-serif',
  headings: { fontWeight: '600' },
  cursorType: 'pointer',
});
