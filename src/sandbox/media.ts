/** A file with the fake Graph API. */
export interface MediaFile {
  bytes: Uint8Array;
  mimeType: string;
}

export interface MediaStore {
  put(file: MediaFile): string;
  /** Files that people in the sandbox "sent" are one transparent pixel, whatever they claim to be. */
  get(id: string): MediaFile;
}

const pixel: MediaFile = {
  mimeType: 'image/png',
  bytes: Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
    'base64',
  ),
};
const room = 32 * 1024 * 1024;

/** Keeps uploads in memory, up to 32 MB; the oldest leave first. */
export function createMediaStore(newId: () => string): MediaStore {
  const files = new Map<string, MediaFile>();
  let used = 0;
  return {
    put(file) {
      const id = newId();
      files.set(id, file);
      used += file.bytes.length;
      for (const [old, { bytes }] of files) {
        if (used <= room || old === id) break;
        files.delete(old);
        used -= bytes.length;
      }
      return id;
    },
    get: (id) => files.get(id) ?? pixel,
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
