import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import autocannon from 'autocannon';

/** What the benchmarks' servers are configured with. */
export const BENCH = {
  appSecret: 'bench-app-secret',
  numberId: '100000000000001',
  wabaId: '200000000000002',
};

/** The words of the load: what customers write, in about the shares in which they write it. */
const TEXTS = [
  'berapa nisab zakat tahun ini?',
  'terima kasih banyak kak',
  'assalamualaikum',
  'kantornya di mana ya',
  'ya',
];

let serial = 0;
const run = randomBytes(4).toString('hex');

/** A webhook with one new text message, as Meta sends it, of one of `people` customers. */
export function webhookBody(people: number, text = TEXTS[serial % TEXTS.length] ?? ''): Buffer {
  serial += 1;
  const phone = String(628100000000 + (serial % people));
  return envelope({
    contacts: [{ profile: { name: 'Noa' }, wa_id: phone, user_id: `ID.BENCH${phone}` }],
    messages: [
      {
        from: phone,
        from_user_id: `ID.BENCH${phone}`,
        id: `wamid.BENCH${run}${serial}`,
        timestamp: seconds(),
        type: 'text',
        text: { body: text },
      },
    ],
  });
}

/** A webhook with a status of the `i`-th message that the benchmarks' Graph server accepted. */
export function statusBody(i: number, status: string): Buffer {
  return envelope({
    statuses: [
      { id: `wamid.BENCH${i + 1}`, status, timestamp: seconds(), recipient_id: String(628100000001 + i) },
    ],
  });
}

const seconds = () => String(Math.floor(Date.now() / 1000));

function envelope(items: object): Buffer {
  const metadata = { display_phone_number: '622150100000', phone_number_id: BENCH.numberId };
  const value = { messaging_product: 'whatsapp', metadata, ...items };
  const entry = [{ id: BENCH.wabaId, changes: [{ field: 'messages', value }] }];
  return Buffer.from(JSON.stringify({ object: 'whatsapp_business_account', entry }));
}

export function signature(body: Buffer): string {
  return `sha256=${createHmac('sha256', BENCH.appSecret).update(body).digest('hex')}`;
}

/** What the baselines check: the same as Izin, in constant time. */
export function isSigned(body: Buffer, header: string): boolean {
  const [given, expected] = [Buffer.from(header), Buffer.from(signature(body))];
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Posts webhooks as fast as `connections` connections can, for `seconds`; every answer but 200 is a failure. */
export async function loadWebhooks(url: string, connections: number, seconds: number) {
  const result = await autocannon({
    url: `${url}/webhook`,
    connections,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        setupRequest: (request) => {
          const body = webhookBody(20_000);
          return {
            ...request,
            body,
            headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature(body) },
          };
        },
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} refused, ${result.errors} failed`);
  return { perSecond: result.requests.average, p99: result.latency.p99 };
}
