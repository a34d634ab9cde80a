import { Agent } from 'node:http';
import axios from 'axios';
import express from 'express';
import { BENCH, isSigned } from './webhook-load.js';

// The baseline of replies: express that checks the signature, parses and at once has axios send an answer; it
// keeps nothing and decides nothing.
const [graphUrl = ''] = process.argv.slice(2);
const api = axios.create({
  baseURL: graphUrl,
  httpAgent: new Agent({ keepAlive: true, maxSockets: 64 }),
  timeout: 10_000,
  maxRedirects: 0,
  headers: { Authorization: 'Bearer bench' },
});
const app = express();
app.post('/webhook', express.raw({ type: '*/*', limit: '4mb' }), async (request, response) => {
  if (!isSigned(request.body as Buffer, String(request.headers['x-hub-signature-256'])))
    return void response.sendStatus(401);
  const { entry } = JSON.parse((request.body as Buffer).toString());
  response.sendStatus(200);
  await api.post(`/v26.0/${BENCH.numberId}/messages`, {
    messaging_product: 'whatsapp',
    to: entry[0].changes[0].value.messages[0].from,
    type: 'text',
    text: { body: 'Nisab zakat mengikuti harga emas 85 gram.' },
  });
});
const server = app.listen(0, () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`);
});
