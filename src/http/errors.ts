import { BroadcastError } from '../broadcast/index.js';
import { TopicExistsError } from '../consent/topic-change.js';
import { FactError } from '../facts/fact-error.js';
import { HandoffError } from '../handoff/index.js';
import { StoreUnavailableError } from '../store/index.js';
import { InvalidMessageError } from '../whatsapp/message.js';
import { Problem } from './problem.js';

/** Codes that name what the body refers to or holds: the body is at fault, not the state of things. */
const UNPROCESSABLE = /^(unknown_|invalid_)(?!state$|cursor$)/;

/** Turns anything that was thrown into the problem to answer with; unknown errors become `internal`. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof StoreUnavailableError) {
    return new Problem('unavailable', { headers: { 'Retry-After': '5' }, cause: error });
  }
  if (error instanceof BroadcastError) {
    return new Problem(error.code, {
      ...(UNPROCESSABLE.test(error.code) ? { status: 422 } : {}),
      ...(error.checks.length > 0 ? { members: { checks: error.checks } } : {}),
      detail: error.words,
    });
  }
  if (error instanceof HandoffError) return new Problem(error.code, { detail: error.words });
  if (error instanceof FactError) return new Problem(error.code, { detail: error.words });
  if (error instanceof TopicExistsError) return new Problem('already_exists');
  if (error instanceof InvalidMessageError) {
    return new Problem('invalid_message', { faults: [{ path: error.field, message: error.message }] });
  }
  return fromParser(error) ?? new Problem('internal', { cause: error });
}

/** Errors of express and its body parser carry a status and a type. */
function fromParser(error: unknown): Problem | undefined {
  if (typeof error !== 'object' || error === null || !('status' in error)) return undefined;
  const { status } = error;
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  if (status === 413) return new Problem('too_large');
  if (status === 415) return new Problem('unsupported_media_type');
  const type = 'type' in error ? error.type : undefined;
  return new Problem(type === 'entity.parse.failed' ? 'invalid_json' : 'invalid_request', { status: 400 });
}
