import { Agent } from 'node:http';
import axios from 'axios';

// The baseline: axios alone in a loop, with the same concurrency, connections and request as Izin's sender.
const [url = '', count = '5000', concurrency = '64'] = process.argv.slice(2);
const agent = new Agent({ keepAlive: true, maxSockets: Number(concurrency) });
const api = axios.create({ baseURL: url, httpAgent: agent, timeout: 10_000, maxRedirects: 0 });
const message = (i: number) => ({
  messaging_product: 'whatsapp',
  to: `+${628100000000 + i}`,
  type: 'template',
  biz_opaque_callback_data: `bench.${i}`,
  template: {
    name: 'kabar_zakat',
    language: { code: 'id' },
    components: [
      { type: 'body', parameters: [{ type: 'text', text: 'Noa' }] },
      {
        type: 'button',
        sub_type: 'quick_reply',
        index: '0',
        parameters: [{ type: 'payload', payload: 'optout:info' }],
      },
    ],
  },
});
let next = 0;
const worker = async () => {
  for (let i = next++; i < Number(count); i = next++) {
    await api.post('/v26.0/100000000000001/messages', message(i), {
      headers: { Authorization: 'Bearer bench' },
    });
  }
};
const began = performance.now();
await Promise.all(Array.from({ length: Number(concurrency) }, worker));
process.stdout.write(
  `${JSON.stringify({ perSecond: Number(count) / ((performance.now() - began) / 1000) })}\n`,
);
process.exit(0);
