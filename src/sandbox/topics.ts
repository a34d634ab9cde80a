/** Who speaks in the sandbox. Made up: the FAQ that is shipped speaks in its name. */
export const SANDBOX_ORG = 'Yayasan Amanah Contoh';

/** Asks for a yes where a request came from a form: as `consent_confirm` of the sandbox reads. */
const template = { name: 'consent_confirm', parameters: ['{{date}}', '{{source}}', '{{topic}}', '{{org}}'] };

/** What people can subscribe to there, so that a newcomer has something to say yes to. */
export const SANDBOX_TOPICS = [
  {
    id: 'info-zakat',
    name: { id: 'Info zakat', en: 'Zakat updates' },
    description: {
      id: 'pengingat zakat dan kabar program',
      en: 'zakat reminders and news of our programmes',
    },
    template,
  },
  {
    id: 'laporan-penyaluran',
    name: { id: 'Laporan penyaluran', en: 'Distribution reports' },
    description: {
      id: 'laporan bulanan ke mana donasi disalurkan',
      en: 'monthly reports on where donations went',
    },
    template,
  },
];
