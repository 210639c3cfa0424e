import { createHash } from 'node:crypto';
import type { Application } from './application';
import { escapeHtml, html, type Reply } from './reply';

const links = ['/api/invoke', '/api/echo?text=hello', '/api/login?username=you', '/api/version', '/api/sleeptime', '/health'];

/** `/`: a page in the colour of the build, so that people see at a glance what runs. */
export function home(app: Application): Reply {
  const style = `body{margin:0;min-height:100vh;display:grid;place-content:center;text-align:center;gap:.5rem;
font:1rem/1.5 system-ui,sans-serif;color:#fff;background:${app.build.colour}}h1{margin:0;font-size:4rem}a{color:inherit}`;
  const hash = createHash('sha256').update(style).digest('base64');
  return html(200, page(app, style), hash);
}

function page(app: Application, style: string): string {
  const environment = escapeHtml(app.settings.environment);
  const items = links.map((link) => `<a href="${escapeHtml(link)}">${escapeHtml(link)}</a>`).join(' · ');
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Build ${app.build.build} in ${environment}</title><style>${style}</style></head>
<body><h1>Build ${app.build.build}</h1><p>${environment} · version ${escapeHtml(app.settings.version)}</p><p>${items}</p></body></html>
`;
}
