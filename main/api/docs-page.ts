/**
 * The description of the API as a page for people: whole in itself, without scripts, so that it works offline and needs
 * no rights.
 */
import { createHash } from 'node:crypto';
import type { OpenApi, OpenApiOperation } from './openapi.ts';

const STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
summary { cursor: pointer; padding: 0.4rem 0; }
details { border-top: 1px solid color-mix(in srgb, currentColor 20%, transparent); }
code, pre { font: 0.9rem/1.45 ui-monospace, monospace; }
pre { overflow: auto; padding: 0.75rem; background: color-mix(in srgb, currentColor 7%, transparent); }
.method { display: inline-block; min-width: 4.5rem; font-weight: 600; }
h3 { font-size: 1rem; margin-bottom: 0.25rem; }
.about { display: block; padding-left: 4.7rem; opacity: 0.8; }
`;

/** Of the page: nothing may be loaded, run, framed or sent, and no style but its own applies. */
export const DOCS_POLICY = [
  "default-src 'none'",
  `style-src 'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`,
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function docsPage(api: OpenApi): string {
  const [{ url: base } = { url: '' }] = api.servers;
  const routes = Object.entries(api.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => routeSection(method, base + path, operation)),
  );
  const schemas = Object.entries(api.components.schemas).map(
    ([name, schema]) =>
      `<details id="${escaped(name)}"><summary><code>${escaped(name)}</code></summary>${pre(schema)}</details>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>The API of ${escaped(api.info.title)}</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>The API of ${escaped(api.info.title)} ${escaped(api.info.version)}</h1>
<p>${escaped(api.info.description)} For programs, the same is described in <a href="/api/openapi.json">openapi.json</a>.</p>
<h2>What can be asked</h2>
${routes.join('\n')}
<h2>Schemas</h2>
${schemas.join('\n')}
</main>
</body>
</html>
`;
}

function routeSection(method: string, path: string, operation: OpenApiOperation): string {
  const parts: string[] = [];
  if (operation.parameters.length > 0) {
    const items = operation.parameters.map(({ name, in: place, required }) => {
      const where = place === 'path' ? 'in the path' : required ? 'in the query' : 'in the query, optional';
      return `<li><code>${escaped(name)}</code> ${where}</li>`;
    });
    parts.push(`<h3>Parameters</h3><ul>${items.join('')}</ul>`);
  }
  for (const [type, { schema }] of Object.entries(operation.requestBody?.content ?? {})) {
    parts.push(`<h3>Body, ${escaped(type)}</h3>${pre(schema)}`);
  }
  for (const [status, { description, content = {} }] of Object.entries(operation.responses)) {
    parts.push(`<h3>${status === 'default' ? 'Otherwise' : status}: ${escaped(description)}</h3>`);
    for (const { schema } of Object.values(content)) parts.push(pre(schema));
  }
  const head = `<span class="method">${method.toUpperCase()}</span><code>${escaped(path)}</code>`;
  const about = `<span class="about">${escaped(operation.summary)}</span>`;
  return `<details><summary>${head}${about}</summary>${parts.join('\n')}</details>`;
}

const pre = (schema: unknown): string => `<pre>${escaped(JSON.stringify(schema, null, 2))}</pre>`;

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (character) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[character] ?? '&quot;');
