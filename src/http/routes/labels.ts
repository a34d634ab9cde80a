import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../page.js';
import { label, named } from '../schemas.js';

const tag = 'labels';

const labelSchema = named('Label', z.object({ label: z.string() }));

const list = endpoint({
  method: 'get',
  path: '/labels',
  tag,
  summary: { id: 'Semua label', en: 'Every label' },
  response: pageOf(labelSchema),
  example: { items: [{ label: 'donatur' }], next: null },
  handle: async ({ handoff }) => ({
    items: (await handoff.labels()).map((one) => ({ label: one })),
    next: null,
  }),
});

const add = endpoint({
  method: 'post',
  path: '/labels',
  tag,
  summary: { id: 'Tambah label', en: 'Add a label' },
  body: z.object({ label }),
  bodyExample: { label: 'donatur' },
  response: labelSchema,
  status: 201,
  refusals: ['invalid_label'],
  example: { label: 'donatur' },
  async handle({ handoff }, { body }) {
    await handoff.addLabel(body.label);
    return { label: body.label };
  },
});

export const labels = [list, add];
