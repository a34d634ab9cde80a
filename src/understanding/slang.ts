import { REGIONAL } from './regional.js';

/**
 * How people type everyday words: "standard: variant variant ...". A standard form of several words is written with
 * spaces. Only variants that mean the same in an English sentence too, or mean nothing there, stand here.
 */
const EVERYDAY = `
tidak: gak ga gk g ngga nggak enggak engga kagak kaga kgk gag gaak gx tdk tdak tak nda ndak ngak nggk gakk gaa nggaa tida ngg kgak ndk enda
tidak usah: trausah sengusah gausah gakusah gausa gaush gkusah gkush gosah gasah gusah ngausah nggausah takusah gausahlah
tidak mau: gamau gakmau gamao gmau gkmau nggamau gakmw gamw ogah emoh moh taknak tknk gamo
tidak perlu: gaperlu gakperlu gaprlu gkperlu gprlu gaperluu
tidak bisa: gabisa gakbisa gbs gabs gkbisa
tidak ada: gaada gada gakada gkada
tidak apa apa: gapapa gpp gppa gakpapa gapp
tidak jadi: gajadi gakjadi gjd gjadi
tidak butuh: bth gabutuh gakbutuh
tidak tertarik: gatertarik
tidak usah: takpayah
lebih baik: mending mendingan
usah: usahmi ush usa payah
mau: nak mahu mw mo mao mauu mauuu
ingin: pengen pengin pingin pgn kepingin kepengen pngn pngen ingn
butuh: btuh
jangan: janganmi jgn jng jngn janga jngan jagan jangn jaangan jangqn jangab jangam jangna jnagan ajngan
jangan lagi: janganlagi
sudah: ud udah udh sdh dah uda udaah sdah suda dh
sudahi: udahin sudahin udahan
belum: blm belom blom blum
saya: sy sya syaa saia aye ane ana gua gue gw gwe w aq ak aku akuu q aing awak eike akoh akyu
kami: kmi
kamu: lu lo elu loe kmu km kmuu
kalian: klian kalean
yang: yg yng nyang
dan: dn
dengan: dg dgn dng dngan
untuk: utk untk tuk bwt
dari: dr dri
ke: k
di: d
sama: sm ama ma
saja: aja aj ajah ja saj sja ajj doang doank
juga: jg jga jugak jugaa
lagi: lg lgi lgii agi lagii lagih
masih: msh masi msih mash
terus: trs trus teros mulu melulu
kenapa: knp knapa napa ngapain ngapa kenape
bagaimana: gimana gmn gmna gimna gimane bgmn bagaimna gmana
apa: ap paan apaan
apakah: apkh apakh
siapa: sapa spa siapaa
mana: mna mn mnaa
kapan: kpn kapn
berapa: brp brpa berape brapa
bisa: bs bsa bsaa isa
boleh: blh bleh bole
tolong: tlg tlng tlong tolg toling tulung tlongg tolon
mohon: mhn mohn mhon moon
minta: aturi mnta mita mnt nta
kirim: hantar krm krim kirm kirin kiirm kirum kirimm krimm
mengirim: ngirim mgirim mengirm ngirimi mengirimi ngirimin ngekirim
kirimi: kirimin krimin krmin krmi krmkn kirimkan kirimken
dikirim: dikrm dikrim dkrm dkirim dikirm
dikirimi: dikirimin dikrimin dikrmi dikrmin dkirimin
pengiriman: pengirimn pngiriman pengirman
pesan: mesej psn pesen psan pesn pean psen
kabari: kabarin kbrin
broadcast: bc bcan brodkes brotkes brodcast broadkes brodkas brodcas broadcas brotkas bcast brdcast bodcast broadcst broadcase brodkest
langganan: lngganan langgann langgnan lanngganan lanngganann lgganan lngganann langgannan lanqganan langanan lanhganan
berlangganan: brlangganan berlanganan berlanggan
berhenti: brhenti brhnti berenti brenti berhnti behenti berhemti bernti berhentii berhebti brhnt brhti berehnti behrenti berhwnti berhanti berhent bethenti verhenti nerhenti brhent berhentu berhento berheti berhenri berhenty brenty berheni berenhti bherenti
berhentikan: brentiin berhentiin berentiin brhentiin brentikan berentikan brhntikn brhentikan
hentikan: hentiin hntikan hentikn hentkn hentkan
dihentikan: dihentkan dihentikn dihntikan dihentiin diberhentiin
stop: sto cton setop stp sttop stopp setopp stopin sotp stpo stob stoop stoped sropp stio
stopkan: setopin
daftar: dftr daptar dafatr dftar dafar daftr dafftar
daftarkan: daftarin dftrin daptarin
hapus: hpus apus hps hpuss hapuss
hapuskan: hapusin apusin hpusin
data: dta
pribadi: pribdi prbadi prbdi pribadii
salinan: slinan
nomor: nmr nomer nmer nomr nmor nomoor nomorr nomir
hp: hape hpku hapeku
handphone: hendpon henpon
petugas: petgas ptugas petugs ptgs petugaz
admin: adm amdin adimn admn mimin atmin admiin admim admon adnin adminn atmint
customer: customr costumer custumer cuctomer kostumer kastemer
bicara: bcra bcr bicra ngomong ngmng ngomng ngobrol ngobrl bincang
sambungkan: sambungin smbungkn smbungin smbungkan sambungkn
hubungkan: hubungin hbungkn hubngkan
hubungi: hubngi hbungi hbngi
langsung: lgsg lgsung langsg lsg lngsung
orang: org orng ornag oraang
bahasa: bhs basa bhsa bahsa bhasa
inggris: inggeris ingris enggres inggrs inggres enggris inggriss
indonesia: indo indonesa endonesa indonesaa
info: inpo impo infoh
informasi: inpormasi informsi imformasi
bulan: bln blan
tahun: thn th
hari: hr hri
minggu: mggu mgg
banget: bgt bngt bgtt bangett bangat
kalau: kalo klo klw kl kalu klau nek kalok kaloo
karena: krn krna karna soalnya
seperti: kayak kyk kek spt sperti
begini: gini bgini beginian ginian
begitu: gitu gt gituan
tetapi: tapi tp tpi
tetap: ttp ttap
cuma: cm cman cuman hanya
terima: trima nerima trma menerima nrima
terima kasih: makasih makasi mksh mksih trims tengkyu trimakasih terimakasih trimakasi tks trmksh tararengkyu suwun nuwun nuhun matursuwun matornuwun jazakallah jazakumullah
maaf: maap mf sori afwan ngapunten hampura
iya: iye iyaa iyah iyo iyaaa
ya: y yaa yah yaaa yo yoi yaak yup yap yep yaps yoo
dong: donk dunk dund
kak: kk kaka kakak kakk ka
min: minn
ganti: gnti
pakai: pake pke pk
masuk: msuk msk
masukkan: masukin masukan masukkin msukn msukin masukn masukken
keluarkan: keluarin kluarin klrin keluarken kluarkan
dapat: dapet dpt dpet dapt dapatkan dapetin
nanti: ntar nti entar tar
besok: bsk bsok
sekarang: skrg skrng skr skarang
tiap: tiep
ganggu: gangguin gnggu ganguin
bosan: bosen bsen
capai: capek cape cpk
malas: males mls mager
kesal: kesel ksl
teman: temen tmn
benar: bener bnr
sering: sring srng
banyak: bnyk bnyak byk
sebentar: bentar bntr
sampai: nyampe sampe smpe ampe nyampai nyampek
tahu: tau taw tw
message: msg mesage messege massage mesagge messsage messg
messages: msgs mesages messagess
please: pls plz plis plss pliss plese pleas plsss
unsubscribe: unsb usub unsub unsuscribe unsubsribe unsubcribe unsubscrib unsubscibe unsubscrie unsbscribe unsubs unsubscrive unscribe unsubsrcibe unsubcrib unsubsrib unsubrek ansubscribe ansubskraib unsubskrib unsubskribe
subscribe: subs subscrib subsribe subcribe subsrib subscibe suscribe subskrib subskraib subcrib sbscribe sbuscribe sbskreb sabskreb subskreb
you: u yu
your: ur
thanks: thx thnks tnx thanx
because: coz cuz
people: ppl
want: wanna wnt
dont: donot dnt doont dontt
longer: longr
anymore: anymor animore
language: languange langauge languag langguage
english: englis engllish inglish inglis englsh engglish
preferences: preference preferance
help: halp
agent: agnt
punya: pny pnya puny
kasih: ksih kasi ksi
whatsapp: wa whatsap watsap whatshap wasap watsapp whastapp wassap whatapp
dari mana: darimana drmn drmana darimn drimana drimn darmana
dimana: dmn dmna
telepon: tlp tlpn telp telpon tlpun telfon
ditelepon: ditlp ditlpn ditelp ditelpon
balas: bls blz bales
dibalas: dibls dibales
dalam: dlm
jawab: jwb jawap
tanya: tny nny
simpan: simpen smpn smpan
disimpan: dsimpen dismpn disimpen dsimpan
dihapus: dhpus dihpus diapus dhapus
lihat: liat lht liyat
kok: kq koq ko
servis: serpis
spam: sepam spamm
gabung: gabunk
`;

/** Variant to standard words. */
export const SLANG: ReadonlyMap<string, readonly string[]> = build();

function build(): Map<string, readonly string[]> {
  const map = new Map<string, readonly string[]>();
  for (const line of `${EVERYDAY}${REGIONAL}`.split('\n')) {
    const [standard, variants] = line.split(': ');
    if (standard === undefined || variants === undefined) continue;
    const words = standard.split(' ');
    for (const variant of variants.split(' ')) if (!map.has(variant)) map.set(variant, words);
  }
  return map;
}

const ENGLISH_TOO: ReadonlySet<string> = new Set(
  'message messages please unsubscribe subscribe you your thanks because people want dont longer anymore language english preferences help agent stop whatsapp handphone broadcast'.split(
    ' ',
  ),
);

/** Every slang and regional spelling of an Indonesian word; short ones that are English words too are left out. */
export const REGIONAL_WORDS: ReadonlySet<string> = new Set(
  [...SLANG]
    .filter(([variant, [first = '']]) => variant.length > 2 && !ENGLISH_TOO.has(first))
    .map(([variant]) => variant),
);
