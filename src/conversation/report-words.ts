import { normalise } from '../understanding/index.js';

const REPORT = new Set(
  'lapor laporkan melapor report komplain complain complaint pengaduan mengadu adukan aduan'.split(' '),
);
const BESIDE = new Set(
  'saya mau ingin kak min pak bu tolong ini ya dong spam i want to a please file make'.split(' '),
);

/** LAPOR, alone or with what people put beside it: a complaint. "Laporan zakat" is none. */
export function isReport(text: string): boolean {
  const { tokens } = normalise(text);
  return (
    tokens.length > 0 &&
    tokens.length <= 6 &&
    tokens.some((token) => REPORT.has(token)) &&
    tokens.every((token) => REPORT.has(token) || BESIDE.has(token))
  );
}
