/** Style of the marked page. Weight speaks by mark, word and line, never by colour alone; contrast is AA in both lights. */
export const htmlStyle = `
:root{color-scheme:light dark;--bg:#fbfaf7;--ink:#1d2430;--soft:#566070;--line:#d9d6cd;--panel:#fff;--accent:#1f4e79;
--error:#a3201b;--error-bg:#fbe4e1;--warning:#7a4b00;--warning-bg:#fdf0d2;--info:#1f4e79;--info-bg:#e3edf7;--none:#3f6b4f;--none-bg:#eef4ef}
@media (prefers-color-scheme:dark){:root{--bg:#14171c;--ink:#e7e9ee;--soft:#a6afbd;--line:#343b47;--panel:#1b2027;--accent:#9cc4ee;
--error:#ff9d95;--error-bg:#4a1f1d;--warning:#ffcf7a;--warning-bg:#43330f;--info:#9cc4ee;--info-bg:#1c3148;--none:#9fd0ae;--none-bg:#1d2e23}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--ink);font:14px/1.6 "Noto Sans SC","Source Han Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.top{padding:20px 24px;border-bottom:1px solid var(--line);background:var(--panel)}
h1{font-size:20px;margin:0 0 8px;overflow-wrap:anywhere}
.overview{display:grid;grid-template-columns:minmax(0,1fr) minmax(240px,380px);gap:24px}
.overview p{margin:0 0 8px;max-width:46em}
.note{color:var(--soft)}
.cards{display:flex;flex-wrap:wrap;gap:12px;list-style:none;margin:12px 0 0;padding:0}
.card{border:1px solid var(--line);border-left-width:4px;border-radius:6px;padding:8px 14px;background:var(--panel)}
.card strong{font-size:22px;font-variant-numeric:tabular-nums;margin-right:4px}
.card.error{border-left-color:var(--error)}.card.warning{border-left-color:var(--warning)}.card.info{border-left-color:var(--info)}
.mark{display:inline-block;width:1.4em;height:1.4em;line-height:1.4em;text-align:center;border-radius:50%;font-weight:700;font-size:12px;margin-right:8px;flex:none}
.error>.mark,.item.error .mark{color:var(--error);background:var(--error-bg)}
.warning>.mark,.item.warning .mark{color:var(--warning);background:var(--warning-bg)}
.info>.mark,.item.info .mark{color:var(--info);background:var(--info-bg)}
.item.none .mark{color:var(--none);background:var(--none-bg)}
.kinds{border-collapse:collapse;width:100%}
.kinds caption{text-align:left;color:var(--soft);padding-bottom:4px}
.kinds th{text-align:left;font-weight:400;padding:1px 8px 1px 0;white-space:nowrap}
.n{text-align:right;font-variant-numeric:tabular-nums}
.kinds .bar{width:50%;padding-left:8px}
.bar span{display:block;height:8px;background:var(--accent);border-radius:2px;opacity:.75}
.columns{display:grid;grid-template-columns:minmax(300px,420px) minmax(0,1fr);align-items:start}
.side{position:sticky;top:0;max-height:100vh;overflow:auto;border-right:1px solid var(--line);padding:16px;background:var(--panel)}
.filter{border:0;padding:0;margin:0 0 12px;display:flex;flex-wrap:wrap;gap:4px 14px}
.filter legend{color:var(--soft);padding:0 0 4px}
.filter label{cursor:pointer}
.list{list-style:none;margin:0;padding:0}
.item{border-bottom:1px solid var(--line)}
.item summary{display:flex;align-items:flex-start;cursor:pointer;padding:8px 4px;list-style:none}
.item summary::-webkit-details-marker{display:none}
.head{display:block;min-width:0}
.verdict{display:block;font-weight:600}
.quote{display:block;color:var(--soft);overflow-wrap:anywhere}
.item[data-current] summary{background:var(--info-bg)}
.item details>:not(summary){margin:0 4px 8px 28px}
.item dl{display:grid;grid-template-columns:auto 1fr;gap:2px 10px}
.item dt{color:var(--soft)}.item dd{margin:0;overflow-wrap:anywhere}
.mono{font-variant-numeric:tabular-nums}
.operands{border-collapse:collapse}.operands td{padding:1px 10px 1px 0}
.operands td:first-child{color:var(--soft)}
.sub{color:var(--soft)}
.repairs{padding-left:1.2em}
.text{padding:24px clamp(16px,4vw,56px);font:17px/1.9 "Noto Serif SC","Source Han Serif SC","Songti SC",SimSun,serif}
.text p,.text h2,.text .grid{max-width:38em}
.text p{margin:0 0 .8em;text-indent:2em;overflow-wrap:anywhere}
.text h2{font:600 18px/1.6 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;margin:1.4em 0 .6em}
.text .b-caption,.text .b-header,.text .b-footer,.text .b-page_number,.text .b-footnote{text-indent:0;font-size:14px;color:var(--soft)}
.text .b-page_number{text-align:center}
.num{color:inherit;text-decoration:none;border-bottom:1px dotted var(--soft);padding:0 1px;border-radius:2px;white-space:nowrap}
.num.open{border-bottom:1px solid var(--line)}
.num.info{background:var(--info-bg);border-bottom:2px solid var(--info)}
.num.warning{background:var(--warning-bg);border-bottom:2px dashed var(--warning)}
.num.error{background:var(--error-bg);border-bottom:3px double var(--error)}
.num[data-lit]{outline:2px solid var(--accent)}
.scroll{overflow:auto;margin:0 0 1em}
.grid{border-collapse:collapse;font:14px/1.5 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif}
.grid td{border:1px solid var(--line);padding:3px 8px;font-variant-numeric:tabular-nums;text-indent:0}
@media (max-width:820px){.columns,.overview{grid-template-columns:1fr}.side{position:static;max-height:none;border-right:0;border-bottom:1px solid var(--line)}.text p{text-indent:0}}
@media print{.side{position:static;max-height:none;border:0}.columns{display:block}.filter,.goto{display:none}.item[hidden]{display:none}.top,.side{background:none}.text{font-size:12pt}.item{break-inside:avoid}}
`
