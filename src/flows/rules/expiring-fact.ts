import type { Project } from '../project.js';
import type { Found, Rule } from './rule.js';

const DAY = 24 * 60 * 60 * 1000;
/** So long before its end a fact is pointed out. */
const NOTICE = 14 * DAY;

/** Facts whose end lies within [from, to), with where they say so. */
function ending(
  project: Project,
  from: number,
  to: number,
): (Pick<Found, 'doc' | 'at'> & { days: number })[] {
  const { file, registry } = project.facts;
  const items = Array.isArray(file?.data) ? file.data : [];
  return (registry?.entries ?? []).flatMap(({ fact, endsAt }) => {
    if (!file || endsAt === null || endsAt < from || endsAt >= to) return [];
    const number = items.findIndex((item: unknown) => (item as { id?: unknown } | null)?.id === fact.id);
    return [{ doc: file, at: [number, 'expires'], days: Math.ceil((endsAt - project.now) / DAY) }];
  });
}

/** A fact whose time is over: the bot does not state it any more, agents cannot either. */
export const expiredFact: Rule = {
  code: 'expired-fact',
  level: 'fault',
  find: (project) =>
    ending(project, 0, project.now + 1).map(({ doc, at }) => ({
      doc,
      at,
      message: {
        id: 'Masa fakta ini sudah lewat: bot tidak menyebutkannya lagi.',
        en: 'The time of this fact is over: the bot does not state it any more.',
      },
      mend: {
        id: 'Minta pemiliknya memperbarui nilai dan tanggalnya.',
        en: 'Have its owner renew the value and the date.',
      },
    })),
};

/** A fact that ends soon. */
export const endingFact: Rule = {
  code: 'ending-fact',
  level: 'warning',
  find: (project) =>
    ending(project, project.now + 1, project.now + NOTICE).map(({ doc, at, days }) => ({
      doc,
      at,
      message: {
        id: `Fakta ini berakhir dalam ${days} hari.`,
        en: `This fact ends in ${days} ${days === 1 ? 'day' : 'days'}.`,
      },
      mend: {
        id: 'Minta pemiliknya memperbarui nilai dan tanggalnya sebelum itu.',
        en: 'Have its owner renew the value and the date before.',
      },
    })),
};
