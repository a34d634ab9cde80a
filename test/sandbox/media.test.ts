import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { CustomerInput } from '../../src/sandbox/index.js';
import { GraphClient, GraphError } from '../../src/whatsapp/client.js';
import { MediaError, readDigest } from '../../src/whatsapp/media.js';
import { jpeg, sha256 } from '../setup/files.js';
import { type Rig, siti, startRig } from './rig.js';

const MINUTE = 60_000;
let rig: Rig;
let client: GraphClient<never>;
const clientWith = (token: string, numberId = '100000000000001') =>
  new GraphClient<never>({
    baseUrl: `${rig.url}/sandbox/graph`,
    version: 'v25.0',
    token,
    numberId,
    wabaId: '200000000000002',
    redeem: () => {
      throw new Error('a file needs no permit');
    },
  });

beforeEach(async () => {
  rig = await startRig();
  await rig.sandbox.start();
  client = clientWith('token');
});
afterEach(async () => {
  client.close();
  await rig.close();
});

const caught = (promise: Promise<unknown>) =>
  promise.then(
    () => undefined,
    (error: unknown) => error,
  );
const upload = async (bytes: Buffer, type: string): Promise<string> => {
  const answer = await fetch(`${rig.url}/sandbox/api/media`, {
    method: 'POST',
    headers: { 'content-type': type },
    body: new Uint8Array(bytes),
  });
  return ((await answer.json()) as { id: string }).id;
};
const download = async (media: Parameters<typeof client.openMedia>[0], maxBytes = 1_000_000) => {
  const { bytes, ...info } = await client.openMedia(media, { maxBytes });
  const pieces: Buffer[] = [];
  for await (const piece of bytes) pieces.push(piece);
  return { ...info, bytes: Buffer.concat(pieces) };
};
interface Told {
  id: string;
  sha256: string;
  mime_type: string;
}
/** The file that the webhook tells of. */
const told = async (input: CustomerInput): Promise<Told> => {
  rig.sandbox.write(siti, input);
  await rig.sandbox.settled();
  const value = rig.changes().at(-1)?.value;
  const [message] =
    (value as { messages: [{ type: string } & Record<string, unknown>] } | undefined)?.messages ?? [];
  if (!message) throw new Error('the webhook told of nothing');
  return message[message.type] as Told;
};

describe('a file that somebody sends from the phone', () => {
  test('is the one that they chose, in the webhook, with the Graph API, and on the phone', async () => {
    const media = await upload(jpeg('struk'), 'image/jpeg');
    const image = await told({ type: 'image', media, caption: 'struk' });
    expect(image).toMatchObject({ id: media, mime_type: 'image/jpeg' });
    expect(readDigest(image.sha256)).toBe(sha256(jpeg('struk')));
    expect(await download(media)).toMatchObject({
      bytes: jpeg('struk'),
      mimeType: 'image/jpeg',
      sha256: sha256(jpeg('struk')),
      size: jpeg('struk').length,
    });
    const shown = await fetch(`${rig.url}/sandbox/api/media/${media}`);
    expect(Buffer.from(await shown.arrayBuffer())).toEqual(jpeg('struk'));
    expect(shown.headers.get('content-security-policy')).toBe('sandbox');
  });

  test.each<[CustomerInput, string, RegExp]>([
    [{ type: 'image' }, 'image/png', /^\x89PNG/],
    [{ type: 'document' }, 'application/pdf', /^%PDF-/],
    [{ type: 'sticker' }, 'image/webp', /^RIFF.{4}WEBP/s],
    [{ type: 'voice' }, 'audio/ogg; codecs=opus', /^OggS/],
  ])('is a true one of its type where they chose none: %j', async (input, type, begins) => {
    const file = await told(input);
    const { bytes, mimeType } = await download(file.id);
    expect(mimeType).toBe(type);
    expect(bytes.toString('latin1')).toMatch(begins);
    expect(readDigest(file.sha256)).toBe(sha256(bytes));
  });

  test('must be there', async () => {
    const answer = await rig.call('POST', `/sandbox/api/customers/${siti}/messages`, {
      type: 'image',
      media: 'none',
    });
    expect(answer.status).toBe(404);
  });

  test('goes when its sender is erased', async () => {
    const media = await upload(jpeg(), 'image/jpeg');
    await told({ type: 'image', media });
    await rig.sandbox.forget([{ kind: 'phone', value: siti }]);
    expect(await caught(client.mediaUrl(media))).toBeInstanceOf(GraphError);
  });
});

describe('Meta', () => {
  test('gives the file only with the token, at a new address every time', async () => {
    const media = await upload(jpeg(), 'image/jpeg');
    const stranger = clientWith('another');
    expect(await caught(stranger.mediaUrl(media))).toMatchObject({ code: 190 });
    const { url } = await client.mediaUrl(media);
    expect((await fetch(url)).status).toBe(401);
    stranger.close();
  });

  test('lets an address end after five minutes, and gives a new one', async () => {
    const media = await upload(jpeg(), 'image/jpeg');
    const old = await client.mediaUrl(media);
    rig.clock.move(5 * MINUTE - 1);
    expect((await download(old)).bytes).toEqual(jpeg());
    rig.clock.move(1);
    expect(await caught(download(old))).toMatchObject({ why: 'expired' });
    expect((await download(media)).bytes).toEqual(jpeg());
  });

  test('takes no address that it did not make', async () => {
    const media = await upload(jpeg(), 'image/jpeg');
    const { url } = await client.mediaUrl(media);
    const later = url.replace(/until=\d+/, 'until=99999999999999');
    expect(await caught(download({ url: later }))).toMatchObject({ why: 'expired' });
  });

  test('forgets a file after 30 days, and knows none of another number', async () => {
    const media = await upload(jpeg(), 'image/jpeg');
    const other = clientWith('token', '100000000000009');
    expect(await caught(other.mediaUrl(media))).toMatchObject({ code: 100 });
    other.close();
    rig.clock.move(30 * 24 * 60 * MINUTE);
    expect(await caught(client.mediaUrl(media))).toMatchObject({ code: 100, httpStatus: 400 });
  });
});

describe('on demand', () => {
  test.each<[object, string, string]>([
    [{ mediaExpired: true }, 'MediaError', 'expired'],
    [{ mediaOversize: true }, 'MediaError', 'too_large'],
    [{ media5xx: true }, 'GraphError', ''],
  ])('%j', async (faults, name, why) => {
    const media = await upload(jpeg(), 'image/jpeg');
    rig.sandbox.faults(faults);
    const error = await caught(download(media));
    expect(error).toMatchObject({ name });
    if (error instanceof MediaError) expect(error.why).toBe(why);
  });

  test('a SHA-256 of something else', async () => {
    const media = await upload(jpeg(), 'image/jpeg');
    rig.sandbox.faults({ mediaWrongSha256: true });
    expect((await download(media)).sha256).not.toBe(sha256(jpeg()));
  });
});
