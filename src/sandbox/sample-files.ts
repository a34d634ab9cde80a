import type { MediaFile } from './media.js';

const of = (mimeType: string, base64: string): MediaFile => ({
  mimeType,
  bytes: Buffer.from(base64, 'base64'),
});

/** A page with nothing on it; PDF needs no more to be one. */
const PDF = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 210 297]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

/** What a person sends who chose no file: small, and truly of its type. */
export const SAMPLE_FILES = {
  image: of(
    'image/png',
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  ),
  document: { mimeType: 'application/pdf', bytes: Buffer.from(PDF) },
  sticker: of('image/webp', 'UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA'),
  /** One page of Ogg with the head of Opus in it: silence. */
  voice: of('audio/ogg; codecs=opus', 'T2dnUwACAAAAAAAAAABpemluAAAAAAAAAAABE09wdXNIZWFkAQEAAIC7AAAAAAA='),
} as const satisfies Record<string, MediaFile>;

export type SampleKind = keyof typeof SAMPLE_FILES;

export const isFile = (type: string): type is SampleKind => Object.hasOwn(SAMPLE_FILES, type);
