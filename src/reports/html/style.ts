import { chartColours, darkColours, paletteProperties } from '../charts/palette.ts'

/** The page's dress: one ink, one accent, three greys; print gives the paper's pages. */
export function reportStyle(): string {
  return `
:root{color-scheme:light dark;--page:#fffffe;--ink:#1c2530;--grey:#56616c;--pale:#7c8792;--rule:#d5dade;--accent:#1f5f8b;--wash:#f2f5f7;--mark:#fff3cf;${paletteProperties(chartColours)};
--serif:"Noto Serif SC","Noto Serif CJK SC","Source Han Serif SC","Source Han Serif CN","Songti SC","STSong",SimSun,serif;--sans:"Noto Sans SC","Noto Sans CJK SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
@media (prefers-color-scheme:dark){:root{--page:#12171c;--ink:#e4e7ea;--grey:#a9b3bd;--pale:#8a95a0;--rule:#333d46;--accent:#7fbbe4;--wash:#1a2128;--mark:#4a3d12;${paletteProperties(darkColours)}}}
*{box-sizing:border-box}
html{font-size:106.25%;scroll-padding-top:1.5rem;-webkit-text-size-adjust:100%}
@media (prefers-reduced-motion:no-preference){html{scroll-behavior:smooth}}
body{margin:0;background:var(--page);color:var(--ink);font:1rem/1.95 var(--serif);font-variant-numeric:tabular-nums lining-nums;text-autospace:normal;text-spacing-trim:trim-start;overflow-wrap:break-word;line-break:strict}
a{color:inherit}
a:focus-visible,summary:focus-visible,button:focus-visible,.scroll:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:2px}
.skip{position:absolute;left:-999rem}
.skip:focus{left:1rem;top:.6rem;background:var(--page);padding:.4rem .8rem;z-index:9;font-family:var(--sans)}
.layout{display:grid;grid-template-columns:minmax(0,1fr);max-width:42rem;margin:0 auto;padding:0 1.25rem}
.contents{font:.82rem/1.6 var(--sans);color:var(--grey);padding:.5rem 0 1.5rem}
.contents h2{font-size:.82rem;font-weight:700;color:var(--ink);margin:0 0 .4rem;border:0;padding:0}
.contents ol{list-style:none;margin:0;padding:0}
.contents ol ol{display:none}
.contents a{display:block;text-decoration:none;padding:.22rem 0 .22rem .8rem;border-left:2px solid var(--rule);min-height:24px}
.contents a:hover{color:var(--ink);border-left-color:var(--pale)}
.contents a[aria-current]{color:var(--ink);font-weight:700;border-left-color:var(--accent)}
.title{padding:3.2rem 0 1.6rem}
main{padding-top:1rem}
.title::before{content:"";display:block;width:5rem;border-top:5px solid var(--accent);margin-bottom:1.6rem}
.kicker{font:.85rem/1.6 var(--sans);color:var(--grey);margin:0 0 .8rem;text-indent:0}
h1{font:700 clamp(1.7rem,1.1rem + 2.8vw,2.55rem)/1.4 var(--serif);margin:0 0 1.2rem;text-wrap:balance}
h1 span{display:inline-block}
.title .unit-year{font:.95rem/1.7 var(--sans);color:var(--grey);margin:0;text-indent:0}
.hint{font:.85rem/1.7 var(--sans);color:var(--grey);margin:1.4rem 0 0;text-indent:0}
.synthetic{font:.85rem/1.75 var(--sans);border:1px solid var(--pale);padding:.7rem 1rem;margin:1.6rem 0 0;text-indent:0}
h2,h3,h4{font-family:var(--sans);line-height:1.5;text-wrap:balance}
h2{font-size:1.5rem;margin:3.6rem 0 1.4rem;padding-top:1.1rem;border-top:2px solid var(--ink)}
h3{font-size:1.16rem;margin:2.5rem 0 1rem}
h4{font-size:1rem;margin:2rem 0 .8rem}
p{margin:0 0 .95rem}
main section>p:not([class]){text-indent:2em}
main ul,main ol{margin:0 0 1.1rem;padding-left:2.2em}
main li{margin:.3rem 0}
.n{text-decoration:underline dotted var(--pale) 1px;text-underline-offset:.3em;text-decoration-skip-ink:none;border-radius:2px;white-space:nowrap}
.n:hover{background:var(--wash);text-decoration-color:var(--accent);text-decoration-thickness:2px}
:target{background:var(--mark);scroll-margin-top:4rem}
section:target,.case:target,.chart:target,.table:target,h3:target,h4:target{background:none}
.label{font-family:var(--sans);color:var(--accent);margin-right:.8em}
.note{font:.82rem/1.75 var(--sans);color:var(--grey);border-left:3px solid var(--rule);padding-left:.9rem;margin:1.2rem 0}
.table .note,.schools .note{border:0;padding:0;margin:.5rem 0 0}
.table,.chart,.case,.picture{margin:2.2rem 0}
.scroll{overflow-x:auto}
table{border-collapse:collapse;width:100%;font:.86rem/1.65 var(--sans)}
caption{caption-side:top;text-align:left;font-size:.9rem;padding-bottom:.5rem;color:var(--ink)}
th,td{text-align:left;vertical-align:top;padding:.42rem .7rem .42rem 0;font-weight:400}
td:last-child,th:last-child{padding-right:0}
thead th{color:var(--grey);vertical-align:bottom;border-bottom:1px solid var(--pale);white-space:normal}
thead{border-top:2px solid var(--ink)}
tbody{border-bottom:2px solid var(--ink)}
tbody tr+tr>*{border-top:1px solid var(--rule)}
.num{text-align:right;white-space:nowrap}
thead .num{white-space:normal;min-width:4em}
.total>*{font-weight:700}
.chart{border-top:2px solid var(--ink);border-bottom:1px solid var(--rule);padding:.9rem 0 .8rem}
.finding{font:700 1.02rem/1.6 var(--sans);margin:0 0 .5rem}
.panels{display:flex;flex-wrap:wrap;gap:1.4rem 2rem}
.panel{flex:1 1 17rem;min-width:0}
.measure,.foot{font:.82rem/1.6 var(--sans);color:var(--grey);margin:0 0 .4rem}
.panel svg{display:block;width:100%;height:auto}
.download{font:.78rem/1.6 var(--sans);color:var(--grey);display:inline-block;min-height:24px}
.foot{margin:.6rem 0 .3rem}
.data,.schools{font:.82rem/1.7 var(--sans)}
summary{cursor:pointer;color:var(--grey);min-height:24px;width:fit-content}
.data table,.schools table{margin:.6rem 0 1rem}
figcaption{font:.9rem/1.6 var(--sans);margin-top:.4rem}
.picture img{max-width:100%;height:auto;display:block}
.case{border-top:2px solid var(--accent);border-bottom:1px solid var(--accent);padding:1.1rem 0 .5rem}
.case h3{margin:0 0 1rem}
.case .label{display:block;font-size:.85rem}
.annex{font:.88rem/1.7 var(--sans)}
.annex .lead{color:var(--grey)}
.entry{border-top:1px solid var(--rule);padding:1.2rem 0 .6rem}
.entry h3{font-size:1rem;margin:0 0 .5rem}
.entry .no{display:inline-block;min-width:2.6em;color:var(--accent);font-variant-numeric:tabular-nums}
.entry .unit{font-weight:400;color:var(--grey)}
.tag{font-weight:400;font-size:.75rem;border:1px solid var(--pale);border-radius:3px;padding:0 .5em;margin-left:.8em;color:var(--grey);white-space:nowrap}
.facts{width:auto;min-width:min(100%,26rem)}
.facts thead,.facts tbody{border:0}
.facts .exact,.facts .id{color:var(--grey)}
.facts .exact{white-space:normal;word-break:break-all}
.facts .printed data{font-weight:700}
dl{margin:.7rem 0}
dl div{display:grid;grid-template-columns:7.6em minmax(0,1fr);gap:.2rem 1rem;padding:.15rem 0}
dt{color:var(--grey)}
dd{margin:0}
.inputs{list-style:none;margin:0;padding:0}
.inputs li{margin:0}
.inputs .depth2{padding-left:1.4em}.inputs .depth3{padding-left:2.8em}
.inputs .how{color:var(--grey);margin-left:.8em}
.links{color:var(--grey);margin:.4rem 0 0}
.links a{display:inline-block;min-width:24px;min-height:24px;text-align:center}
.colophon{font:.8rem/1.7 var(--sans);color:var(--grey);border-top:1px solid var(--rule);margin-top:3rem;padding:1rem 0 3rem}
.story{position:fixed;inset:auto 0 0 0;max-height:72vh;overflow:auto;background:var(--page);border-top:2px solid var(--ink);padding:1rem 1.25rem 2rem;font:.88rem/1.7 var(--sans);z-index:5;box-shadow:0 -6px 24px rgb(0 0 0/.16)}
.story .entry{border:0;padding:0}
.story button{font:inherit;color:inherit;background:var(--wash);border:1px solid var(--pale);border-radius:4px;padding:.2rem .9rem;min-height:32px;float:right;cursor:pointer}
@media (min-width:66rem){
.layout{grid-template-columns:15rem minmax(0,40rem);gap:0 4.5rem;max-width:62rem;padding:0 2rem}
.contents{grid-column:1;grid-row:1/3;position:sticky;top:0;align-self:start;max-height:100vh;overflow-y:auto;padding:3.2rem .5rem 2rem 0}
main,.title{grid-column:2}
.contents ol ol{display:block}
.contents ol ol a{padding-left:1.8rem;font-size:.78rem}
.story{inset:0 0 0 auto;width:min(28rem,38vw);max-height:none;border-top:0;border-left:2px solid var(--ink);box-shadow:-6px 0 24px rgb(0 0 0/.12);padding:1.4rem 1.6rem 3rem}
}
@media (min-width:100rem){.layout{margin-left:max(2rem,calc(50vw - 38rem))}}
@media (max-width:30rem){dl div{grid-template-columns:minmax(0,1fr)}main ul,main ol{padding-left:1.4em}.entry .no{min-width:2em}}
@media print{
@page{size:A4;margin:37mm 26mm 35mm 28mm;@bottom-center{content:"— " counter(page) " —";font:10.5pt serif}}
@page:first{@bottom-center{content:""}}
:root{color-scheme:light;--page:#fff;--ink:#1c2530;--grey:#56616c;--rule:#d5dade;--accent:#1f5f8b;--mark:transparent;${paletteProperties(chartColours)}}
html{font-size:12pt}
.layout{display:block;max-width:none;padding:0}
.contents,.skip,.hint,.download,.data,.schools,.links,.story{display:none}
.title{min-height:150mm;padding-top:16mm;break-after:page}
h2,h3,h4{break-after:avoid}
.chart,.case h3,tr,.entry{break-inside:avoid}
.annex{break-before:page;font-size:8pt}
a{text-decoration:none}
}
`
}
