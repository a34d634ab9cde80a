/**
 * Indonesian roots and English words that lie within a typing error of a watched word and mean themselves ("harus" is no
 * "hapus", "step" no "stop"). Found by trying the watched words against dictionaries of both languages.
 */
export const INNOCENT: ReadonlySet<string> = new Set(
  `
  aamiin adman admen admins admit admix agens agents ahent ajun akin alun ament amin anent argent babang
  bacang badang bagang bagman bahada bahala bahana bahang bahara bahas bahasan bahaya bajang balang balk
  bals banang bang bangan bant bantun bapang baran bareng baring bark barn barong batang batasan bataskan
  bawang bayang beflum begum belam belawan belok belu beluam beluk belus belut bending benum beraja berang
  berganti berhantu berhati berinti berks berok berth besek besom besot besuk betapa betok bewok biara
  bicana bicarb bidara binara birang blokier boking boks bolong borang brent brin brisk brit brith
  broadcasted broadcaster broadest bruk bubuh bugs buluh bung bunuh buruh butch butul butun butut buwuh
  cabuh cabuk cabul cabur cagut cakup cancels cancer canggu cannel cantel cantor caput carang carcel cark
  carn carny carut catut cekup cess chancel chang chines chins cold colong complin compter concent consents
  contacts content contract convent cops cors cortin cran cretin cucup cuku cukur cumber curs cutup daftars
  dafter daga dara datar daya debt deceive delate deletes delt deplete deport dern dibs dicht diciri dick
  dikiri dingin disks diskus dislink divs donas dons drunk dumber durn fash fatalkan fending fonasi gaftar
  gandi ganggut gani gant gantih gants garang gending ginn golong grat grip habus hafis hakus halus haps
  hapsari hapu haris harn harus haus hending hent hewn hilang huma humas humin hutan hwan indris informs
  ingan ingo injin inro interessed into jalinan janda jangak jangar jangat jangkan jantan jarang jolong jump
  kabau kacau kafan kahan kala kalah kalai kalam kalap kalar kalas kalat kalbu kaldu kalih kanan kantar
  kanto kapa kapah kapai kapak kapal kapang kapar kapas kapat kapon karang karau karih karim karin kasah
  kasau kasi kasid kasim kasip kawan kawau kawih kayan kayau kbar kebs keck kelapa kelawan keleps kelps
  keluaran kembal kenap kenyal keping keps kera kerjap kerma kern ketiap kilau kilim kirain kiri kirik
  kirimon kirip kiris kirkman knap kolong krang kurang laboran lacer lader lading laer lager lago lagu laker
  laler lambungkan lamer lamp langgang langgaran langgayan langrage languaged languages larang laser laster
  latar late lated laten latex lather latter latur laver laving lawer laxer layer lending lenggana lengganan
  leps leter linny lipa liter lits lolong longgaran lost luap lumber lust luter majikan malai malm manah
  manat mandeh mandrin mane maned manehs manes manet mangan manger mans marikan massages mastikan maulai
  meds meluarkan menat mencret menghalus menghias mengiri mengiris mengirit meningeal merk messuage
  messuages mikat milk mina minae minas minny mint mirat mire mode moer mohor moron mors mote muai mula
  mulas mulat mulia murai muts nazification nidification nitrification nomoi nomos numbed nymph obang oolong
  operators orangs orangy orant oreng ourang pacet packet pakat pakem palet pand pangan panggal panggih
  panggu panggul parang parket parson paset pastikan patet payet pease peason pecan pegan pekan pekarang
  pelan pending peran pereon perks permissions peron perron persen persona personae personals personas
  personel persons pesa pesai pesak pesam pesant pesat petan phon picara piket pint plaket please pleased
  pleaser pleases poket polong pomo pomp prang prease preferences primo prom proms proo proso proto prying
  puny puts rach rahs rancel receiver receives recept refs remah remainder reminded remote remover removes
  rending repost repot resort retort revs rewinder rewove rishi risi risik risit ruah rubah rubin rucah
  rudah rudin ruin rujah rumal rumbah rumin rutins ruwah sabah sadah saga sala salad salaf salai salak salal
  salam salar saleh salina salinas sals salt samp sanding sangan sarang sawah says scart scending scur
  sebarang seeding sekop self seliap sell seller selop sendang sendeng sendings sene sens sensing senting
  sepak seriap setia setiar setip setom seton setor setrap setup seturu shart shending sigh silah sinding
  skart skitch slah slam slart slat slink smart smur sneak sned snitch solah someones span spart speal spean
  spear speat speck spek speks spelk spending spin stall star stare stark starn starr stars starts stat stay
  steak stem stending step stitch stock stok stol sturt suah subah subscriber subscribers subscribes
  subscript subscriptive subtribe sufah sulah sumah sunah suntan surah susah swart swatch switchy swith
  synding taks tangan tarang tedak telefon telepok telgram tending tenting terbang terbis teriba terika
  terjal term termin test testing textings tidal tilak tindak tobong todak todong tody tokong tomo tomong
  took topong trap trik trim tuap tugs tund twitch ulan undate unsubscribes unsur upah updater updaters
  uprate uprates vatikan vending vers versin volunter waft wakf wang wany warn wending wicara wing withdraws
  withdrew witing wold writ zending zonasi
`
    .trim()
    .split(/\s+/),
);
