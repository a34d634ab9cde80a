import { createServer } from 'node:http';

// A stand-in for Meta that does as little as possible: counts, answers, and lists one template.
const TEMPLATE = {
  id: '800000000000001',
  name: 'kabar_zakat',
  language: 'id',
  category: 'MARKETING',
  status: 'APPROVED',
  parameter_format: 'POSITIONAL',
  quality_score: { score: 'GREEN' },
  components: [
    {
      type: 'BODY',
      text: 'Halo {{1}}, kabar zakat bulan ini sudah terbit.',
      example: { body_text: [['Noa']] },
    },
    { type: 'FOOTER', text: 'Balas BERHENTI untuk berhenti' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Berhenti' }] },
  ],
};
let received = 0;
let firstAt = 0;
let lastAt = 0;
const server = createServer((request, response) => {
  if (request.url === '/count') return void response.end(JSON.stringify({ received, firstAt, lastAt }));
  if (request.url === '/reset') {
    received = 0;
    return void response.end('{}');
  }
  request.resume();
  request.on('end', () => {
    response.setHeader('Content-Type', 'application/json');
    if (request.method === 'POST' && request.url?.endsWith('/messages')) {
      received += 1;
      lastAt = Date.now();
      if (received === 1) firstAt = lastAt;
      const id = `wamid.BENCH${received}`;
      return void response.end(
        `{"messaging_product":"whatsapp","contacts":[],"messages":[{"id":"${id}","message_status":"accepted"}]}`,
      );
    }
    if (request.url?.includes('/message_templates'))
      return void response.end(JSON.stringify({ data: [TEMPLATE] }));
    response.end('{"id":"100000000000001","verified_name":"Bench","quality_rating":"GREEN"}');
  });
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  process.stdout.write(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}\n`);
});
