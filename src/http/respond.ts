import type { ErrorRequestHandler, Request, Response } from 'express';
import type { ApiDeps } from './deps.js';
import { toProblem } from './errors.js';
import { type Problem, problemBody } from './problem.js';

/** The language of problems: what the client asks for, Indonesian where it does not say. */
function languageOf(request: Request): 'id' | 'en' {
  return request.acceptsLanguages('id', 'en') === 'en' ? 'en' : 'id';
}

function sendProblem(request: Request, response: Response, problem: Problem): void {
  const language = languageOf(request);
  response
    .status(problem.status)
    .set(problem.headers)
    .set('Content-Language', language)
    .set('Vary', 'Accept-Language')
    .type('application/problem+json')
    .send(JSON.stringify(problemBody(problem, language)));
}

/** The last handler: whatever went wrong becomes a problem; what is our fault is logged. */
export function problems({ log }: Pick<ApiDeps, 'log'>): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const problem = toProblem(error);
    if (problem.status >= 500)
      log.error({ requestId: response.locals['requestId'], ...traceOf(problem) }, 'request failed');
    if (response.headersSent) return next(error);
    // The rest of a refused body is not waited for.
    if (!request.complete) response.set('Connection', 'close');
    sendProblem(request, response, problem);
  };
}

/** Name and place of an error, without its message: that may quote what was sent (promise P8). */
function traceOf({ code, cause }: Problem): { code: string; error?: string; at?: string[] } {
  if (!(cause instanceof Error)) return { code };
  const frames = (cause.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return { code, error: cause.name, at: frames.slice(0, 8).map((line) => line.trim()) };
}
