import { askingFaults } from '../broadcast/permission-template.js';
import { templatesNamed } from '../broadcast/templates.js';
import { listTopics } from '../consent/topics.js';
import type { Store } from '../store/index.js';

/** Why the template that asks for a topic's consent cannot be sent, one line each; empty: all can. */
export async function topicTemplateFaults(read: Store['read']): Promise<string[]> {
  const faults: string[] = [];
  for (const { id, template, renewal } of await listTopics(read)) {
    for (const choice of [template, renewal]) {
      if (choice === null) continue;
      const known = await templatesNamed(read, choice.name);
      const resting = known.filter(({ status }) => status !== 'APPROVED' && status !== 'DELETED');
      const reasons = [
        ...askingFaults(choice, known).map(({ message }) => message),
        ...resting.map(({ language, status }) => `is ${status} (${language})`),
      ];
      faults.push(...reasons.map((reason) => `topic ${id}: template ${choice.name} ${reason}`));
    }
  }
  return [...new Set(faults)];
}
