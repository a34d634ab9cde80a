import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Rig } from './rig.js';

let rig: Rig;
beforeAll(async () => {
  rig = await Rig.start();
});
afterAll(() => rig.stop());

const patch = (body: unknown) => rig.api('/settings', { method: 'PATCH', body });
const OFFICE: [string, string][] = [['08:00', '17:00']];
const UNTOUCHED = {
  privacy_url: null,
  office_hours: {
    weekly: { monday: OFFICE, tuesday: OFFICE, wednesday: OFFICE, thursday: OFFICE, friday: OFFICE },
    holidays: [],
  },
  handoff: { assignment: 'manual', reopen_hours: 24, first_reply_minutes: 60, teams: [] },
};

test('begin with Monday to Friday, 8 to 17, and no page', async () => {
  expect(await rig.api('/settings')).toMatchObject({ status: 200, body: UNTOUCHED });
});

test('what is named changes, the rest stays', async () => {
  const hours = {
    weekly: {
      saturday: [
        ['08:00', '12:00'],
        ['13:00', '24:00'],
      ],
      sunday: [],
    },
    holidays: [{ date: '2027-03-10', name: { id: 'Idulfitri', en: 'Eid al-Fitr' } }],
  };
  const set = { ...hours, weekly: { saturday: hours.weekly.saturday } };
  expect((await patch({ privacy_url: 'https://amanah.example/privasi' })).body).toEqual({
    ...UNTOUCHED,
    privacy_url: 'https://amanah.example/privasi',
  });
  const { handoff } = UNTOUCHED;
  const both = { privacy_url: 'https://amanah.example/privasi', office_hours: set, handoff };
  expect((await patch({ office_hours: hours })).body).toEqual(both);
  expect((await rig.api('/settings')).body).toEqual(both);
  expect((await patch({ privacy_url: null })).body).toEqual({ ...both, privacy_url: null });
  const rules = { assignment: 'round_robin', reopen_hours: 24, first_reply_minutes: 60, teams: [] };
  expect((await patch({ handoff: { assignment: 'round_robin' } })).body.handoff).toEqual(rules);
  const teams = [
    { reason: 'angry', team: 'pengaduan' },
    { label: 'donatur', team: 'donatur' },
  ];
  expect((await patch({ handoff: { teams } })).body.handoff).toEqual({ ...rules, teams });
});

test.each<[string, unknown, string]>([
  ['an address without https', { privacy_url: 'http://amanah.example' }, 'privacy_url'],
  ['no address', { privacy_url: 'privasi' }, 'privacy_url'],
  ['an address with a script', { privacy_url: 'javascript:alert(1)' }, 'privacy_url'],
  ['a very long address', { privacy_url: `https://amanah.example/${'a'.repeat(100)}` }, 'privacy_url'],
  ['no day of the week', { office_hours: { weekly: { senin: OFFICE } } }, 'office_hours.weekly'],
  ['no time', { office_hours: { weekly: { monday: [['8', '17:00']] } } }, 'office_hours.weekly.monday.0.0'],
  [
    '25 hours',
    { office_hours: { weekly: { monday: [['08:00', '25:00']] } } },
    'office_hours.weekly.monday.0.1',
  ],
  [
    'closed before open',
    { office_hours: { weekly: { monday: [['17:00', '08:00']] } } },
    'office_hours.weekly.monday',
  ],
  [
    'spans that overlap',
    {
      office_hours: {
        weekly: {
          monday: [
            ['08:00', '12:00'],
            ['11:00', '13:00'],
          ],
        },
      },
    },
    'office_hours.weekly.monday',
  ],
  ['a team for nothing', { handoff: { teams: [{ team: 'zakat' }] } }, 'handoff.teams.0.reason'],
  [
    'no date',
    { office_hours: { weekly: {}, holidays: [{ date: '2027-02-30', name: { id: 'x', en: 'x' } }] } },
    'office_hours.holidays.0.date',
  ],
])('%s is refused, and changes nothing', async (_, body, path) => {
  const before = (await rig.api('/settings')).body;
  const answer = await patch(body);
  expect([answer.status, answer.body.errors?.[0]?.path]).toEqual([422, path]);
  expect((await rig.api('/settings')).body).toEqual(before);
});
