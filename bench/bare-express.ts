import express from 'express';
import { isSigned } from './webhook-load.js';

// The baseline: express alone, which checks the same signature and parses, and keeps nothing.
const app = express();
app.post('/webhook', express.raw({ type: '*/*', limit: '4mb' }), (request, response) => {
  if (!isSigned(request.body as Buffer, String(request.headers['x-hub-signature-256'])))
    return void response.sendStatus(401);
  JSON.parse((request.body as Buffer).toString());
  response.sendStatus(200);
});
const server = app.listen(0, () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`);
});
