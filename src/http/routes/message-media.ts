import { readMedia } from '../../media/inbound.js';
import { endpoint, FileReply } from '../endpoint.js';
import { found, Problem } from '../problem.js';
import { empty, idParams } from '../schemas.js';
import { eventId, eventOf } from './message-schema.js';

/** Somebody else made this file: a browser saves it, guesses nothing and runs nothing of it. */
const STRANGE = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** How the names of saved files end; any other type is just bytes. */
const ENDINGS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'audio/aac': 'aac',
  'audio/amr': 'amr',
  'audio/mpeg': 'mp3',
  'audio/mp4': 'm4a',
  'audio/ogg': 'ogg',
  'video/mp4': 'mp4',
  'video/3gpp': '3gp',
  'application/pdf': 'pdf',
  'text/plain': 'txt',
  'application/msword': 'doc',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.ms-powerpoint': 'ppt',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation': 'pptx',
};
const BYTES = 'application/octet-stream';

const get = endpoint({
  method: 'get',
  path: '/messages/{id}/media',
  tag: 'messages',
  summary: {
    id: 'Unduh berkas yang datang bersama pesan, setelah diperiksa',
    en: 'Download the file that came with a message, once it has been looked at',
  },
  params: idParams,
  produces: [...Object.keys(ENDINGS), BYTES],
  response: empty,
  refusals: ['media_waiting', 'media_refused', 'media_gone'],
  example: undefined,
  async handle({ store, files }, { params }) {
    const id = found(eventOf(params.id));
    const { state, reason, type, sha256 } = found((await readMedia(store.read, [id])).get(id));
    if (state === 'waiting') throw new Problem('media_waiting', { members: { reason } });
    if (state === 'refused') throw new Problem('media_refused', { members: { reason } });
    const file = state === 'fetched' && sha256 !== null ? await files.open(sha256) : undefined;
    if (!file) throw new Problem('media_gone', { members: { reason } });
    const served = type !== null && type in ENDINGS ? type : BYTES;
    // A name of ours: theirs may say anything, and stands in the message.
    const name = `${eventId(id)}.${ENDINGS[served] ?? 'bin'}`;
    return new FileReply(served, file.stream, name, { ...STRANGE, 'Content-Length': String(file.size) });
  },
});

export const messageMedia = [get];
