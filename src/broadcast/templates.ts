import type { Store } from '../store/index.js';

/** A template as we know it; `status` and `category` in Meta's words (APPROVED, MARKETING). */
export interface StoredTemplate {
  name: string;
  language: string;
  category: string;
  status: string;
  quality: string | null;
  /** As Meta gives them. Meta docs: templates/components. */
  components: unknown[];
  parameterFormat: 'POSITIONAL' | 'NAMED';
  syncedAt: number;
}

export function listTemplates(_read: Store['read']): Promise<StoredTemplate[]> {
  throw new Error('not there yet');
}
