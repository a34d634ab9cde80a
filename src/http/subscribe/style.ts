/** The look of the subscribe page: the calm green on warm grey of the console, and nothing to fetch. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#17211f;--soft:#55635f;--line:#d9dfda;--paper:#fff;--ground:#f4f5f1;--leaf:#0b6b5d;--on:#fff;--bad:#9b2c1f;--tint:#e9f3ef}
@media(prefers-color-scheme:dark){:root{--ink:#eef2ef;--soft:#a9b5b0;--line:#2f3a37;--paper:#18211f;--ground:#0f1614;--leaf:#4eb093;--on:#06201a;--bad:#ff9d8c;--tint:#1e2c28}}
*{box-sizing:border-box}
body{margin:0;background:var(--ground);color:var(--ink);font:17px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}
main{max-width:28rem;margin:0 auto;padding:1.25rem 1rem 3rem}
header{display:flex;justify-content:space-between;align-items:baseline;gap:1rem;padding:.25rem .25rem 1rem;font-size:.94rem;color:var(--soft)}
header strong{color:var(--ink);font-weight:600}
header a{white-space:nowrap}
a{color:var(--leaf);text-underline-offset:.18em}
.card{background:var(--paper);border:1px solid var(--line);border-radius:18px;padding:1.5rem 1.25rem}
h1{font-size:1.55rem;line-height:1.25;font-weight:650;letter-spacing:-.01em;margin:0 0 .75rem;text-wrap:balance}
p{margin:0 0 1rem}
ul{list-style:none;margin:0 0 1.25rem;padding:0}
.points li{padding:.7rem 0;border-top:1px solid var(--line)}
.points li:last-child{border-bottom:1px solid var(--line)}
.tick{display:flex;gap:.8rem;align-items:flex-start;background:var(--tint);border-radius:12px;padding:.95rem;margin:0 0 1.1rem;cursor:pointer}
.tick input{flex:none;width:1.5rem;height:1.5rem;margin:.05rem 0 0;accent-color:var(--leaf)}
label.name{display:block;font-weight:600;margin:0 0 .35rem}
input[type=tel]{width:100%;font:inherit;color:inherit;background:var(--paper);border:1px solid #8a9691;border-radius:12px;padding:.75rem .85rem;min-height:3rem}
.hint{font-size:.9rem;color:var(--soft);margin:.4rem 0 1.25rem}
.go{display:block;width:100%;min-height:3.25rem;padding:.8rem 1rem;border:0;border-radius:14px;background:var(--leaf);color:var(--on);font:inherit;font-weight:650;text-align:center;text-decoration:none;cursor:pointer}
.go:active{opacity:.9}
.after{font-size:.94rem;color:var(--soft);margin:1rem 0 0}
.fault{color:var(--bad);background:none;border-left:3px solid var(--bad);padding:.1rem 0 .1rem .8rem;margin:0 0 1.1rem}
:focus-visible{outline:3px solid var(--leaf);outline-offset:2px}
.honey{position:absolute;left:-9999px;width:1px;height:1px;overflow:hidden}
details{margin-top:1.25rem;border-top:1px solid var(--line);padding-top:1rem}
summary{cursor:pointer;color:var(--leaf);min-height:2rem}
.qr{background:#fff;border-radius:12px;padding:.5rem;margin:.75rem auto;max-width:15rem}
.qr svg{display:block;width:100%;height:auto}
.topics a{display:block;padding:1rem 0;border-top:1px solid var(--line);text-decoration:none;color:inherit}
.topics b{color:var(--leaf)}
`;
