import type { Selectable } from 'kysely';
import type { Store, TemplateTable, Tx } from '../store/index.js';
import { readComponents, type Template, type TemplateComponent } from '../whatsapp/template.js';
import { pauseForTemplate } from './transitions.js';

/** A template as we know it; `status` and `category` in Meta's words (APPROVED, MARKETING). */
export interface StoredTemplate {
  name: string;
  language: string;
  category: string;
  status: string;
  quality: string | null;
  components: TemplateComponent[];
  parameterFormat: 'POSITIONAL' | 'NAMED';
  syncedAt: number;
}

export async function listTemplates(read: Store['read']): Promise<StoredTemplate[]> {
  const rows = await read.selectFrom('template').selectAll().orderBy('name').orderBy('language').execute();
  return rows.map(templateOf);
}

export async function findTemplate(
  read: Pick<Tx, 'selectFrom'>,
  name: string,
  language: string,
): Promise<StoredTemplate | undefined> {
  const row = await read
    .selectFrom('template')
    .selectAll()
    .where('name', '=', name)
    .where('language', '=', language)
    .executeTakeFirst();
  return row && templateOf(row);
}

/** The template of this name in each of its languages. */
export async function templatesNamed(read: Pick<Tx, 'selectFrom'>, name: string): Promise<StoredTemplate[]> {
  const rows = await read.selectFrom('template').selectAll().where('name', '=', name).execute();
  return rows.map(templateOf);
}

function templateOf(row: Selectable<TemplateTable>): StoredTemplate {
  return {
    name: row.name,
    language: row.language,
    category: row.category,
    status: row.status,
    quality: row.quality,
    components: readComponents(JSON.parse(row.components) as unknown[]),
    parameterFormat: row.parameter_format === 'NAMED' ? 'NAMED' : 'POSITIONAL',
    syncedAt: row.synced_at,
  };
}

/** What a sync found. */
export interface SyncReport {
  templates: number;
  /** Known to us and gone at Meta. */
  removed: number;
  /** Broadcasts that paused because their template may not be sent any more. */
  paused: string[];
}

/**
 * Stores Meta's templates as they are now. One that Meta no longer lists becomes DELETED, and broadcasts
 * whose template may not be sent any more pause. One transaction: an account has 250 templates, seldom more.
 */
export function syncTemplates(
  store: Store,
  templates: readonly Template[],
  now: number,
): Promise<SyncReport> {
  return store.write(async (tx) => {
    const known = await tx.selectFrom('template').select(['name', 'language', 'status']).execute();
    const statusOf = new Map(known.map((row) => [keyOf(row), row.status]));
    const report: SyncReport = { templates: templates.length, removed: 0, paused: [] };
    for (const template of templates) {
      await saveTemplate(tx, template, now);
      if (template.status !== 'APPROVED' && statusOf.get(keyOf(template)) === 'APPROVED') {
        report.paused.push(...(await pauseForTemplate(tx, template, template.status)));
      }
    }
    const listed = new Set(templates.map(keyOf));
    for (const row of known) {
      if (listed.has(keyOf(row)) || row.status === 'DELETED') continue;
      report.removed += 1;
      report.paused.push(...(await changeTemplateStatus(tx, row, 'DELETED', now)));
    }
    return report;
  });
}

/** Records a template's new status and pauses the broadcasts that can no longer use it; returns their ids. */
export async function changeTemplateStatus(
  tx: Tx,
  template: { name: string; language: string },
  status: string,
  now: number,
): Promise<string[]> {
  await tx
    .updateTable('template')
    .set({ status, synced_at: now })
    .where('name', '=', template.name)
    .where('language', '=', template.language)
    .execute();
  return status === 'APPROVED' ? [] : pauseForTemplate(tx, template, status);
}

async function saveTemplate(tx: Tx, template: Template, now: number): Promise<void> {
  const values = {
    category: template.category,
    status: template.status,
    quality: template.quality,
    components: JSON.stringify(template.components),
    parameter_format: template.parameterFormat,
    synced_at: now,
  };
  await tx
    .insertInto('template')
    .values({ name: template.name, language: template.language, ...values })
    .onConflict((conflict) => conflict.columns(['name', 'language']).doUpdateSet(values))
    .execute();
}

const keyOf = ({ name, language }: { name: string; language: string }) => `${name} ${language}`;
