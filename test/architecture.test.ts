import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from '@jest/globals';
import { circles, impurities, LAYERS, layerFaults, PURE, sideRoads } from './setup/architecture-rules.js';
import { readSource, readSourceTree, type SourceFile } from './setup/source-tree.js';

const SRC = join(dirname(dirname(fileURLToPath(import.meta.url))), 'src');
const files = readSourceTree(SRC);

describe('the arrows of src/', () => {
  test('are read from every file', () => {
    expect(files.length).toBeGreaterThan(LAYERS.length);
    expect(files.flatMap(({ imports }) => imports).filter(({ ours }) => ours).length).toBeGreaterThan(
      files.length / 2,
    );
  });

  test('point down, from main to whatsapp, store and coordination', () =>
    expect(layerFaults(files)).toEqual([]));

  test('make no circles', () => expect(circles(files)).toEqual([]));

  test('never lead from a pure file to input, output, the clock or chance', () => {
    expect(impurities(files)).toEqual([]);
  });

  test('P1 leave one road to Meta, through outbox/', () => expect(sideRoads(files)).toEqual([]));

  test.each(PURE)('%s, listed as pure, exists', (path) => expect(existsSync(join(SRC, path))).toBe(true));
});

describe('the rules find', () => {
  const tree = (sources: Record<string, string>): SourceFile[] =>
    Object.entries(sources).map(([path, source]) => readSource(path, source));

  test.each<[string, Record<string, string>, string]>([
    [
      'an arrow that points up',
      { 'gate/gate.ts': "import { dispatch } from '../outbox/dispatcher.js';" },
      'src/gate/gate.ts imports outbox/dispatcher.ts: gate stands below or beside outbox, arrows point down',
    ],
    [
      'a type borrowed from above',
      { 'consent/machine.ts': "import type { Permit } from '../gate/permit.js';" },
      'src/consent/machine.ts imports gate/permit.ts: consent stands below or beside gate, arrows point down',
    ],
    [
      'an arrow to a neighbour',
      { 'handoff/queue.ts': "export { pace } from '../broadcast/pacing.js';" },
      'src/handoff/queue.ts imports broadcast/pacing.ts: handoff stands below or beside broadcast, arrows point down',
    ],
    [
      'an import at run time',
      { 'http/routes.ts': "const app = await import('../app.js');" },
      'src/http/routes.ts imports app.ts: http stands below or beside app.ts, arrows point down',
    ],
    [
      'an import inside a type',
      { 'store/rows.ts': "export type Row = import('../consent/topics.js').Topic;" },
      'src/store/rows.ts imports consent/topics.ts: store/ may import coordination',
    ],
    [
      'a leaf that knows too much',
      { 'flows/compile.ts': "import { open } from '../store/open.js';" },
      'src/flows/compile.ts imports store/open.ts: flows/ may import facts, media, understanding, whatsapp',
    ],
    ['a folder without a layer', { 'utils/pad.ts': '' }, 'src/utils stands in no layer: add it to LAYERS'],
  ])('%s', (_, sources, fault) => expect(layerFaults(tree(sources))).toEqual([fault]));

  test('nothing to say about arrows that point down', () => {
    const sources = {
      'app.ts': "import { dispatch } from './outbox/dispatcher.js';",
      'outbox/dispatcher.ts': "import { decide } from '../gate/gate.js';",
      'flows/say.ts': "import type { Content } from '../whatsapp/content.js';",
    };
    expect(layerFaults(tree(sources))).toEqual([]);
  });

  test('a circle, once', () => {
    const sources = {
      'gate/a.ts': "import { b } from './b.js';",
      'gate/b.ts': "import type { C } from './c.js';",
      'gate/c.ts': "import './a.js';",
    };
    expect(circles(tree(sources))).toEqual(['gate/a.ts -> gate/b.ts -> gate/c.ts -> gate/a.ts']);
  });

  test.each<[string, Record<string, string>, string[]]>([
    [
      'a file system in a pure file',
      { 'gate/gate.ts': "import { readFileSync } from 'node:fs';" },
      ['src/gate/gate.ts -> node:fs: a pure file does no input or output'],
    ],
    [
      'a database at second hand',
      { 'gate/gate.ts': "import { a } from './a.js';", 'gate/a.ts': "import { b } from '../store/b.js';" },
      ['src/gate/gate.ts -> gate/a.ts -> store/b.ts: a pure file does no input or output'],
    ],
    [
      'a clock',
      { 'consent/machine.ts': 'export const at = () => Date.now();' },
      ['src/consent/machine.ts calls Date.now(): pass it in as an argument'],
    ],
    [
      'no fault in a part of a package that computes',
      { 'faq/search.ts': "import { Map } from 'minisearch/SearchableMap';" },
      [],
    ],
    ['no fault in a type', { 'gate/gate.ts': "import type { Redis } from 'ioredis';" }, []],
    ['no fault in a file that may act', { 'gate/permits.ts': "import { writeFile } from 'node:fs';" }, []],
  ])('%s', (_, sources, faults) => expect(impurities(tree(sources))).toEqual(faults));

  test.each<[string, Record<string, string>, string[]]>([
    [
      'a client built elsewhere',
      { 'http/send.ts': "import { GraphClient } from '../whatsapp/client.js';" },
      ['src/http/send.ts imports GraphClient: only app.ts builds it and only outbox/ sends'],
    ],
    [
      'a send through another name',
      {
        'broadcast/run.ts':
          "import type { GraphClient } from '../whatsapp/client.js';\nexport const go = (meta: GraphClient) => meta.send();",
      },
      ["src/broadcast/run.ts calls meta.send(): only outbox/ may call the client's send"],
    ],
    [
      'a send of a client that came from somewhere',
      { 'handoff/reply.ts': 'export const go = (parts) => parts.client.send();' },
      ["src/handoff/reply.ts calls client.send(): only outbox/ may call the client's send"],
    ],
    ['no fault in the outbox', { 'outbox/go.ts': 'export const go = (client) => client.send();' }, []],
    [
      'no fault in answering HTTP',
      { 'http/hi.ts': "export const go = (response) => response.send('hi');" },
      [],
    ],
  ])('%s', (_, sources, faults) => expect(sideRoads(tree(sources))).toEqual(faults));
});
