import { createHash } from 'node:crypto';
import { chartStyle } from './style-chart';
import { colours } from './style-colours';

const layout = `
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:400 1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
a{color:var(--link);text-underline-offset:.18em;text-decoration-thickness:1px}
a:hover{text-decoration-thickness:2px}
a:focus-visible,.scroll:focus-visible{outline:3px solid var(--link);outline-offset:2px;border-radius:4px}
h1,h2,h3,p,dl,dd,ul,ol,figure{margin:0;padding:0}
ul,ol{list-style:none}
.top{border-bottom:1px solid var(--line);background:var(--card)}
.top>div,main,footer{max-width:66rem;margin:0 auto;padding:0 1.5rem}
.top>div{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:center;justify-content:space-between;min-height:3.5rem;padding-top:.5rem;padding-bottom:.5rem}
.brand{display:flex;align-items:center;gap:.6rem;font-weight:650;letter-spacing:-.01em}
.brand svg{width:1.5rem;height:1.5rem;flex:none}
.brand path{fill:none;stroke:var(--candidate);stroke-width:2;stroke-linejoin:round;stroke-linecap:round}
.formats{display:flex;gap:1rem;font-size:.875rem}
main{padding-top:2rem;padding-bottom:2.5rem;display:grid;gap:2.25rem;grid-template-columns:minmax(0,1fr)}
footer{padding-top:1.25rem;padding-bottom:2.5rem;border-top:1px solid var(--line);color:var(--soft);font-size:.875rem}
h2{font-size:1.1875rem;font-weight:650;letter-spacing:-.012em;margin-bottom:.9rem}
h2+.note{margin:-.6rem 0 .9rem}
h3{font-size:1.0625rem;font-weight:640;letter-spacing:-.01em;line-height:1.35}
.note{color:var(--soft);font-size:.9375rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:.75rem;padding:1.25rem 1.375rem}
.stack{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
.column{display:grid;gap:2.25rem;grid-template-columns:minmax(0,1fr);align-content:start}
.pair{display:grid;gap:2.25rem;grid-template-columns:minmax(0,1fr)}
@media (min-width:54rem){.pair{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
.crumbs{color:var(--soft);font-size:.9375rem;margin-bottom:.5rem}
.hero h1{font-size:clamp(1.75rem,1.2rem + 2.2vw,2.5rem);line-height:1.15;font-weight:700;letter-spacing:-.028em;display:flex;flex-wrap:wrap;align-items:center;gap:.5rem .9rem}
.hero h1.long{font-size:clamp(1.25rem,1rem + 1vw,1.625rem);line-height:1.3;letter-spacing:-.012em}
.lead{font-size:clamp(1.0625rem,1rem + .35vw,1.25rem);line-height:1.5;margin-top:.9rem;max-width:46rem}
.reasons{margin-top:.9rem;max-width:46rem;color:var(--soft)}
.reasons li{padding-left:1.1rem;position:relative}
.reasons li::before,.spots li::before{content:"";position:absolute;left:.1rem;top:.72em;width:.35rem;height:.35rem;border-radius:50%;background:var(--soft)}
.badge{display:inline-flex;align-items:center;gap:.4rem;padding:.2rem .65rem .2rem .45rem;border-radius:99px;font-size:.8125rem;font-weight:640;letter-spacing:0;line-height:1.35;white-space:nowrap;background:var(--tint);color:var(--tone)}
.badge svg{width:1rem;height:1rem;flex:none}
.badge path,.badge circle{fill:none;stroke:currentColor;stroke-width:2.2;stroke-linecap:round;stroke-linejoin:round}
.badge .dot{fill:currentColor;stroke:none}
.badge.big{font-size:1rem;padding:.35rem .95rem .35rem .65rem}
.badge.big svg{width:1.2rem;height:1.2rem}
.good{--tone:var(--good);--tint:var(--good-tint)}
.bad{--tone:var(--bad);--tint:var(--bad-tint)}
.warn{--tone:var(--warn);--tint:var(--warn-tint)}
.open{--tone:var(--open);--tint:var(--open-tint)}
.quiet{--tone:var(--quiet);--tint:var(--quiet-tint)}
.head{display:flex;flex-wrap:wrap;gap:.4rem .75rem;align-items:center;justify-content:space-between}
.signature{display:grid;gap:1rem 1.75rem;grid-template-columns:minmax(0,1fr)}
.signature .why{margin-top:.5rem;color:var(--soft)}
@media (min-width:54rem){.signature.drawn{grid-template-columns:minmax(0,19rem) minmax(0,1fr)}.signature.drawn .figures{grid-template-columns:1fr 1fr}}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(7.5rem,1fr));gap:.85rem 1rem;margin-top:1rem}
.figures dt,.facts dt{color:var(--soft);font-size:.8125rem}
.figures dd{font-size:1.125rem;font-weight:620;letter-spacing:-.012em;font-variant-numeric:tabular-nums;line-height:1.3}
.facts>div{display:grid;grid-template-columns:minmax(6.5rem,9rem) minmax(0,1fr);gap:.15rem 1rem;padding:.5rem 0;border-top:1px solid var(--line)}
.facts>div:first-child{border-top:0;padding-top:0}
.facts>div:last-child{padding-bottom:0}
.facts dt{padding-top:.1rem}
code{font:500 .875em/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.line{border-left:2px solid var(--line);margin-left:.45rem}
.line li{position:relative;padding:0 0 1.05rem 1.35rem}
.line li:last-child{padding-bottom:0}
.line li::before{content:"";position:absolute;left:-.4375rem;top:.4rem;width:.75rem;height:.75rem;border-radius:50%;background:var(--soft);border:2px solid var(--card)}
.line li.ahead::before{background:var(--card);border-color:var(--soft)}
.line strong{font-weight:620;display:block;line-height:1.4}
.line span,.line time{color:var(--soft);font-size:.9375rem}
.line .detail{display:block}
.spots li{position:relative;padding:.6rem 0 .6rem 1.35rem;border-top:1px solid var(--line)}
.spots li:first-child{border-top:0;padding-top:0}
.spots li:last-child{padding-bottom:0}
.spots li::before{top:1.3em}
.spots li:first-child::before{top:.72em}
.scroll{overflow-x:auto}
table{width:100%;border-collapse:collapse;font-size:.9375rem}
caption{text-align:left;color:var(--soft);padding-bottom:.6rem}
th{text-align:left;font-weight:600;font-size:.8125rem;color:var(--soft)}
th{white-space:nowrap}
th,td{padding:.65rem .75rem;overflow-wrap:break-word;vertical-align:top;border-bottom:1px solid var(--line)}
th:first-child,td:first-child{padding-left:0}
th:last-child,td:last-child{padding-right:0}
tbody tr:last-child td{border-bottom:0}
td:first-child{min-width:7.5rem}
td .badge+.badge{margin-top:.3rem}
@media (min-width:54rem){.facts.two{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,1fr);column-gap:2.25rem}.facts.two>div:nth-child(2){border-top:0;padding-top:0}.facts.two>div:nth-last-child(2):nth-child(odd){padding-bottom:0}}
.release{font-weight:620}
.sub{display:block;color:var(--soft);font-size:.875rem}
.empty{text-align:center;padding:3rem 1.5rem}
.empty h2{margin-bottom:.4rem}
.empty p{max-width:34rem;margin:.4rem auto 0}
@media (max-width:44rem){
.top>div,main,footer{padding-left:1rem;padding-right:1rem}
main{padding-top:1.5rem;gap:1.875rem}
.card{padding:1.05rem 1rem}
.facts>div{grid-template-columns:6.25rem minmax(0,1fr);gap:.15rem .75rem}
.cards thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.cards,.cards tbody,.cards tr,.cards td,.cards caption{display:block}
.cards td:first-child{display:flex;flex-wrap:wrap;gap:0 .6rem;align-items:baseline}
.cards tr{padding:.9rem 0;border-bottom:1px solid var(--line)}
.cards tr:first-child{padding-top:0}
.cards tr:last-child{border-bottom:0;padding-bottom:0}
.cards td{padding:.15rem 0;border:0}
.cards td .sub{margin-top:.15rem}
.cards .confidence::before{content:"Confidence: ";color:var(--soft)}
}
@media print{
body{background:#fff;font-size:10.5pt}
.top,.formats{border:0}
.card,li,tr{break-inside:avoid}
.card{border-color:#bbb}
h2{break-after:avoid}
}
`;

/** The one style sheet of every page. */
export const style = `${colours}${layout}${chartStyle}`.replaceAll('\n', '');

/** The style sheet's hash, as a Content-Security-Policy names it. */
export const styleHash = `sha256-${createHash('sha256').update(style).digest('base64')}`;
