import { isCourtesy } from '../understanding/index.js';
import type { Path } from './parse.js';
import type { Project, SoundFlow } from './project.js';
import { soundFlows } from './project.js';
import type { Release } from './types.js';

/** Said around a keyword: "saya mau hitung zakat dong". A question word is none of them: that is for the FAQ. */
const AROUND = new Set(
  'saya aku gue gw mau ingin pengen pengin minta bisa boleh bantu bantuin lihat i we want would like can could you help me my us let lets'.split(
    ' ',
  ),
);

/** The flow whose keyword a text is, with no more around it than politeness. */
export function flowCalled(release: Release, text: string): string | undefined {
  const said = plain(text).split(' ');
  if (said.length > 12) return undefined;
  for (const { id, keywords } of release.flows.values()) {
    if (keywords.some((phrase) => isCalled(said, phrase.split(' ')))) return id;
  }
  return undefined;
}

function isCalled(said: readonly string[], phrase: readonly string[]): boolean {
  for (let at = 0; at + phrase.length <= said.length; at++) {
    if (!phrase.every((word, index) => said[at + index] === word)) continue;
    const around = [...said.slice(0, at), ...said.slice(at + phrase.length)];
    return around.every((word) => AROUND.has(word) || isCourtesy(word));
  }
  return false;
}

const plain = (text: string) =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Every keyword of every flow, and where it stands. */
export function keywordsOf(project: Project): { doc: SoundFlow; phrase: string; path: Path }[] {
  return soundFlows(project).flatMap((doc) =>
    Object.entries(doc.flow.keywords ?? {}).flatMap(([language, phrases]) =>
      (phrases ?? []).map((phrase, index) => ({ doc, phrase, path: ['keywords', language, index] })),
    ),
  );
}
