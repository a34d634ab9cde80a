import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { API_KEY, Izin, person } from '../setup/izin.js';
import { envelope, status } from '../setup/meta.js';

let izin: Izin;
const leave = new AbortController();
/** What a listener has heard, one line an event. */
let heard = '';
beforeAll(async () => {
  izin = await Izin.start();
  const { body } = await fetch(`http://127.0.0.1:${izin.app.port}/api/v1/events`, {
    headers: { authorization: `Bearer ${API_KEY}` },
    signal: leave.signal,
  });
  void body
    ?.pipeThrough(new TextDecoderStream())
    .pipeTo(
      new WritableStream({
        write: (text) => {
          heard += text;
        },
      }),
    )
    .catch(() => undefined);
  await izin.until(() => heard.includes(': halo'));
});
afterAll(async () => {
  leave.abort();
  await izin.stop();
});

/** The kinds of news about somebody since the last call, in order. */
const news = async (contact: string, ...kinds: string[]) => {
  const of = (): string[] =>
    heard.match(new RegExp(`event: \\w+(?=\ndata: .*"contact":"${contact}")`, 'g')) ?? [];
  await izin.until(() => kinds.every((kind) => of().includes(`event: ${kind}`))).catch(() => undefined);
  const found = of().map((line) => line.slice('event: '.length));
  heard = '';
  return found.toSorted();
};
const contactOf = async (i: number) => (await izin.stands(person(i))).contactId;

test('whoever listens to GET /events hears what people do in the chat', async () => {
  const siti = person(1);
  await izin.from(siti, 'DAFTAR');
  await izin.settled();
  const contact = await contactOf(1);
  expect(await news(contact, 'message', 'consent')).toEqual(['consent', 'message']);
  await izin.from(siti, 'ya');
  expect(await news(contact, 'message', 'consent')).toEqual(['consent', 'message']);
  await izin.from(siti, 'berapa zakat fitrah?');
  expect(await news(contact, 'message')).toEqual(['message']);
  await izin.from(siti, 'PETUGAS');
  expect(await news(contact, 'message', 'ticket')).toEqual(['message', 'ticket']);
  await izin.from(siti, 'BERHENTI');
  expect(await news(contact, 'message', 'consent')).toEqual(['consent', 'message']);
  await izin.settled();
});

test('and of a stop that Meta tells of in the answer to a message', async () => {
  const budi = person(2);
  await izin.subscribers(1, 2);
  const contact = await contactOf(2);
  await izin.completed(await izin.broadcast());
  const sent = izin.graph.to(budi.phone)[0];
  if (!sent) throw new Error('nothing was sent');
  heard = '';
  await izin.webhook(envelope(status(budi, sent, 'failed', izin.now(), 131050)));
  expect(await news(contact, 'consent')).toContain('consent');
});
