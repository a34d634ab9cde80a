import { type Node, reactions } from '../graph.js';
import { type SoundFlow, soundFlows } from '../project.js';
import type { Asked } from '../words-used.js';
import { questionOf } from '../words-used.js';
import type { Found, Rule } from './rule.js';

/** A question that asks for a place or a number, and does nothing with it, or has choices as well. */
export const wantedUnhandled: Rule = {
  code: 'wanted-unhandled',
  level: 'fault',
  find: (project) =>
    soundFlows(project).flatMap((doc) =>
      doc.graph.nodes.flatMap((node) =>
        node.entry.flatMap(questionOf).flatMap((asked) => faultsOf(doc, node, asked)),
      ),
    ),
};

function faultsOf(doc: SoundFlow, node: Node, { ask, path }: Asked): Found[] {
  const { wants } = ask;
  if (wants === undefined) return [];
  const handled = reactions(node).some(({ event }) => event === wants);
  return [
    ...(handled
      ? []
      : [
          {
            doc,
            at: [...path, 'wants'],
            message: {
              id: `\`${wants}\` yang diminta tidak ditangani di langkah \`${node.id}\`.`,
              en: `The \`${wants}\` that is asked for is not handled in the state \`${node.id}\`.`,
            },
            mend: { id: `Tambahkan \`${wants}:\` di \`on\`.`, en: `Add \`${wants}:\` under \`on\`.` },
          },
        ]),
    ...(ask.choices === undefined && !ask.consent
      ? []
      : [
          {
            doc,
            at: [...path, ask.choices ? 'choices' : 'consent'],
            key: true,
            message: {
              id: 'Tombol lokasi atau nomor tidak bisa bersama pilihan atau persetujuan.',
              en: 'The button for a place or a number does not go with choices or consent.',
            },
            mend: { id: 'Tanyakan di langkah lain.', en: 'Ask that in a state of its own.' },
          },
        ]),
  ];
}
