/**
 * Indonesian roots and English words that lie within a typing error of a watched word and mean themselves ("harus" is no
 * "hapus", "step" no "stop"). Found by trying the watched words against dictionaries of both languages.
 */
export const INNOCENT: ReadonlySet<string> = new Set(
  `
  aamiin adman admen admins admit admix agens agents ahent ajun akin alun ament amin anent argent babang
  bacang badang bagang bahada bahala bahana bahang bahara bahas bahasan bahaya bajang balang balm banang
  bangan bapang baran bareng baring barong barp bask batang batasan bataskan bath bawang bayang beflum begum
  belam belawan belok belu beluam beluk belus belut bending benum beraja berang berganti berhantu berhati
  berinti berok besek besom besot besuk betapa beth betok bewok biara bicana bicarb bidara binara birang
  bisk blam blokier bohs bolong borang bosk both bring broadcasted broadcaster broadest brung bubuh buluh
  bunuh burp buruh busk butch butul butun butut buwuh cabuh cabuk cabul cabur cagut cakup cancels cancer
  canggu cannel cantel cantor caput carang carcel carut catut cekup chancel colong concent consents contacts
  content contract convent cucup cuku cukur cumber cutup daftars dafter daga dalt dans dara datar daya
  deceive delate deletes delt dens deplete deport diciri dikiri dins dolt donas dons dumber duns fatalkan
  fending fonasi gaftar gandi ganggut gani gant gantih gants garang gending golong grip habus hafis hakus
  halus haps hapsari hapu haris harus haus hending heps hips hops huma humas humin hups hutan indris ingan
  ingo injin inro interessed into jalinan janda jangak jangar jangat jangkan jantan jarang jolong kabau
  kacau kafan kahan kala kalah kalai kalam kalap kalar kalas kalat kalbu kaldu kalih kanan kantar kanto kapa
  kapah kapai kapak kapal kapang kapar kapas kapat kapon karang karau karih karim karin kasah kasau kasi
  kasid kasim kasip kawan kawau kawih kayan kayau kelapa kelawan keluaran kenap kera kerjap kerma kesh
  ketiap kilau kilim kirain kiri kirik kirimon kirip kiris kirkman kish knap knop kolong kram krem krom
  laboran lacer lader laer lager lago lagu laker laler lambungkan lamer langgang langgaran langgayan
  langrage languaged languages larang laser laster latar late lated laten latex lather latter latur laver
  lawer laxer layer lending lenggana lengganan leter lipa liter lits lolong longgaran lost luap lumber lust
  luter majikan malai manah manat mandeh mane maned manehs manes manet mangan mans marikan massages mastikan
  maulai meluarkan menat menghalus menghias mengiri mengiris mengirit meningeal ment messuage messuages
  mikat mina minae minas mint mirat mire mnas mode moer mohor moron mors mote muai mula mulas mulat mulia
  muns munt murai nazification nidification nitrification nomoi nomos numbed obang oolong operators orangs
  orangy orant oreng ourang pacet packet pakat pakem palet pals pangan panggal panggih panggu panggul parang
  parket parson paset pastikan patet payet pease peason pecan pegan pekan pekarang pelan pels pending peran
  pereon perm permissions perms peron perron persen persona personae personals personas personel persons
  pervs pesa pesai pesak pesam pesant pesat petan picara piket plaket please pleased pleaser pleases plus
  poket polong pols pomo pram prams prease prem prems prim primo prims prom proms proo proso proto puls
  rancel rash receiver receives remah remainder reminded remote remover removes rending repost repot resh
  resort retort rewinder rewove rishi risi risik risit ruah rubah rubin rucah rudah rudin ruin rujah rumal
  rumbah rumin rush rutins ruwah sabah sadah saga sala salad salaf salai salak salal salam salar saleh
  salina salinas sanding sangan sarang sawah says scart scending sebarang seeding sekop seliap selop sendang
  sendeng sendings sene sens sensing senting sepak seriap setia setiar setip setom seton setor setrap setup
  seturu shart shending sidh sigh silah sinding skart skitch slah slam slart smart sneak sned snitch solah
  someones span spart speal spean spear speat speck spek spelk spending spik stall star stare stark starn
  starr stars starts stat stay steak stem stending step stitch stock stok stol sturt suah subah subscriber
  subscribers subscribes subscript subscriptive subtribe sufah sulah sumah sunah surah susah swart swatch
  switchy swith synding tangan tarang tedak telefon telepok tending tenting teriba terika term test testing
  textings tidal tilak tindak tobong todak todong tokong tomo tomong took topong tram trem trim tuap turm
  twitch ulan undate unsubscribes unsur upah updater updaters uprate uprates vatikan vending wang wany
  wending wicara withdraws withdrew zending zonasi
`
    .trim()
    .split(/\s+/),
);
