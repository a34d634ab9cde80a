import { z } from 'zod';
import { endpoint, type Input } from '../endpoint.js';
import { type ApiKey, keepKey, listKeys, MACHINE_KEY, revokeKey } from '../keys.js';
import { pageOf } from '../page.js';
import { Problem } from '../problem.js';
import { empty, idParams, iso, isoOrNull, named, text, time, timeOrNull, words } from '../schemas.js';

const tag = 'keys';

const keySchema = named(
  'Key',
  z.object({ id: z.string(), name: z.string(), created_at: time, revoked_at: timeOrNull }),
);

const EXAMPLE: z.input<typeof keySchema> = {
  id: 'key_01jd7q0m5v8k2r4t6w8y0a2c4e',
  name: 'situs donasi',
  created_at: '2026-01-05T02:00:00.000Z',
  revoked_at: null,
};

const keyBody = ({ id, name, createdAt, revokedAt }: ApiKey): z.input<typeof keySchema> => ({
  id,
  name,
  created_at: iso(createdAt),
  revoked_at: isoOrNull(revokedAt),
});

/** A key that an integrator was given makes no further ones. @throws Problem `forbidden` */
function onlyMachine({ key }: Pick<Input<unknown, unknown, unknown>, 'key'>): void {
  if (key !== MACHINE_KEY) throw new Problem('forbidden');
}

const list = endpoint({
  method: 'get',
  path: '/keys',
  tag,
  summary: { id: 'Kunci API (hanya dengan kunci server)', en: "API keys (with the server's own key only)" },
  response: pageOf(keySchema),
  refusals: ['forbidden'],
  example: { items: [EXAMPLE], next: null },
  async handle({ store }, input) {
    onlyMachine(input);
    return { items: (await listKeys(store.read)).map(keyBody), next: null };
  },
});

const add = endpoint({
  method: 'post',
  path: '/keys',
  tag,
  summary: {
    id: 'Daftarkan kunci lewat sidiknya (hanya dengan kunci server)',
    en: "Register a key by its digest (with the server's own key only)",
  },
  body: z.object({
    name: words(120),
    hash: text(64)
      .regex(/^[0-9a-f]{64}$/, '64 hexadecimal digits')
      .meta({ description: 'SHA-256 of the key, which stays with whoever made it: 32 random bytes.' }),
  }),
  bodyExample: { name: EXAMPLE.name, hash: '0f'.repeat(32) },
  response: keySchema,
  status: 201,
  refusals: ['forbidden'],
  example: EXAMPLE,
  async handle({ store, now }, input) {
    onlyMachine(input);
    return keyBody(await keepKey(store, input.body, now()));
  },
});

const revoke = endpoint({
  method: 'delete',
  path: '/keys/{id}',
  tag,
  summary: {
    id: 'Matikan kunci (hanya dengan kunci server)',
    en: "End a key (with the server's own key only)",
  },
  params: idParams,
  response: empty,
  status: 204,
  refusals: ['forbidden'],
  example: undefined,
  async handle({ store, now }, input) {
    onlyMachine(input);
    if (!(await revokeKey(store, input.params.id, now()))) throw new Problem('not_found');
    return undefined;
  },
});

export const keys = [list, add, revoke];
