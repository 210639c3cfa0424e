/** How charts are drawn: series differ in line and mark, not in colour alone. */
export const chartStyle = `
figure{min-width:0}
figure h3{margin-bottom:.35rem}
.chart{display:block;overflow:visible;width:100%;height:auto;max-width:38.75rem}
.chart.half{max-width:30rem}
.chart.narrow{display:none;max-width:20rem}
@media screen and (max-width:44rem){.chart.wide,.chart.half{display:none}.chart.narrow{display:block}}
.chart text{font:400 11.5px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;fill:var(--soft);font-variant-numeric:tabular-nums}
.chart .mid{text-anchor:middle}
.chart .end{text-anchor:end}
.chart .grid{stroke:var(--line);stroke-width:1}
.chart .axis{stroke:var(--soft);stroke-width:1}
.chart .gap{fill:var(--gap)}
.chart .beyond{fill:var(--beyond)}
.history{fill:var(--gap);stroke:var(--baseline);stroke-width:.75;stroke-dasharray:1 3}
.chart path.estimate,.legend path.estimate{fill:none;stroke:var(--candidate);stroke-width:1.75}
.chart path{fill:none;stroke-linejoin:round;stroke-linecap:round}
.candidate path,path.candidate{stroke:var(--candidate);stroke-width:2.25}
.candidate circle{fill:var(--candidate)}
.baseline path,path.baseline{stroke:var(--baseline);stroke-width:1.5}
.baseline rect,rect.baseline{fill:var(--card);stroke:var(--baseline);stroke-width:1.5}
line.limit{stroke:var(--limit);stroke-width:1.75;stroke-dasharray:6 4}
.chart text.limit{fill:var(--limit);font-weight:600;paint-order:stroke;stroke:var(--card);stroke-width:3px}
.chart .kept{fill:var(--candidate);stroke:var(--card);stroke-width:1.5}
.chart .violated{fill:none;stroke:var(--limit);stroke-width:3;stroke-linecap:round}
.chart .ring{fill:var(--card);stroke:var(--limit);stroke-width:1.5}
.chart .warned{fill:var(--warn);stroke:var(--card);stroke-width:1.5}
.chart .unclear{fill:var(--card);stroke:var(--open);stroke-width:2}
.chart text.none{fill:var(--soft);font-weight:600}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;font-size:.8125rem;color:var(--soft);margin-bottom:.35rem}
.legend span{display:inline-flex;align-items:center;gap:.4rem;white-space:nowrap}
.legend svg{width:1.75rem;height:.75rem;flex:none}
.legend svg path{fill:none}
.legend .violated{fill:none;stroke:var(--limit);stroke-width:2.5;stroke-linecap:round}
.legend .warned{fill:var(--warn)}
.legend .unclear{fill:var(--card);stroke:var(--open);stroke-width:2}
.legend .gap{fill:var(--gap);stroke:var(--soft);stroke-width:.5}
.multiples{display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
@media (min-width:54rem){.multiples{grid-template-columns:minmax(0,1fr) minmax(0,1fr)}}
`;
