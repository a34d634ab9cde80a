import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { Router } from 'express';
import { nameRoute } from './access-log.js';

const YEAR = 365 * 24 * 60 * 60 * 1000;

/**
 * The built console under `/console`. Its addresses below it are screens, so they all get the one page. `home`: where
 * somebody goes who names no page.
 */
export function consoleFiles(dir: string | null, home: string): Router {
  const router = Router();
  if (dir === null || !existsSync(join(dir, 'index.html'))) return router;
  router.use('/console', (_request, response, next) => {
    nameRoute(response, '/console');
    next();
  });
  // Built files carry a hash of their content in the name.
  router.use(
    '/console/assets',
    express.static(join(dir, 'assets'), { immutable: true, maxAge: YEAR, fallthrough: false }),
  );
  router.use('/console', express.static(dir, { index: false, redirect: false, maxAge: 0 }));
  router.get(['/console', '/console/*screen'], (_request, response) => {
    response.set('Cache-Control', 'no-cache').sendFile(join(dir, 'index.html'));
  });
  router.get('/', (_request, response) => response.redirect(home));
  return router;
}
