import type { Dictionary } from './id.js';

/** Words of the staff's console around its panes, in English. */
export const staffEn: Dictionary['staff'] = {
  title: "The staff's console",
  live: 'Live',
  signIn: 'Sign in',
  key: 'Your API key',
  keyHint:
    'An administrator makes it on the server: npx izin token add "Rina". One person, one key: its name is on record with what you do.',
  kept: 'The key is remembered until this tab is closed.',
  wrong: 'This key is not known, or has ended.',
  signOut: 'Sign out',
  waiting: (count) => `${count} ${count === 1 ? 'person waits' : 'people wait'} for a first answer`,
  practice: 'Does this server run without a WhatsApp token? Open the sandbox.',
  isSandbox: 'This is the sandbox: no message really leaves.',
  paused: 'The account is paused',
  blocked: 'The account is blocked by Meta',
};
