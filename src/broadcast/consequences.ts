import type { OnConsequence } from '../outbox/reports.js';
import type { Tx } from '../store/index.js';
import type { Content } from '../whatsapp/content.js';
import type { TemplateConsequence } from '../whatsapp/errors.js';
import { changeTemplateStatus } from './templates.js';
import { pauseBroadcast } from './transitions.js';

/** Meta's word for what the error told us. A faulty filling says nothing about the template itself. */
const STATUS: Record<Exclude<TemplateConsequence, 'faulty'>, string> = {
  paused: 'PAUSED',
  disabled: 'DISABLED',
  missing: 'DELETED',
  violating: 'REJECTED',
};

/**
 * What an error of Meta's means for broadcasts: the one that met it pauses, and so does every other with a
 * template that Meta stopped. Rates of failure are watched by the runner (`breaker`).
 */
export const broadcastConsequences: OnConsequence = async (tx, { outcome, message }, now) => {
  if (outcome.stopsCampaign && message.broadcastId !== null) {
    await pauseBroadcast(tx, message.broadcastId, `meta_${outcome.code}`);
  }
  if (outcome.action !== 'template_stop' || outcome.template === 'faulty') return;
  const template = await templateOfMessage(tx, message.id, message.broadcastId);
  if (template) await changeTemplateStatus(tx, template, STATUS[outcome.template ?? 'paused'], now);
};

async function templateOfMessage(
  tx: Tx,
  id: number,
  broadcastId: string | null,
): Promise<{ name: string; language: string } | null> {
  if (broadcastId !== null) {
    const row = await tx
      .selectFrom('broadcast')
      .select('template')
      .where('id', '=', broadcastId)
      .executeTakeFirst();
    return row ? (JSON.parse(row.template) as { name: string; language: string }) : null;
  }
  const row = await tx.selectFrom('outbox').select('content').where('id', '=', id).executeTakeFirst();
  const content = JSON.parse(row?.content ?? 'null') as Content | null;
  return content?.type === 'template' ? content : null;
}
