import { createHash } from 'node:crypto';

/** A file with the fake Graph API. */
export interface MediaFile {
  bytes: Uint8Array;
  mimeType: string;
}

export interface StoredFile extends MediaFile {
  id: string;
  /** Of its bytes, hex. */
  sha256: string;
}

/** Where Meta keeps files that were uploaded, and those that people sent. */
export interface MediaStore {
  put(file: MediaFile): StoredFile;
  /** Undefined: there is none, or its 30 days are over. */
  get(id: string): StoredFile | undefined;
  drop(ids: readonly string[]): void;
}

const room = 32 * 1024 * 1024;
/** Meta docs: business-phone-numbers/media. */
const lifetime = 30 * 24 * 60 * 60 * 1000;

/** Keeps files in memory, up to 32 MB; the oldest leave first, and all of them with the program. */
export function createMediaStore(newId: () => string, now: () => number): MediaStore {
  const files = new Map<string, StoredFile & { at: number }>();
  let used = 0;
  const remove = (id: string): void => {
    used -= files.get(id)?.bytes.length ?? 0;
    files.delete(id);
  };
  return {
    put({ bytes, mimeType }) {
      const id = newId();
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const file = { id, bytes, mimeType, sha256 };
      files.set(id, { ...file, at: now() });
      used += bytes.length;
      for (const old of files.keys()) {
        if (used <= room || old === id) break;
        remove(old);
      }
      return file;
    },
    get(id) {
      const file = files.get(id);
      return file && now() - file.at < lifetime ? file : undefined;
    },
    drop: (ids) => ids.forEach(remove),
  };
}

/** The file of a multipart upload, as `POST /{number}/media` takes it; absent when there is none. */
export async function uploadedFile(body: Uint8Array, contentType: string): Promise<MediaFile | undefined> {
  try {
    const copy = new Uint8Array(body);
    const form = await new Response(copy, { headers: { 'content-type': contentType } }).formData();
    const file = form.get('file');
    if (!(file instanceof Blob)) return undefined;
    const type = form.get('type');
    return {
      bytes: new Uint8Array(await file.arrayBuffer()),
      mimeType: typeof type === 'string' ? type : file.type || 'application/octet-stream',
    };
  } catch {
    return undefined;
  }
}
