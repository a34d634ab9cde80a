import { readFile } from 'node:fs/promises';
import type { RequestHandler } from 'express';

const notBuilt = `<!doctype html><html lang="id"><meta charset="utf-8"><title>Mode latihan</title>
<p>Halaman ini belum dibuat. Jalankan <code>npm run build</code>, lalu muat ulang.</p>
<p lang="en">This page has not been built yet. Run <code>npm run build</code>, then reload.</p></html>`;

/** `GET /sandbox`: the built page, or a sentence that says how to build it. */
export function pageHandler(path: string | undefined): RequestHandler {
  return async (_request, response) => {
    const page = path === undefined ? undefined : await readFile(path, 'utf8').catch(() => undefined);
    response
      .status(page === undefined ? 503 : 200)
      .set('cache-control', 'no-cache')
      .type('html')
      .send(page ?? notBuilt);
  };
}
