/** Whether a standard word is one that Izin's rules know; unknown words are names, numbers and the rest of the world. */
export function isKnown(word: string): boolean {
  return KNOWN.has(word);
}

const KNOWN: ReadonlySet<string> = new Set(
  `stop berhenti kirim jangan hentikan unsubscribe subscribe langganan berlangganan daftar hapus data admin petugas
  nomor saya pesan info promo bahasa off all free cukup batal keluar start spam message block leave again`.split(
    /\s+/,
  ),
);
