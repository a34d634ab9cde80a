import {
  type Compilable,
  CompiledQuery,
  DummyDriver,
  Kysely,
  SqliteAdapter,
  SqliteIntrospector,
} from 'kysely';
import { StablePlanCompiler } from './sqlite-compiler.js';
import type { Tables } from './tables.js';

/** Builds and compiles, and never runs anything. */
const compiler = new Kysely<Tables>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new StablePlanCompiler(),
  },
});

type Reader = Pick<Kysely<Tables>, 'executeQuery'>;

/** Stands in for a parameter while the statement is built. */
const placeholder = (i: number) => `\u0000parameter ${i}`;
const PLACEHOLDER = /^\0parameter (\d+)$/;

/**
 * A statement that is built and compiled once, on its first use: for the hot ones, where building costs more
 * than running. Parameters may only be passed on as values; the statement must not depend on what they are.
 */
export function prepared<Parameters extends readonly unknown[], Row>(
  build: (db: Kysely<Tables>, ...parameters: Parameters) => Compilable<Row>,
): (reader: Reader, ...parameters: Parameters) => Promise<Row[]> {
  let known: { sql: string; order: (number | { fixed: unknown })[] } | undefined;
  return async (reader, ...parameters) => {
    known ??= compile(build, parameters.length);
    const values = known.order.map((one) => (typeof one === 'number' ? parameters[one] : one.fixed));
    const { rows } = await reader.executeQuery(CompiledQuery.raw(known.sql, values) as CompiledQuery<Row>);
    return rows;
  };
}

function compile<Parameters extends readonly unknown[], Row>(
  build: (db: Kysely<Tables>, ...parameters: Parameters) => Compilable<Row>,
  count: number,
) {
  const placeholders = Array.from({ length: count }, (_, i) => placeholder(i)) as unknown as Parameters;
  const { sql, parameters } = build(compiler, ...placeholders).compile();
  const order = parameters.map((value) => {
    const found = typeof value === 'string' ? PLACEHOLDER.exec(value) : null;
    return found ? Number(found[1]) : { fixed: value };
  });
  return { sql, order };
}
