/**
 * Words of one meaning in both languages, one group a line, written as people type them; the first names the group.
 * Everyday words first, then those of charities, the first readers of Izin.
 */
const SAME = `
uang duit money fulus
tunai cash kontan
bayar pay paid paying payment lunasi
transfer tf trf ditransfer wire
kirim send sent mengirim ngirim kirimin dikirimin
rekening norek rek
minimal minimum least smallest lowest dikit sedikit terkecil
maksimal maximum max maks limit largest terbanyak
terakhir deadline last latest due lambat batas batas_waktu batas_akhir penutupan
telat late terlambat kelewatan lewat_waktu keburu
awal early start mulai dimulai
kantor office
alamat address
lokasi location posisi letak located map maps peta directions
buka open opening
tutup close closed
bantu bantuan help aid assist assistance pertolongan assisting
laporan report reports
hapus delete erase remove ngapus apus hilangkan dihilangin musnahkan buang
berhenti stop stopping end setop unsubscribe unsub
batal cancel batalkan batalin gajadi
hitung calculate compute itung ngitung hitungin itungin hitungkan diitungin dihitungin kalkulasi work_out figure estimator simulasi menghitung
kalkulator calculator
gaji salary wage wages gajian gajiku upah earn earning paycheck pay_check payday
penghasilan income pendapatan honor
tabungan savings saved saving nabung simpanan celengan savings_account
deposito deposit
saldo balance
utang hutang debt debts berutang owe
pinjaman loan loans pinjam borrow pinjol paylater
cicilan cicil nyicil dicicil angsuran instalment installment instalments kredit_rumah kpr mortgage
anak child kid kids children son daughter
bayi baby newborn janin unborn
keluarga family sekeluarga
emas gold emak emasnya
perak silver
perhiasan jewellery jewelry kalung gelang cincin anting necklace ring bracelet
panen harvest harvested
petani tani farmer farmers pertanian agriculture farm crops
sawah kebun ladang field fields plantation perkebunan
padi gabah paddy
beras rice
toko warung shop store olshop kios
dagang trade trading perdagangan jualan jual sell selling dagangan merchandise pedagang seller
usaha bisnis business umkm
stok stock inventory
rumah house home
jemput pickup collect collection dijemput diambil ambil pick_up
nama name names
nomor number nomer
telepon phone call telp telpon nelpon
pajak tax taxes spt npwp deduction deductible pph
kuitansi kwitansi receipt receipts struk resi slip
bukti proof
riwayat history rekap past
perusahaan pt cv company corporate firm badan_usaha perseroan
karyawan pegawai employee employees staff pekerja pengurus
bulan month months monthly bulanan sebulan perbulan
minggu week weekly seminggu
hari day days harian daily sehari
tahun year yearly taun tahunan setahun setahun_sekali annual annually
rutin recurring regular berkala tetap
otomatis automatic automatically auto autodebet autodebit debit_otomatis
potong kepotong dipotong deducted deduct charge charged charging didebit terdebit kesedot
bahasa language languages
inggris english
petugas agent officer staf collector
relawan volunteer volunteers volunteering sukarelawan
yatim orphan orphans piatu panti orphanage
bencana disaster disasters
banjir flood flooded kebanjiran
gempa earthquake
longsor landslide
gunung volcano meletus erupsi eruption
beasiswa scholarship scholarships
kuliah college university mahasiswa campus kampus undergraduate student students
sekolah school
resmi official legit legal legalitas
izin licence license licensed permit berizin perizinan registered terdaftar
asli real genuine beneran
tipu scam penipuan penipu fraud ketipu fake palsu modus hoax
audit audited audits auditor diaudit akuntan accountant accounts
keuangan finance financial finances pembukuan neraca
persen percent percentage
daging meat
sembelih slaughter slaughtered disembelih pemotongan penyembelihan
kambing goat goats
domba sheep lamb
sapi cow cows cattle lembu
hewan animal animals ternak livestock
harga price cost prices costs biaya
tanah land
puasa fast fasting berpuasa shaum
niat intention
doa prayer
bacaan recite lafal lafadz lafaz dilafalkan
barang goods things items
baju pakaian clothes clothing
bekas used second_hand lama old secondhand
buku book books
makanan food meal meals nasi makan
kartu card cards cc
debit debet
kembali refund money_back take_back uang_kembali balik dibalikin dikembalikan return returned balikin pengembalian kembalikan
salah wrong mistake keliru typo kepencet
kelebihan over overpaid kebanyakan kebablasan lebih_bayar
kurang short
gagal failed fail
masuk received verified terverifikasi diverifikasi tercatat recorded muncul appear
sembunyi hide sembunyikan hidden anonim anonymous anonymously rahasia rahasiakan secret
tampil muncul_nama publish published cantumkan cantumin show showing
aman safe secure safety keamanan
privasi privacy
pesan message messages wa whatsapp
langganan subscribe berlangganan subscribed subscription
topik topic topics
sering often frequently frequent spam nyepam
kali times
beda difference different bedanya perbedaan vs differ diff
wafat almarhum almarhumah meninggal deceased my_late died dead mendiang tiada passed memory
wajib obligatory compulsory mandatory
sah valid
jumat friday
sabtu saturday
malam night malem malming
subuh dawn
lebaran eid idulfitri idul idul_fitri ied syawal
iduladha adha
ramadan ramadhan ramadlan puasaan bulan_puasa
mosque masjid musala mushola
air water
sumur well wells
orang_tua parents parent ortu
ibu mother mom mum mama mamah
ayah father dad papa
kakek grandfather grandpa
nenek grandma grandmother
suami husband
istri wife
adik brother sister saudara kakak_kandung sibling adek
tetangga neighbour neighbor
miskin poor dhuafa susah needy tidak_mampu
sakit sick hospital rs berobat
hamil pregnant pregnancy bumil
menyusui breastfeeding nursing busui
konfirmasi confirm confirmation
tunggu pending waiting menunggu
lunas unpaid belum_dibayar belum_bayar not_paid never_paid
nominal amount jumlah sum
pengajuan apply application ngajuin mengajukan ajukan
daftar register registration sign_up pendaftaran signup
syarat requirement requirements ketentuan rules
dokumen documents document berkas papers
komplain complain complaint keluhan kecewa ngadu pengaduan mengecewakan
bicara talk speak ngomong ngobrol
manusia human person
website web situs site
aplikasi app apps application_mobile
program programme programmes programs project projects kegiatan
salur distribusi distribution distributed distribute disalurin disalurkan penyaluran nyampe sampai reach reached
cabang branch branches perwakilan
penerima recipient recipients receiver mustahik beneficiaries asnaf mustahiq
golongan groups categories
kerjasama kolaborasi kolab partnership partner partnering kemitraan collaboration joint
proposal mou
tagihan bill billed ditagih
asuh foster sponsor
dijual sold sell_data
kode code
scan pindai scanning
qris qr barcode
foto photo photos picture
luar_negeri abroad overseas foreign international luarnegeri
dolar dollar dollars usd
pembantu maid housemaid art asisten_rumah
kota city cities
parkir parking parkirannya
akad ijab kabul qabul handover serah_terima
mainan toys toy boneka
elektronik electronics laptop tv kulkas
mebel furniture lemari kursi meja
obat medicine
sembako groceries
pemerintah government
operasional operational operations overhead operating running_costs
balas reply replies answer dibalas respon jawab jawabnya balasan
jam hour hours pukul clock
kerja work working works gawe pekerjaan job
utuh whole
lihat see view look liat melihat
baca read
pilih choose pick chose select dipilih pilihan
ganti change switch ubah diganti ubahin tukar
mati turn_off matiin matikan nonaktif nonaktifkan disable
jeda pause suspend libur_dulu diliburin tunda skip
terima accept accepted menerima diterima nerima take
cara how_do how_to how_can
manfaat impact
malam_takbiran takbiran eve
donor_darah blood
kasar rude
undangan invitation
link tautan url
surat letter
tanggungan dependants dependents tanggung nanggung ditanggung
korban victims victim
darurat emergency urgent
zakat zakatnya dizakati dizakatin zkt
maal mal harta wealth assets kekayaan aset
fitrah fitri fitr difitrahi
infak infaq infaknya berinfak
sedekah shodaqoh sodaqoh sadaqah sadaqa sodakoh shadaqah bersedekah charity
wakaf waqf wakafin berwakaf mewakafkan
qurban kurban udhiyah sacrifice sacrificial berqurban korban_sapi
aqiqah akikah
fidyah fidiah
nisab nishab
amil collector_zakat
donasi donate donation donations donated donating sumbang nyumbang sumbangan menyumbang disumbangin gift
donatur donor donors giver
yayasan foundation lembaga organisation organization
dimana where
kapan when
berapa how_much
siapa who
`;

/** Words of one kind: they are not the same, but a question about one is often a question about another. */
const KINDS = `
bank: bca bni bri bsi mandiri btn cimb muamalat permata danamon
e-wallet: gopay ovo dana linkaja shopeepay spay gojek
card: visa mastercard jcb amex kartu debit
relative: anak bayi ayah ibu kakek nenek suami istri adik mertua keponakan sepupu kerabat orang_tua paman bibi cucu ponakan kakak
town: jakarta jkt bandung surabaya medan makassar bekasi depok bogor tangerang semarang jogja yogyakarta malang palembang bali
country: malaysia singapura singapore arab saudi hongkong taiwan jepang japan australia amerika korea inggris eropa qatar dubai belanda germany tki tkw
currency: dolar ringgit riyal euro euros yen pound
disaster: banjir gempa longsor gunung tsunami kebakaran fire puting kekeringan angin topan kebanjiran kampung desa
weekday: senin selasa rabu kamis jumat sabtu minggu sunday monday
month: januari februari maret april mei juni juli agustus september oktober november desember january march
wear: baju sepatu mukena sarung kerudung jilbab celana tas jaket pakaian selimut
furniture: lemari kursi meja kasur kulkas tv elektronik
jewel: kalung gelang cincin anting perhiasan
crop: padi jagung kopi sawit sayur buah gabah beras
pay-later: paylater pinjol kredit cicilan kpr utang pinjaman
`;

function groups(lines: string): string[][] {
  return lines
    .trim()
    .split('\n')
    .map((line) => line.split(/[:\s]+/).filter(Boolean));
}

export const SAME_MEANING: readonly string[][] = groups(SAME);
export const SAME_KIND: readonly string[][] = groups(KINDS);
