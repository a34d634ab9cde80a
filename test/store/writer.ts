import { writeSync } from 'node:fs';
import { Store } from '../../src/store/index.js';

// Started by durability.test.ts, which kills it: says each write aloud as soon as it is told that it is durable.
const store = await Store.open(process.argv[2] ?? '');
for (let n = 0; ; n++) {
  const some = Array.from({ length: 8 }, (_, i) => `${n}-${i}`);
  await Promise.all(
    some.map((name) =>
      store
        .write((tx) =>
          tx
            .insertInto('setting')
            .values({ name, value: 'x'.repeat(200) })
            .execute(),
        )
        .then(() => writeSync(1, `${name}\n`)),
    ),
  );
}
