/**
 * Javanese (ngoko and krama), Sundanese, Betawi, Minang, Banjar, Balinese and Batak words for what customers need, in
 * the same form as the slang table. Words that mean something else in Indonesian ("ulah", "tong", "ampun", "aja",
 * "lain", "urang", "jan", "lai") stand in the lexicon instead, where a frame weighs them with their neighbours.
 */
export const REGIONAL = `
tidak: tra idak dak seng ora mboten boten orak ra henteu teu hente hanteu moal indak indaak kada tusing ndok nenten enjek
tidak usah: rasah orasah ojosah
tidak mau: embung emong moh wegah alim
tidak perlu: teukedah
jangan: ojo ojok ajok sampunang unang ajjha ajje
saya: inyong kula kulo abdi kuring ambo den aden saye ulun unda dalem kawula beta kaule tiang titiang
mau: arep gelem purun kersa kerso hoyong hayang palay daek nio amuah namuah badhe bade rek handak
usah: sah
kirim: kintun kintunaken kirimkeun kirimno kirimke kirimna kintunkeun
mengirim: ngintun ngintuni ngintunan ngiriman mangirim ngirimke ngirimno
dikirimi: dikintuni dikintunan dikiriman dikintunaken dikirimkeun dikirimke dikirimno
pesan: seratan pasan talatah pesenan
lagi: buin maning maneh malih meneh deui pole
sudah: wis wes uwis uwes sampun geus enggeus tos parantos atos alah ude udeh nunga
berhenti: mandhek mandek mandheg mandeg leren liren eureun eureunan baranti barantian ampih mendeg
hentikan: pangeureunkeun pangeureunan eureunkeun lerenkeun lirenkeun lereni mandegke mandegno ampihi barantikan lerenaken
stopkan: stopno stopke stopkeun stopaken
terima: nampi nampa tampi narima nampani narimo
bisa: iso saged tiasa
hapus: pupus busak mbusak hapuih mupus hapusen
hapuskan: hapusno hapuske hapuskeun panghapuskeun busaken busakno dibusak
orang: wong tiyang jalma jalmi
bicara: nyarita nyarios rembugan rembug kecek mangecek maota matur ngendikan wicantenan rembag rembagan omongomongan ngomongkeun
sambungkan: sambungno sambungke sambungkeun pangnyambungkeun nyambungkeun sambuangkan
bahasa: boso bahaso
berapa: pira piro pinten sabaraha bara berape
bagaimana: piye kepiye pripun kumaha baa gimane pegimane dospundi kadospundi
apa: opo punapa menapa naon apo ape nopo
siapa: sopo sinten saha siape sapo
kenapa: ngopo kunaon naha ngopoo kenape kunaha
saja: wae mawon ae we bae sae
iya: nggih inggih injih muhun sumuhun enya enggih nggeh
dari: saka seko saking teko soko sangking
ke: nang menyang dhateng marang
dan: lan
yang: sing ingkang nu nan
ini: iki niki ieu iko punika meniko
itu: iku niku kuwi eta
bukan: dudu sanes
dengan: karo kaliyan jeung sareng
untuk: kanggo kangge pikeun keur
semua: kabeh sedaya sedoyo sadaya sadayana kabehna
sampai: nepi tekan
keluarkan: kaluarkeun wetokno metokno tokno wedalaken
masukkan: lebokno lebokke lebetkeun asupkeun lebetaken
tolong: punten
minta: nyuwun nyuhunkeun menta mintak
maaf: ngapunten hapunten nuwunsewu
tiap: saben unggal
bulan: wulan sasi sasih
baru: anyar enggal
perlu: kedah peryogi kudu
paham: mudeng mudheng ngartos ngerti ngertos mangarti
kamu: kowe sampeyan panjenengan njenengan anjeun ente ngana awakmu
banyak: akeh kathah seueur loba
cukup: cekap cukuik
ganggu: ngganggu ngganggoni ngaganggu mangganggu ngriwuki
setuju: sarujuk satuju
ikut: nderek melu milu ngiring
daftarkan: pangdaptarkeun daptarkeun daftarno daftarke
panggil: celuk celukno celukke
masih: isih jek taksih
ganti: gantos
baca: moco maca woco
dulu: sek sik rumiyin heula dulua
bosan: bosenan
pusing: lieur puyeng mumet
meninggal: seda sedo ngantunkeun maot
mana: endi ngendi mano mane
dimana: dima dimane
dapat: angsal entuk pikantuk kenging kengingna meunang olih antuk
tahu: nyaho uninga
balas: mbales ngabales ngawaler waler
lihat: mirsani tingali nempo
pakai: nganggo ngangge anggo dianggo
jawa: jawi
kabar: pawartos wartos warta
kalau: menawi yen mun
kami: torang katong
coba: cobi
lupa: hilap supe
sini: siko dieu kene mriki
dikirim: dikintun dikintunke
banget: nian
penuh: kebak pinuh
ingin: pengin kepengin
dihapus: dibusak dipupus dihapuih
kasih: ngekei ngewehi ngewenehi maringi masihan ngenehan maringaken paring
`;
