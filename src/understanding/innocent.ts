/**
 * Indonesian roots and English words that lie within a typing error of a watched word and mean themselves ("harus" is no
 * "hapus", "step" no "stop"). Found by trying the watched words against dictionaries of both languages.
 */
export const INNOCENT: ReadonlySet<string> = new Set(
  `
  aamiin adman admen admins admit admix amin bahada bahala bahana bahara bahas bahasan bahaya bangan batasan
  bataskan berganti berhantu berhati berinti bohs broadcasted broadcaster broadest cancels cancer cannel
  cantel carcel chancel contacts contract daftars dafter dalt datar deceive delate deletes delt deplete
  diciri dikiri dolt fatalkan gaftar habus hafis hakus halus haps hapsari hapu haris harus haus heps hips
  hops hups indris interessed jalinan janda jangak jangar jangat jangkan jantan karim karin keluaran kilim
  kirain kiri kirik kirip kiris kram krem krom lambungkan langgang langgaran langgayan langrage languaged
  languages lenggana lengganan longgaran majikan mangan mans marikan massages mastikan meluarkan menghalus
  menghias mengiri mengiris mengirit messuage messuages mnas muns nomoi nomos operators pangan pastikan
  pecan pegan pekan pelan peran perms persona personae personals personas personel pesa pesai pesak pesam
  pesant pesat petan prams prems prims proms rancel receiver receives remote remover removes rewove salina
  salinas sangan scop seturu skop slop soop stall stap star stay stem step stoa stock stoep stok stol stomp
  stopt stot stoup stow stowp strop subscriber subscribers subscribes subscript subscriptive subtribe swop
  tangan teriba terika term tram trem trim turm unsubscribes vatikan
`
    .trim()
    .split(/\s+/),
);
