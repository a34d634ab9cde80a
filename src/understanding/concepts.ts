/**
 * The concepts that frames are made of, and the standard words for each: "name: word word", continued on indented lines. A
 * word with "+" in front is an Indonesian verb root and stands for all its forms ("+kirim": mengirim, dikirimi, kirimkan,
 * ngirimin ...); with "*" for all but the root itself ("*kabar": kabari, dikabari, but not the noun). A word may stand under
 * several concepts.
 */
export const CONCEPTS = `
arrive: masuk datang muncul nongol mampir arrive come
quoting: ketik tulis kata tulisan tertulis bacaan baca maksud maksudnya balas word says means meaning
stop: stop stops stopping stopped berhenti +henti berhentikan diberhentikan +stop ceases cease desist unreg nyetop
  setop terhenti pemberhentian penghentian ngestop kestop quit quitting dipunendegaken dipunendhegaken kandheg endeg
  brenti discontinue discontinued discontinuing terminate terminated halt refrain +eureun +endheg +endhek +endeg
  +mandheg +mandeg +leren +liren +lereun +baranti dieureunkeun diendhegke kendel stahp
notif: notif notifs notifikasi notification notifications
unsub: unsubscribe unsubscribed unsubscribing optout unfollow
weakstop: +batal +akhiri +putus +mati +nonaktif nonaktifkan nonaktifin off offin offkan end disable mute cancel
  canceled cancelled cancelling +bisu +tutup unlist silent silentkan senyap
sudahi: sudahi disudahi menyudahi udahan sudahan
enough: cukup enough cukupkan cukupin dicukupkan dicukupin mencukupkan
exit: keluar exit out leave pamit cabut mundur left mengundurkan undur resign kaluar leaving
batal: +batal cancel canceled cancelled cancelling
remove: +hapus *hilang +coret +cabut +buang +singkir +lepas +keluarkan keluarkan dikeluarkan mengeluarkan ngeluarin
  deleted delete deleting remove removed removing erase drop exclude wipe kick scrub hapuskan dihapuskan bersihkan
  +musnah keluarin dikeluarin keluarkeun dikeluarkeun kaluarkeun keluarno dikluarin erasure deletion penghapusan
  destroy unlist blacklist strike +piceun +jokno +ical dipunicali icali +lenyap +tiada
takeoff: take get taken
off: off out
send: +kirim pengiriman kiriman send sends sending sent resend kirimi dikirimi +kintun
contact: +hubung hubungi dihubungi menghubungi +kontak +chat +wa whatsapp +sms +hub contact contacting contacted
  texting texted messaging messaged messages message text +japri ngejapri mention mentions wapri reach bother
  bothering disturb disturbing email emailing japrian pm dm +sapa ngebroadcast +blast ngahubungan ngahubungi ping
  pinging pings
offer: +tawar nawarin nawar +promosi +iklan menawari market advertise
tell: kabari infokan infoin diinfokan diinfoin ingatkan ingetin ngingetin pengingat dikabari dikabarin mengabari
  ngabarin ngabari notify remind inform informed notified updated know +beritahu beritahu *kabar *info *ingat posted
  reminding notifying *tagih tagih
get: terima +terima dapat mendapat mendapatkan didapat peroleh receive receiving get getting got gets received
  accept diterima penerima menerima +dapat +nikmat hear
wa: whatsapp
msg: pesan message messages text texts msg sms chat chats info infos informasi information update updates promo
  promos promosi promotion promotions promotional iklan ads ad advert adverts broadcast broadcasts siaran blast
  newsletter newsletters buletin notif notifs notifikasi notification notifications kabar berita news laporan report
  reports reminder reminders pengingat penawaran offer offers marketing kiriman spam stiker katalog catalog
  catalogue diskon undangan ajakan whatsapp video gambar katalognya email emails materi artikel tawaran requests
  alert alerts communication communications texting pemberitahuan pengumuman ucapan campaign campaigns kampanye
  voucher newsletternya pings
generic: pesan message messages text texts msg sms chat chats info infos informasi information update updates
  broadcast broadcasts siaran blast notif notifs notifikasi notification notifications kabar kiriman spam whatsapp
  email emails marketing langganan berlangganan subscription promo promos promosi promotion promotions promotional
  iklan ads materi pemberitahuan alert alerts kirim penawaran video gambar communication tawaran
news: info infos informasi information update updates promo promos promosi broadcast broadcasts siaran newsletter
  newsletters buletin notif notifikasi notifications kabar berita news laporan report reports reminder reminders
  pengingat diskon katalog penawaran offers arrivals campaign campaigns programs
promo: promo promos promosi promotion promotions iklan ads penawaran diskon
auto: otomatis auto automatic automated
sub: langganan berlangganan melanggan subscription subscriptions subscribing subs langgan dilanggan langganin
  dilangganin langganankan
subscribe: subscribe subscribed resubscribe resubscribed subscribing
member: pelanggan member keanggotaan
broadcast: broadcast broadcasts siaran blast newsletter newsletters buletin mailing
spam: +spam spamming spammer spams spammed nyepam nyampah blasting nyampahin ngebroadcast +blast spammy
thislike: begini begitu ginian gituan beginian
jangan: jangan dont never ojo jgn tong ulah aja ampun jan mpun janganlah entong montong jang
not: tidak not bukan no ga nda aint nope cannot cant wont didnt doesnt havent isnt takkan nothing tanpa without teu
  kagak none ndak nor tiada dont wasnt arent
neg: tidak not takkan tanpa without cant wont didnt doesnt havent isnt cannot never jangan dont belum ulah tong ojo
  bukan ampun aja couldnt wouldnt shouldnt nonstop tiada
belum: belum yet
usah: usah perlu need butuh
longer: longer
no: no
do: do
more: more further any
again: lagi anymore again kembali further lai more seterusnya selanjutnya juo anylonger henceforth kedepannya ulang
  maning
ever: ever pernah
want: mau ingin minat berminat tertarik bersedia want wish interested like butuh maunya kepengin suka prefer would
  wishing intend ikhlas +ingin sudi berkenan pengen need rela perlu pinginnya inginnya minta mohon love +butuh
minat: minat berminat tertarik interested butuh interest
willing: bersedia setuju agree agreed agrees consented izinkan mengizinkan memperbolehkan mengijinkan ijinkan
  perbolehkan menyetujui disetujui ridho ikhlas persilakan allow setujui consent
refuse: menolak tolak nolak keberatan refuse decline object menolaknya reject ogah enggan males malas
me: saya me my i mine im ive id ku we us our kami myself sayanya aku urang
num: nomor nomornya number nomer nombor hp handphone phone telepon wa whatsapp contact kontak numbers nohp
name: nama name
list: daftar senarai list lists mailing broadcast siaran penerima recipients newsletter newsletters
here: sini here kesini situ mari segini sekian
consent: persetujuan izin ijin consent permission approval perizinan kesepakatan mengizinkan izinkan setuju
  authorize
withdraw: cabut tarik mencabut menarik withdraw revoke revoked withdrawing batal batalkan membatalkan dicabut
  ditarik withdrawn dibatalkan rescind
wrong: salah wrong keliru nyasar incorrect
sambung: sambung orang person
dead: meninggal wafat almarhum almarhumah alm tiada berpulang died dead deceased passed death mendiang kapundut sedo
owner: pemilik owner orangnya pengguna punya beliau nomornya holder milik
kin: teman tetangga ipar sepupu keponakan tante paman om cucu mertua bunda bos friend neighbour boss bapak ayah ibu suami istri anak kakak adik kakek nenek mama papa father mother husband wife son daughter
  grandfather grandmother orangtua dad mom papah mamah abah umi emak
bother: +ganggu terganggu mengganggu pengganggu ganggu annoying annoyed irritating risih berisik nyebelin sebel
  sebal kesal jengkel muak meresahkan eneg enek jengah dongkol harassing harassment nuisance gerah malesin capai
  bosan bete privasi sumpek fed sick tired pusing ngeselin
strongbother: annoying annoyed irritating risih berisik nyebelin muak meresahkan eneg enek jengah harassing
  harassment nuisance malesin mengganggu ngeselin mengesalkan ngeganggu rese
ganggu: +ganggu mengganggu terganggu
tooMuch: kebanyakan keseringan terlampau toomuch
too: terlalu too kelewat
many: banyak sering many much often mulu berkali
leave: leave let
alone: alone
block: blokir blok block ngeblok ngeblock memblokir memblok blocking ngeblokir blokirin blocked
report: report reporting reported laporkan melaporkan dilaporkan laporin ngelaporin polisi kominfo *lapor lapor
cond: kalau jika if when bila apabila misal misalnya andai seandainya upami lamun whenever once asal bilamana
polite: bisa boleh berkenan bersedia tidak masih possible memang begitu gitu
can: bisa boleh can could would dapatkah tiasa bisakah dapat bolehkah sanggup may
how: bagaimana how cara caranya gimana carana caraku piye gmn
ask: apa apakah bagaimana kapan berapa siapa kenapa mana what when which who why where how seberapa dimana iraha
  adakah bisakah benarkah kah whats
what: apa what apakah naon apasih
kok: kok kenapa why ngapain masih still koq
later: nanti later kapan
anytime: anytime sewaktu waktu nanti later suatu saat sometime someday future kapan kelak
request: minta diharap dimohon bantu request req
stillgoing: tetap lanjut lanjutkan lanjutin terusin continue keep keeps lanjutan nerusin melanjutkan keeping resume
  terus *terus *lanjut
iya: iya ya yes yap boleh silakan silahkan oke ok mangga monggo sure sip yuk ayo hayu ayok gas yea yeah silaken
silakan: silakan silahkan monggo mangga boleh feel
all: semua all apapun anything everything segala seluruh semuanya any segalanya
yesterday: kemarin tadi dulu dulunya sempat previously before earlier pernah once wingi
now: sekarang now
undo: salah kepencet terpencet keliru accident accidentally mistake mistakenly sengaja kesalahan keklik
nojadi: jadi
change: berubah changed change
mind: pikiran mind
topicword: topik topic topics
activate: +aktif aktifkan aktifin mengaktifkan activate reactivate diaktifkan diaktifin +nyala nyalakan enable
  resume +buka reaktivasi restart +hidup unstop unpause perpanjang diperpanjang renew extend
join: ikut ikutan join gabung bergabung nimbrung joined joining ikutin +gabung ngiringan ngiring
register: daftar daftarkan didaftarkan mendaftar mendaftarkan daftarin +daftar register registered enroll enrol
  registrasi signup kedaftar dimasukkan masukkan masukin add include added put pasang tambahkan tambahin lebokno
  dimasukin memasukkan tambah ditambahkan menambahkan
daftar: daftar nderek list mendaftar daftarkan +daftar daptar
sign: sign signed
up: up
in: in
back: back kembali balikin
opt: opt opting opted
out: out
addme: add put include sign enroll
start: mulai start memulai begin join started unstop
recur: tiap setiap rutin berkala bulanan mingguan harian tahunan every weekly monthly daily regular regularly
  whenever terus selalu seterusnya always berkelanjutan
newthing: ada baru new terbaru anyar restock update
keep: keep
tahu: tahu know diberitahu
human: petugas petugase admin cs operator agent agen manusia human humans representative supervisor adminnya csnya helpdesk
  callcenter petugase staf staff customercare pengurus amil pegawai karyawan manager manajer apoteker resepsionis
  support minnya moderator
person: orang uwong wonge orange seseorang someone somebody person people anyone orangnya live wong jelema jalma
role: dokter ustadz ustaz bagian divisi tim team pimpinan manajernya supervisor manager konselor konsultan sales
  kasir owner pemilik perawat bidan dr pengurus department ketua penanggung ahli layanan marketingnya penjualan
  finance keuangan kurir ustadzah direktur pemimpin pihak atasan bos boss
custserv: customer
service: service care support services pelanggan servis serpis
talk: +bicara +obrol ngobrol obrolan ngomong bincang berbincang chat chatting speak talk talking speaking konsultasi
  konsul curhat diskusi ngobrolin tanya nanya bertanya tanyain omong omongan berkomunikasi komunikasi berdiskusi
  cerita chattingan mengobrol ngomongin telepon telponan converse connect
speakto: speak talk
connect: +sambung sambungkan +hubung hubungkan dihubungkan disambungkan +panggil panggilkan +terus teruskan +alih
  alihkan connect transfer escalate eskalasi +arah arahkan +oper operkan forward oper +jumpa ketemu bertemu temui
  redirect
connectown: sambungkan disambungkan disambung sambung hubungkan dihubungkan panggilkan
callme: call ring phone telepon telpon telp ditelepon ditelpon hubungi menghubungi dihubungi menelepon
real: asli beneran real live sungguhan actual langsung manusia nyata directly hidup betulan
bot: bot bots robot mesin chatbot otomatis auto ai machine automated robotnya botnya computer komputer
reply: +balas +jawab respon respond reply replies answer bales +respon merespon +tanggap balasan jawaban layani
  tangani handle handled answering responding dilayani melayani dibales dibalesin ngebales balesin +bales
with: dengan sama with bersama
bantuan: bantuan help assistance dibantu assist
complain: komplain complain complaint keluhan mengadu pengaduan ngadu komplen
fee: biaya fee potongan ongkos ongkir tarif charge charges fees potong dipotong bayar kena ditanggung gratis bank
  administrasi pay paying berapa
job: lowongan loker kerja vacancy openings jobs job opening gaji magang melamar travel
data: data datas datanya dataku
bigdata: paket kuota database penyaluran penerima donasi tahunan produk penjualan statistik ongkir center seluler
  internet roaming package prices
personal: pribadi personal identitas diri privat perorangan
account: akun account profil profile
datathing: nik ktp alamat address foto riwayat history rekam medis identitas kk rekening npwp histori profil records
  percakapan conversation tanggal lahir email usia akun account details detail biodata informasi information info
  medical selfie dokumen obrolan
about: tentang about mengenai perihal milik regarding
stored: simpan disimpan menyimpan tersimpan store stored hold holds keep kalian punya have pegang collect disimpen
  kumpulkan dikumpulkan recorded
system: sistem system server database db arsip servers systems catatan permanen permanently selamanya kalian records
  record penyimpanan storage
see: +lihat liat ningali ndelok +cek +akses +unduh +ekspor +salin salinan copy download export see view show access
  ningal tunjukkan tampilkan kirim kirimi minta send request liatin ndeleng lihatin memberikan tunjukin berikan give
  provide
copy: salinan copy export ekspor download unduh akses access salin mengakses mengunduh mengekspor copies
fix: diperbarui diperbaharui +ubah perbaiki +betul betulkan benerin +koreksi +baru perbarui +ralat correct fix update edit +edit rectify
  +ganti ganti amend revise perbaharui memperbarui memperbaiki +revisi *benar *baik change changed
forget: lupakan dilupakan forget forgotten lupain melupakan
law: pdp gdpr hak undang right
lupa: lupa forget hesitate ragu sungkan khawatir takut worry segan bosan malu kelupaan
language: bahasa language languages
english: inggris english
indonesian: indonesia indonesian
dialect: jawa jowo sunda minang betawi melayu arab batak madura bali mandarin chinese javanese sundanese arabic banjar
  bugis jepang jawi
use: pakai memakai menggunakan gunakan use using speak speaking write type reply respond answer nganggo nganggem
  jawab balas in dalam versi version kasih gunain
switchto: +ganti ganti ubah +ubah switch change balik balikin kembali kembalikan translate +terjemah terjemahkan
  pindah set tukar tukerin alih diganti diubah gantikan *terjemah pilih choose memilih setting setel atur
understand: mengerti ngerti paham understand bisa faham speak pandai lancar speaks fluent fasih mudeng memahami
  dimengerti read
school: kursus les kelas kamus buku guru pelajaran sekolah course class lessons teacher book books dictionary novel
  belajar bimbel learn tes toefl sertifikat anak kids translator jurusan alquran quran khutbah kajian soal ujian
  mata lowongan dijual sastra artikel
worldstop: kerja bekerja kerjaan hujan rokok ngrokok merokok ngerokok sekolah kuliah bus bis busnya kereta keretanya
  mobil mobilnya motor lampu air asi asinya haid mens detak jantung jantungnya darah perdarahan pendarahan
  perdarahannya obat antibiotik minum makan sedekah kebaikan kebaikannya berbuat beramal ibadah pahala pahalanya
  mengalir stunting kontak kran mesin mesinnya produksi kontrak gaji menangis nangis laughing praying rain bleeding
  loading working crying moving house shop halte stasiun menit bab terapi terapinya obatnya kajian kajiannya loss
  press pintu programnya bantuan bantuannya beasiswa donasi donations donasinya autodebet autodebit debit debet
  kartu pembayaran payment order pesanan transaksi transfer booking janji puasa wudhu wudu nikah umroh umrah haji
  jalan tol pit one non kos main menyusui kb suntik imunisasi vaksin berdoa doa berjuang belajar sumbangan infak
  infaq kotak iuran cicilan asuransi polis kontes lomba kelas acara event kegiatan proyek pompa listrik pam sumur
  banjir gempa perang kebakaran tugas jabatan polisi pegawai nafas napas film lift merek mengaji ngaji olahraga diet
  minuman promil hamil kopi gula kuliahnya sholat salat tahajud talking dr sewa kontrakan gadai usaha dagang jalanan
  darahnya batuk flu muntah bersin diare gatal nyeri pain by medication taking eating driver gojek taksi angkot
  ambulans ambulan rokoknya susu dot pampers drop kuota bekerjanya smoking drinking videonya
trade: youtube channel yt instagram ig tiktok podcast galon wifi listrik koran indihome netflix internet laundry
  catering katering air spotify majalah parkir toko warung dokter gas pulsa facebook fb telegram susu premium
enrol: relawan volunteer reseller umroh umrah haji sunatan sekolah kelas member kajian periksa antrian antrean poli
  bpjs npwz harga menu rekening muzakki mustahik dokter hadir cabang produk nama sapi kambing ekor nikah seminar
  webinar lomba beasiswa pelatihan workshop kerja mudik kursus tk sd smp sma tpa tpq donatur pasien agen mitra
  dropshipper hitam kitab alamat lokasi program kegiatan acara peserta online clinic class event volunteers doctors
  prices kuliah les bantuan obat buka syarat syaratnya antri vaksin imunisasi operasi kontrol rawat tunggu pengajian
  waiting
donate: donasi donation sedekah donatur transfer bayar membayar pembayaran sumbangan transferan
mail: email folder
youpeople: you kalian
lose: lose forget forgetting
sudah: sudah already done
bilang: bilang minta ketik asked said told asking tulis bilangin saying say ngomong laporkan konfirmasi dibilangin
  dibilang balas
only: saja only cuma cukup just khusus except kecuali selain hanya
others: lain lainnya other others sisanya rest but
where: mana where dimana kemana
gave: gave dapat who siapa suruh
temp: sementara dulu sek
privacy: privasi privacy kebijakan aman safe secure bocor rahasia dibagikan dijual dipakai share
parcel: barang barangnya paket paketnya pesanan pesanannya orderan order orders parcel package item items invoice
  resi resinya kurir jne jnt gojek grab sicepat cod bubble plastik kwitansi makanan sendok kado bunga kue obat
  obatnya resep uang dana transfer tf motor pulsa hewan sapi kambing daging berkas proposal bukti ktp sertifikat kuitansi
dayplace: hari besok today tomorrow tonight jam minggu senin selasa rabu kamis jumat sabtu ahad rumah kantor gudang
  toko lewat dulu sekarang alamat kemarin nanti balik palsu salah sembarangan orang office home sampai
dulu: dulu
gotten: dapat mendapat mendapatkan didapat receive received terima menerima diterima dapet
masih: masih still
exist: ada adakah ono aya available tersedia wonten aya
detail: nik ktp alamat address foto riwayat history rekam medis email lahir identitas biodata selfie dokumen kk npwp
regular: newsletter newsletters buletin updates update broadcast siaran reminder reminders pengingat newsletternya
  katalog
exclude: exclude excluded kecualikan dikecualikan mengecualikan
prefer: prefer rather mending
junk: sampah nyampah
give: give provide
through: through
praise: baik bagus ramah cepat fast great good nice hebat keren cantik ganteng lambat slow amanah sopan jelek best
  memuaskan responsif gercep lama
very: banget sangat sekali very so
pause: pause paused jeda rehat libur liburkan skip tunda ditunda hold snooze istirahat
self: diri
call: +telepon +telpon +telp call calling
less: kurangi kurangin less fewer reduce dikurangi
speak: bicara ngobrol ngomong berbicara berbincang speak talk chat
save: +simpan store stored save keep retain hold saving
make: make bikin
topic: zakat infak infaq sedekah wakaf kurban qurban fidyah laporan report reports katalog catalog catalogue diskon
  kajian beasiswa program reminder reminders pengingat newsletter buletin jadwal produk stok donasi berita news
  event undangan bencana yatim penyaluran
today: hari today detik
turn: turn switch shut
texts: message messages text texts sms chat notif notifikasi notifications
jual: jualan jual berjualan ngejual sales selling dagang
forever: selamanya seterusnya permanen forever permanently
mode: mode
until: semene semanten sampai
registerme: daftarkan daftarin didaftarkan masukkan masukin daftarno
appreciate: appreciate grateful glad mind senang
knows: tahu know knows knew paham ngerti kenal weruh ngertos terang
own: punya have has had pegang simpan nyimpan menyimpan
obtain: dapat mendapat mendapatkan didapat didapatkan peroleh memperoleh diperoleh dapatkan get got getting gets obtain obtained
  ambil diambil
handover: kasih ngasih memberi beri berikan memberikan gave give given dikasih diberi berbagi provide provided ngasi
spread: +sebar sebarkan menyebarkan nyebarin disebarkan share shared sharing bocorkan bocorin membocorkan
source: sumber source asal
who: siapa who
when: kapan when
proof: bukti proof evidence
othernum: rekening antrian antrean resi invoice kamar undian plat polisi urut ktp nik npwp npwz sertifikat peserta pendaftaran
  pasien registrasi kartu kursi seri transaksi kontrak izin
close: tutup menutup ditutup close deactivate nonaktifkan
talklog: chat chats percakapan obrolan conversation chatan
present: ada online aktif standby available bangun active
wait: tunggu menunggu nunggu nungguin ditunggu wait waiting waited
assist: bantu bantuin membantu ngebantu bantui help assist
seller: penjual seller penjualnya
choice: pilihan choice option options opsi versi version
hasty: keburu terlanjur telanjur kadung
slow: lama lambat lemot lelet slow
pickup: jemput dijemput menjemput antar diantar mengantar nganter datang dateng kirim jemputan
able: bisa boleh can could
`;
