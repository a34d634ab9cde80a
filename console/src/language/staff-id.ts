/** Words of the staff's console around its panes, in Bahasa Indonesia. */
export const staffId = {
  title: 'Konsol petugas',
  live: 'Sungguhan',
  signIn: 'Masuk',
  key: 'Kunci API Anda',
  keyHint:
    'Pengelola membuatnya di server: npx izin token add "Rina". Satu orang satu kunci: nama kunci tercatat pada yang Anda kerjakan.',
  kept: 'Kunci hanya diingat sampai tab ini ditutup.',
  wrong: 'Kunci ini tidak dikenal atau sudah dimatikan.',
  signOut: 'Keluar',
  waiting: (count: number) => `${count} orang menunggu balasan pertama`,
  practice: 'Server ini berjalan tanpa token WhatsApp? Buka mode latihan.',
  isSandbox: 'Ini mode latihan: tidak ada pesan yang benar-benar terkirim.',
  paused: 'Akun sedang dijeda',
  blocked: 'Akun diblokir Meta',
};
