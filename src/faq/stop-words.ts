/** Words that say nothing about what is asked: function words, courtesy, greetings, openers; both languages. */
const INDONESIAN = `
yang dan atau di ke dari dengan untuk pada dalam oleh sebagai bahwa agar supaya itu ini tersebut nya lah kah pun deh dong
sih kok nih tuh kan toh ya iya ok oke okey yah loh lho aja saja juga jg lagi lg masih sudah telah akan sedang belum pernah
saya aku kami kita kamu anda kalian dia ia mereka beliau gue gw lu
kak kakak min admin gan sis bang mas mbak om tante pak bapak bu bro bunda ustadz ustad
apa apakah bagaimana gimana kenapa mengapa mana adalah yaitu yakni ialah ada bisa dapat boleh mau ingin pengen hendak
tidak bukan tanpa kalau jika bila kalo bilamana apabila karena sebab maka jadi lalu terus trus kemudian sambil seperti kayak
begini begitu gitu gini sama seorang para sang si hanya cuma lebih sangat banyak banget sekali paling sekarang tadi nanti barusan
tolong mohon silakan silahkan maaf permisi punten makasih trims thanks
halo hai hi hallo assalamualaikum wassalamualaikum waalaikumsalam salam selamat pagi siang sore assalamu alaikum wr wb
selamat_malam terima_kasih kasih
tanya bertanya nanya tau tahu info informasi harus perlu supaya biar soal tentang mengenai perihal
sebenarnya maksud maksudnya istilah kira memang emang coba gapapa wkwk hehe haha p tes test ping
dapet pake pakai lewat via penasaran bingung kabar orang
`;
const ENGLISH = `
a an the and or of to in on at by for from with as is are am was were be been being it its this that these those there here
i me my mine we us our you your u ur he she him her his they them their one any some
do does did done have has had can could may might will would should shall must im ive id ill whats hows dont cant
what which how why so if then than but just also too really actually please pls plz
hello hi hey dear sir madam mam thanks thank thx ok okay yes no not about want wanna need like know tell ask question
get got give me let lets go going still now n r
good morning afternoon evening good_night lot lots many_thanks
`;

/** Question words carry a little: they part "kapan" from "berapa", but alone they ask nothing. */
const QUESTION_WORDS = 'berapa kapan siapa mana when who where much many often long';

export const STOP_WORDS: ReadonlySet<string> = new Set(
  `${INDONESIAN} ${ENGLISH}`.split(/\s+/).filter(Boolean),
);
export const LIGHT_WORDS: ReadonlySet<string> = new Set(QUESTION_WORDS.split(' '));
