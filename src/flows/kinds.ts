import { answer, readAmount } from '../understanding/index.js';
import type { MemoryValue } from './types.js';
import type { Kind } from './vocabulary.js';

/**
 * A value as its kind wants it: "3 orang" as the number 3, "boleh" as yes. Undefined when it cannot be read so: the
 * flow then remembers nothing, and can ask again.
 */
export function asKind(value: MemoryValue, kind: Kind | undefined): MemoryValue | undefined {
  switch (kind) {
    case 'number':
      return typeof value === 'number' ? value : numberIn(String(value));
    case 'amount':
      return typeof value === 'number' ? value : readAmount(String(value));
    case 'count': {
      const count = typeof value === 'number' ? value : numberIn(String(value));
      return count !== undefined && Number.isInteger(count) && count > 0 && count <= 1000 ? count : undefined;
    }
    case 'yes-no':
      return typeof value === 'boolean' ? value : yesNo(String(value));
    case 'text':
      return Array.isArray(value) ? value.join(', ') : String(value);
    default:
      return value;
  }
}

/** The one number in a text, as people in Indonesia and elsewhere write it: 1.500, 1,500, 2,5, tiga. */
function numberIn(text: string): number | undefined {
  const written = [...text.matchAll(/-?\d+(?:[.,]\d+)*/g)].map(([digits]) => digits);
  const [only] = written;
  if (only === undefined) {
    const said = answer(text);
    return typeof said === 'number' ? said : undefined;
  }
  if (written.length > 1) return undefined;
  const grouped = /^-?\d{1,3}(?:[.,]\d{3})+$/.test(only);
  const number = Number(grouped ? only.replace(/[.,]/g, '') : only.replace(',', '.'));
  return Number.isFinite(number) ? number : undefined;
}

function yesNo(text: string): boolean | undefined {
  if (/^(?:true|false)$/.test(text)) return text === 'true';
  const said = answer(text);
  if (said === 'yes' || said === 1) return true;
  return said === 'no' || said === 2 ? false : undefined;
}
