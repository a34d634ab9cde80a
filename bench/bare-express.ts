import { createHmac, timingSafeEqual } from 'node:crypto';
import express from 'express';
import { BENCH } from './webhook-load.js';

// The baseline: express alone, which checks the same signature and parses, and keeps nothing.
const app = express();
app.post('/webhook', express.raw({ type: '*/*', limit: '4mb' }), (request, response) => {
  const given = Buffer.from(String(request.headers['x-hub-signature-256']).slice(7), 'hex');
  const expected = createHmac('sha256', BENCH.appSecret)
    .update(request.body as Buffer)
    .digest();
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    return void response.sendStatus(401);
  JSON.parse((request.body as Buffer).toString());
  response.sendStatus(200);
});
const server = app.listen(0, () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`);
});
