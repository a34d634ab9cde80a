import { z } from 'zod';
import type { Settings } from '../../conversation/settings.js';
import type { HandoffRules, OfficeHours } from '../../handoff/index.js';
import { endpoint } from '../endpoint.js';
import { named, words } from '../schemas.js';

const tag = 'settings';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
/** Spans of one day, and days off: more would be no office hours any more. */
const MOST_SPANS = 4;
const MOST_HOLIDAYS = 100;
const MOST_ROUTES = 50;
/** What the checks of the words reckon with. */
const LONGEST_URL = 100;

const clock = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as 08:30, at most 24:00');
const spans = z
  .array(z.tuple([clock, clock]))
  .max(MOST_SPANS)
  .refine(
    (list) => list.every(([from, to], i) => from < to && (list[i - 1]?.[1] ?? '') <= from),
    'each span begins before it ends, and after the one before it',
  );

const hoursSchema = named(
  'OfficeHours',
  z.object({
    weekly: z
      .strictObject(
        Object.fromEntries(DAYS.map((day) => [day, spans.optional()])) as Record<
          (typeof DAYS)[number],
          z.ZodOptional<typeof spans>
        >,
      )
      .meta({
        description:
          'Local times by day; a day without any is closed. Where nobody has set them: as in locales/calendar.yaml.',
      }),
    holidays: z
      .array(z.object({ date: z.iso.date(), name: z.object({ id: words(60), en: words(60) }) }))
      .max(MOST_HOLIDAYS)
      .default([])
      .meta({ description: 'Days off beside those in locales/calendar.yaml.' }),
  }),
);

const privacyUrl = z
  .url({ protocol: /^https$/, hostname: z.regexes.domain, error: 'an address that begins with https://' })
  .max(LONGEST_URL)
  .nullable();

const routeSchema = z
  .strictObject({ reason: words(200).optional(), label: words(50).optional(), team: words(60) })
  .refine(({ reason, label }) => reason !== undefined || label !== undefined, {
    path: ['reason'],
    message: 'a reason or a label is needed',
  });

const handoffSchema = named(
  'HandoffRules',
  z.object({
    assignment: z.enum(['manual', 'round_robin', 'least_busy']).meta({
      description: 'Which of the agents who are there gets a new ticket; manual: whoever takes it.',
    }),
    reopen_hours: z.int().min(0).max(720).meta({
      description: 'How long after closing a message of theirs brings the ticket back; 0: never.',
    }),
    first_reply_minutes: z.int().min(1).max(10_000).nullable().meta({
      description: 'Minutes of office hours within which the first reply is promised; null: no promise.',
    }),
    teams: z.array(routeSchema).max(MOST_ROUTES).meta({
      description:
        'The team of a ticket for which nobody named one: the first route that fits, by the reason and by a label.',
    }),
  }),
);

const rulesChange = handoffSchema.partial();

const settingsSchema = named(
  'Settings',
  z.object({
    privacy_url: privacyUrl.meta({
      description: 'The page that says how data is looked after; named whenever consent is asked for.',
    }),
    office_hours: hoursSchema,
    handoff: handoffSchema,
  }),
);

type Body = z.output<typeof settingsSchema>;

function bodyOf({ privacyUrl, officeHours, handoff }: Settings): Body {
  return {
    privacy_url: privacyUrl,
    office_hours: hoursBody(officeHours),
    handoff: {
      assignment: handoff.assignment,
      reopen_hours: handoff.reopenHours,
      first_reply_minutes: handoff.firstReplyMinutes,
      teams: [...handoff.teams],
    },
  };
}

function hoursBody({ weekly, holidays }: OfficeHours): Body['office_hours'] {
  return {
    weekly: Object.fromEntries(
      DAYS.flatMap((day, i) => {
        const open = weekly[i + 1] ?? [];
        return open.length > 0 ? [[day, open]] : [];
      }),
    ),
    holidays,
  };
}

function hoursOf({ weekly, holidays }: Body['office_hours']): OfficeHours {
  const open = DAYS.flatMap((day, i) => (weekly[day]?.length ? [[i + 1, weekly[day]] as const] : []));
  return { weekly: Object.fromEntries(open), holidays };
}

function rulesOf({
  assignment,
  reopen_hours,
  first_reply_minutes,
  teams,
}: z.output<typeof rulesChange>): Partial<HandoffRules> {
  return {
    ...(assignment !== undefined && { assignment }),
    ...(reopen_hours !== undefined && { reopenHours: reopen_hours }),
    ...(first_reply_minutes !== undefined && { firstReplyMinutes: first_reply_minutes }),
    ...(teams !== undefined && { teams: teams.map(routeOf) }),
  };
}

const routeOf = ({ reason, label, team }: z.output<typeof routeSchema>) => ({
  ...(reason !== undefined && { reason }),
  ...(label !== undefined && { label }),
  team,
});

const WORKDAY: [string, string][] = [['08:00', '16:00']];
const EXAMPLE: Body = {
  privacy_url: 'https://amanah.example/privasi',
  office_hours: {
    weekly: { monday: WORKDAY, tuesday: WORKDAY, wednesday: WORKDAY, thursday: WORKDAY, friday: WORKDAY },
    holidays: [{ date: '2027-03-10', name: { id: 'Idulfitri', en: 'Eid al-Fitr' } }],
  },
  handoff: {
    assignment: 'least_busy',
    reopen_hours: 24,
    first_reply_minutes: 60,
    teams: [{ reason: 'angry', team: 'pengaduan' }],
  },
};

const get = endpoint({
  method: 'get',
  path: '/settings',
  tag,
  summary: { id: 'Pengaturan organisasi', en: "The organisation's settings" },
  response: settingsSchema,
  example: EXAMPLE,
  async handle({ settings }) {
    return bodyOf(await settings.read());
  },
});

const patch = endpoint({
  method: 'patch',
  path: '/settings',
  tag,
  summary: {
    id: 'Ubah pengaturan; yang tidak disebut tetap',
    en: 'Change settings; what is not named stays',
  },
  body: settingsSchema.extend({ handoff: rulesChange }).partial(),
  bodyExample: { privacy_url: EXAMPLE.privacy_url },
  response: settingsSchema,
  example: EXAMPLE,
  async handle({ settings }, { body: { privacy_url, office_hours, handoff } }) {
    const changed = await settings.change({
      ...(privacy_url !== undefined && { privacyUrl: privacy_url }),
      ...(office_hours !== undefined && { officeHours: hoursOf(office_hours) }),
      ...(handoff !== undefined && { handoff: rulesOf(handoff) }),
    });
    return bodyOf(changed);
  },
});

export const settings = [get, patch];
