/** How consent is told to people in documents (voice: glossary). Codes that are not listed stand as they are. */
type Bilingual = Readonly<Record<'id' | 'en', string>>;

const words = (id: string, en: string): Bilingual => ({ id, en });

const STATES: Readonly<Record<string, Bilingual>> = {
  unknown: words('belum diketahui', 'not known'),
  pending: words('menunggu jawaban', 'waiting for an answer'),
  subscribed: words('berlangganan', 'subscribed'),
  declined: words('menolak', 'declined'),
  unsubscribed: words('berhenti', 'stopped'),
  lapsed: words('kedaluwarsa', 'lapsed'),
  withdrawn_all: words('berhenti dari semuanya', 'stopped everything'),
  platform_stop: words('dihentikan di WhatsApp', 'stopped in WhatsApp'),
  suspended: words('ditunda', 'on hold'),
  paused_until: words('jeda', 'paused'),
  undeliverable: words('tidak dapat dikirimi', 'cannot be reached'),
  erased: words('dihapus', 'erased'),
};

const EVENTS: Readonly<Record<string, Bilingual>> = {
  REQUEST: words('ditanya', 'asked'),
  CONFIRM: words('setuju', 'agreed'),
  DECLINE: words('menolak', 'declined'),
  WITHDRAW: words('berhenti', 'stopped'),
  LAPSE: words('kedaluwarsa', 'lapsed'),
  EXPIRE: words('tidak dijawab', 'not answered'),
  NUMBER_CHANGED: words('ganti nomor', 'number changed'),
  PLATFORM_STOP: words('dihentikan di WhatsApp', 'stopped in WhatsApp'),
  PLATFORM_RESUME: words('dibuka lagi di WhatsApp', 'resumed in WhatsApp'),
  SUSPEND: words('kiriman ditunda', 'updates held'),
  CLEAR: words('kiriman dilanjutkan', 'updates resumed'),
  PAUSE: words('jeda', 'paused'),
  UNPAUSE: words('jeda selesai', 'pause over'),
  UNDELIVERABLE: words('nomor tidak terjangkau', 'number not reachable'),
  REACHABLE: words('nomor terjangkau lagi', 'number reachable again'),
  ERASE: words('data dihapus', 'data erased'),
  LINK: words('catatan digabung', 'records joined'),
};

const SOURCES: Readonly<Record<string, Bilingual>> = {
  keyword: words('kata kunci di chat', 'keyword in the chat'),
  text: words('chat', 'chat'),
  button: words('tombol di chat', 'button in the chat'),
  flow: words('chat', 'chat'),
  user_preferences: words('pengaturan WhatsApp', 'WhatsApp settings'),
  signup: words('formulir WhatsApp', 'WhatsApp sign-up'),
  send_error: words('laporan WhatsApp', 'report by WhatsApp'),
  web: words('formulir web', 'web form'),
  api: words('sistem kami', 'our systems'),
  import: words('daftar yang kami masukkan', 'a list we entered'),
  paper: words('formulir kertas', 'paper form'),
  telephone: words('telepon', 'telephone'),
  qr: words('kode QR', 'QR code'),
  agent: words('petugas', 'an agent'),
  link: words('tautan', 'link'),
  system: words('sistem', 'the system'),
};

const find = (table: Readonly<Record<string, Bilingual>>) => (code: string, language: 'id' | 'en') =>
  table[code]?.[language] ?? code;

/** A state of consent, or the blocks of a contact as the ledger writes them, parted by spaces. */
export function stateInWords(codes: string, language: 'id' | 'en'): string {
  return codes
    .split(' ')
    .map((code) => find(STATES)(code, language))
    .join(', ');
}
export const eventInWords = find(EVENTS);
export const sourceInWords = find(SOURCES);
